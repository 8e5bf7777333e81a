package io.elbo.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * One value of a program. It is row-wise (each row of the batch has a value of this shape) or shared. Methods create new nodes of
 * the same graph; equal expressions return the same node. Both operands of an operation have the same shape; {@link #broadcast}
 * and {@link #repeat} expand a smaller one.
 */
public final class Node {
    private final Graph graph;
    private final int id;
    private final Op op;
    private final Shape shape;
    private final boolean rowwise;
    private final int draws;
    private final List<Node> inputs;

    Node(Graph graph, int id, Op op, Shape shape, boolean rowwise, int draws, List<Node> inputs) {
        this.graph = graph;
        this.id = id;
        this.op = op;
        this.shape = shape;
        this.rowwise = rowwise;
        this.draws = draws;
        this.inputs = List.copyOf(inputs);
    }

    /** Returns the graph that created this node. */
    public Graph graph() {
        return graph;
    }

    /** Returns the position in the graph. Inputs come before the nodes that use them. */
    public int id() {
        return id;
    }

    /** Returns the operation of this node. */
    public Op op() {
        return op;
    }

    /** Returns the shape of one row's value, or of the shared value. */
    public Shape shape() {
        return shape;
    }

    /** Returns whether each row of the batch has its own value. */
    public boolean rowwise() {
        return rowwise;
    }

    /**
     * Returns how many values of this shape each row has, 1 or more. Operations process the draws of a row side by side, like
     * rows: a product of 50 draws of 4 rows is a product of 200 rows. Where only one operand has draws, the other is the same in
     * each draw.
     */
    public int draws() {
        return draws;
    }

    /** Returns the operands. */
    public List<Node> inputs() {
        return inputs;
    }

    private Node map(Unary f) {
        return graph.add(new Op.Map(f), shape, rowwise, List.of(this));
    }

    /** Returns {@code -x}. */
    public Node negate() {
        return map(Unary.NEGATE);
    }

    /** Returns {@code |x|}. */
    public Node abs() {
        return map(Unary.ABS);
    }

    /** Returns {@code e^x}. */
    public Node exp() {
        return map(Unary.EXP);
    }

    /** Returns {@code ln x}. */
    public Node log() {
        return map(Unary.LOG);
    }

    /** Returns {@code sqrt(x)}. */
    public Node sqrt() {
        return map(Unary.SQRT);
    }

    /** Returns {@code 1 / x}. */
    public Node reciprocal() {
        return map(Unary.RECIPROCAL);
    }

    /** Returns {@code max(x, 0)}. */
    public Node relu() {
        return map(Unary.RELU);
    }

    /** Returns {@code x > 0 ? 1 : 0}; its gradient is zero. */
    public Node step() {
        return map(Unary.STEP);
    }

    /** Returns {@code 1 / (1 + e^-x)}. */
    public Node sigmoid() {
        return map(Unary.SIGMOID);
    }

    /** Returns {@code ln(1 + e^x)}. */
    public Node softplus() {
        return map(Unary.SOFTPLUS);
    }

    /** Returns {@code tanh x}. */
    public Node tanh() {
        return map(Unary.TANH);
    }

    /** Returns {@code erf x}. */
    public Node erf() {
        return map(Unary.ERF);
    }

    /** Returns {@code ln Gamma(x)}, for x above 0. */
    public Node logGamma() {
        return map(Unary.LOG_GAMMA);
    }

    /** Returns the derivative of {@code ln Gamma(x)}, for x above 0. */
    public Node digamma() {
        return map(Unary.DIGAMMA);
    }

    /** Returns the second derivative of {@code ln Gamma(x)}, for x above 0. It cannot be differentiated. */
    public Node trigamma() {
        return map(Unary.TRIGAMMA);
    }

    private Node zip(Binary f, Node other) {
        if (!shape.equals(other.shape) || rowwise != other.rowwise) {
            throw new IllegalArgumentException(f + " of " + this + " and " + other
                    + ": both must have the same shape and be both row-wise or both shared");
        }
        return graph.add(new Op.Zip(f), shape, rowwise, List.of(this, other));
    }

    /** Returns {@code x + y}. */
    public Node plus(Node other) {
        return zip(Binary.ADD, other);
    }

    /** Returns {@code x - y}. */
    public Node minus(Node other) {
        return zip(Binary.SUBTRACT, other);
    }

    /** Returns {@code x * y}, elementwise. */
    public Node times(Node other) {
        return zip(Binary.MULTIPLY, other);
    }

    /** Returns {@code x / y}, elementwise. */
    public Node over(Node other) {
        return zip(Binary.DIVIDE, other);
    }

    /** Returns {@code x + summand}. */
    public Node plus(float summand) {
        return summand == 0 ? this : graph.add(new Op.Shift(summand), shape, rowwise, List.of(this));
    }

    /** Returns {@code x * factor}. */
    public Node times(float factor) {
        return factor == 1 ? this : graph.add(new Op.Scale(factor), shape, rowwise, List.of(this));
    }

    /** Returns {@code x^2}. */
    public Node square() {
        return times(this);
    }

    /** Returns {@code this > 0 ? x : y}, elementwise. */
    public Node select(Node x, Node y) {
        if (!x.shape.equals(shape) || !y.shape.equals(shape)) {
            throw new IllegalArgumentException(
                    "select by " + this + " of " + x + " and " + y + ": all must have the same shape");
        }
        return graph.add(new Op.Select(), shape, rowwise, List.of(this, x, y));
    }

    /**
     * Returns {@code max(x, y)}, elementwise. The gradient goes to the greater value, or to this one if they are equal. NaN in
     * this value stays NaN.
     */
    public Node max(Node other) {
        return other.minus(this).select(other, this);
    }

    /**
     * Returns {@code min(x, y)}, elementwise. The gradient goes to the lesser value, or to this one if they are equal. NaN in
     * this value stays NaN.
     */
    public Node min(Node other) {
        return minus(other).select(other, this);
    }

    /** Returns {@code max(x, least)}. The gradient is zero where x is below. */
    public Node max(float least) {
        return max(graph.fill(least, shape));
    }

    /** Returns {@code min(x, greatest)}. The gradient is zero where x is above. */
    public Node min(float greatest) {
        return min(graph.fill(greatest, shape));
    }

    /** Returns {@code min(max(x, least), greatest)}. The gradient is zero outside the range. */
    public Node clamp(float least, float greatest) {
        if (!(least <= greatest)) {
            throw new IllegalArgumentException("clamp of " + this + " to " + least + " .. " + greatest
                    + ": the least value must not be above the greatest");
        }
        return max(least).min(greatest);
    }

    /** Returns zeros of this shape. */
    public Node zero() {
        return graph.fill(0, shape);
    }

    /** Returns this shared vector as a row-wise value that is the same for every row. */
    public Node spread() {
        if (rowwise || shape.rank() != 1) {
            throw new IllegalArgumentException("spread of " + this + ": must be a shared vector");
        }
        return graph.add(new Op.Spread(), shape, true, List.of(this));
    }

    /** Returns {@code x W^T} over the last axis; W is {@code [out, in]}. */
    public Node affine(Node weight) {
        checkMatrix(weight, 1);
        return graph.add(new Op.Affine(), shape.withLast(weight.shape.extent(0)), true, List.of(this, weight));
    }

    /** Returns {@code x W^T + b} over the last axis; W is {@code [out, in]}, b {@code [out]}. */
    public Node affine(Node weight, Node bias) {
        checkMatrix(weight, 1);
        checkVector(bias, weight.shape.extent(0));
        return graph.add(new Op.Affine(), shape.withLast(weight.shape.extent(0)), true, List.of(this, weight, bias));
    }

    /** Returns {@code y W} over the last axis; W is {@code [out, in]}. */
    public Node affineTransposed(Node weight) {
        checkMatrix(weight, 0);
        return graph.add(
                new Op.AffineTransposed(), shape.withLast(weight.shape.extent(1)), true, List.of(this, weight));
    }

    private void checkMatrix(Node weight, int axis) {
        if (!rowwise || weight.rowwise || weight.shape.rank() != 2 || weight.shape.extent(axis) != shape.last()) {
            throw new IllegalArgumentException("affine map of " + this + " by " + weight + ": axis " + axis
                    + " of the matrix must equal the value's last extent, " + shape.last());
        }
    }

    private static void checkVector(Node bias, int length) {
        if (bias.rowwise || !bias.shape.equals(Shape.of(length))) {
            throw new IllegalArgumentException("bias " + bias + ": must be a shared vector of " + length);
        }
    }

    /** Returns the convolution of this big image, without bias. */
    public Node convolve(Node weight, ConvGeometry geometry) {
        checkKernel(weight, geometry, geometry.big());
        return graph.add(new Op.Convolve(geometry), geometry.small(), true, List.of(this, weight));
    }

    /** Returns the convolution of this big image. */
    public Node convolve(Node weight, Node bias, ConvGeometry geometry) {
        checkKernel(weight, geometry, geometry.big());
        checkVector(bias, geometry.smallChannels());
        return graph.add(new Op.Convolve(geometry), geometry.small(), true, List.of(this, weight, bias));
    }

    /** Returns the transposed convolution of this small image, without bias. */
    public Node convolveTransposed(Node weight, ConvGeometry geometry) {
        checkKernel(weight, geometry, geometry.small());
        return graph.add(new Op.ConvolveTransposed(geometry), geometry.big(), true, List.of(this, weight));
    }

    /** Returns the transposed convolution of this small image. */
    public Node convolveTransposed(Node weight, Node bias, ConvGeometry geometry) {
        checkKernel(weight, geometry, geometry.small());
        checkVector(bias, geometry.bigChannels());
        return graph.add(new Op.ConvolveTransposed(geometry), geometry.big(), true, List.of(this, weight, bias));
    }

    private void checkKernel(Node weight, ConvGeometry g, Shape image) {
        Shape kernel = Shape.of(g.smallChannels(), g.bigChannels(), g.kernel(), g.kernel());
        if (!rowwise || !shape.equals(image) || weight.rowwise || !weight.shape.equals(kernel)) {
            throw new IllegalArgumentException(
                    "convolution of " + this + " by " + weight + ": needs " + image + " by " + kernel);
        }
    }

    /** Returns the sum over the last axis: {@code [..., n]} to {@code [...]}, or {@code [n]} to {@code [1]}. */
    public Node sum() {
        return reduceLast(Reduction.SUM);
    }

    /** Returns the maximum over the last axis. It is not differentiated. */
    public Node max() {
        return reduceLast(Reduction.MAX);
    }

    private Node reduceLast(Reduction reduction) {
        return graph.add(
                new Op.Reduce(reduction, shape.leading(), shape.last(), 1), withoutLast(), true, List.of(this));
    }

    private Shape withoutLast() {
        return shape.rank() == 1 ? Shape.of(1) : new Shape(shape.extents().subList(0, shape.rank() - 1));
    }

    /** Returns the sum of all values, {@code [1]}. */
    public Node sumAll() {
        return reshape(Shape.of(shape.size())).sum();
    }

    /**
     * Returns {@code ln sum e^x} over the last axis, without overflow. Infinite values count as their limits. Minus infinity adds
     * nothing and has no gradient, unless all values are minus infinity; then the result is minus infinity and its gradient is
     * undefined (NaN).
     */
    public Node logSumExp() {
        Node highest = highest();
        return minus(highest.broadcast(shape)).exp().sum().log().plus(highest);
    }

    /**
     * Returns {@code ln sum e^x} of each of some consecutive groups of this vector, without overflow: {@code [n]} to {@code [groups]}.
     * One instruction computes all groups. Its gradient is that of {@link #logSumExp} but for the rounding of the result, so use it where
     * that is small, as for logits.
     *
     * @param sizes the numbers of values of the groups, with sum n
     */
    public Node logSumExpOfGroups(List<Integer> sizes) {
        checkGroups(sizes, shape.size());
        return graph.add(new Op.LogSumExpGroups(List.copyOf(sizes)), Shape.of(sizes.size()), true, List.of(this));
    }

    /** Returns the sum of each of some consecutive groups of this vector, as {@link #sum} adds: {@code [n]} to {@code [groups]}. */
    public Node sumGroups(List<Integer> sizes) {
        checkGroups(sizes, shape.size());
        return graph.add(new Op.SumGroups(List.copyOf(sizes)), Shape.of(sizes.size()), true, List.of(this));
    }

    /** Returns value i of this vector as often as group i is long: {@code [groups]} to {@code [n]}. */
    public Node broadcastGroups(List<Integer> sizes) {
        int n = sizes.stream().mapToInt(size -> size).sum();
        checkGroups(sizes, n);
        if (shape.size() != sizes.size()) {
            throw new IllegalArgumentException(sizes.size() + " groups of " + this + ": must be one for each value");
        }
        return graph.add(new Op.ExpandGroups(List.copyOf(sizes)), Shape.of(n), true, List.of(this));
    }

    private void checkGroups(List<Integer> sizes, int n) {
        if (shape.rank() != 1
                || sizes.stream().anyMatch(size -> size < 1)
                || sizes.stream().mapToInt(size -> size).sum() != n) {
            throw new IllegalArgumentException("groups of " + sizes + " values of " + this
                    + ": must be at least 1 each, and together the length of a vector");
        }
    }

    /** Returns {@code e^x / sum e^x} over the last axis, without overflow; NaN where all values are minus infinity. */
    public Node softmax() {
        Node exp = minus(highest().broadcast(shape)).exp();
        return exp.over(exp.sum().broadcast(shape));
    }

    /** Returns the maximum over the last axis, clamped to finite values because infinity minus infinity is NaN. */
    private Node highest() {
        return max().clamp(-Float.MAX_VALUE, Float.MAX_VALUE);
    }

    /** Returns the sum over the first axis in ascending order: {@code [n, ...]} to {@code [...]}. */
    public Node sumFirst() {
        int n = shape.extent(0);
        Shape rest = shape.rank() == 1 ? Shape.of(1) : new Shape(shape.extents().subList(1, shape.rank()));
        return graph.add(new Op.Reduce(Reduction.SUM, 1, n, shape.size() / n), rest, true, List.of(this));
    }

    Node sumOverPixels() {
        int channels = shape.last();
        return graph.add(
                new Op.Reduce(Reduction.SUM, 1, shape.leading(), channels), Shape.of(channels), true, List.of(this));
    }

    /** Returns this value with a new last axis along which it is constant. This is the transpose of {@link #sum}. */
    public Node broadcast(Shape target) {
        if (target.leading() != shape.size()) {
            throw new IllegalArgumentException("broadcast of " + this + " to " + target + ": extents do not fit");
        }
        return graph.add(new Op.Expand(shape.size(), target.last(), 1), target, true, List.of(this));
    }

    /** Returns n copies along a new first axis. */
    public Node repeat(int n) {
        List<Integer> extents = new ArrayList<>(shape.extents());
        extents.add(0, n);
        return graph.add(new Op.Expand(1, n, shape.size()), new Shape(extents), true, List.of(this));
    }

    /** Returns this row's value in each of n draws. A value that already has n draws is returned unchanged. */
    public Node eachDraw(int n) {
        if (draws == n) {
            return this;
        }
        if (!rowwise || draws > 1 || n < 1) {
            throw new IllegalArgumentException(n + " draws of " + this + ": must be a row-wise value without draws");
        }
        return graph.add(new Op.EachDraw(n), shape, true, List.of(this));
    }

    /** Returns the draws as a new first axis: k draws of {@code [...]} become {@code [k, ...]}. */
    public Node joinDraws() {
        List<Integer> extents = new ArrayList<>(shape.extents());
        extents.add(0, draws);
        Shape joined = new Shape(extents);
        return draws == 1 ? reshape(joined) : graph.add(new Op.JoinDraws(draws), joined, true, List.of(this));
    }

    /** Returns the first axis as draws: the inverse of {@link #joinDraws}. */
    public Node splitDraws() {
        Shape one = new Shape(shape.extents().subList(1, shape.rank()));
        return graph.add(new Op.SplitDraws(shape.extent(0)), one, true, List.of(this));
    }

    /** Returns the sum over the draws. */
    Node sumDraws() {
        return graph.add(new Op.SumDraws(draws), shape, true, List.of(this));
    }

    /**
     * Returns the values of all rows of the batch for every row to read: {@code [n]} (any shape, flattened) to {@code [rows, n]},
     * with zeros for rows that the batch does not have. {@link Graph#present} identifies these rows. Values computed from them
     * must be finite, because zero times an infinite gradient is NaN. All rows read the same memory, but their gradients are
     * stored for each row: {@code rows * rows * n} numbers.
     *
     * @param rows the batch capacity of the executor
     */
    public Node allRows(int rows) {
        return graph.add(new Op.AllRows(rows), Shape.of(rows, shape.size()), true, List.of(this));
    }

    /** Returns, for row j, the sum over rows i of the element of row i at index j of the first axis: the gradient of {@link #allRows}. */
    Node sumForRow(Shape target) {
        return graph.add(new Op.SumForRow(shape.extent(0)), target, true, List.of(this));
    }

    /** Returns the same values in another shape. */
    public Node reshape(Shape target) {
        if (target.size() != shape.size()) {
            throw new IllegalArgumentException("reshape of " + this + " to " + target + ": sizes differ");
        }
        return target.equals(shape) ? this : graph.add(new Op.Reshape(), target, rowwise, List.of(this));
    }

    /** Returns the same value, row-wise or shared. {@link Gradients} treats it as a constant ("stop gradient"). */
    public Node detach() {
        return op instanceof Op.Detach ? this : graph.add(new Op.Detach(), shape, rowwise, List.of(this));
    }

    /** Returns {@code [height, width, channels]} as {@code [channels, height, width]}. */
    public Node channelsFirst() {
        int channels = shape.last();
        int pixels = shape.leading();
        Shape target = Shape.of(channels, shape.extent(0), shape.extent(1));
        return transpose(target, pixels, channels);
    }

    /** Returns {@code [channels, height, width]} as {@code [height, width, channels]}. */
    public Node channelsLast() {
        int channels = shape.extent(0);
        Shape target = Shape.of(shape.extent(1), shape.extent(2), channels);
        return transpose(target, channels, shape.size() / channels);
    }

    Node transpose(Shape target, int rows, int columns) {
        return rows == 1 || columns == 1
                ? reshape(target)
                : graph.add(new Op.Transpose(rows, columns), target, true, List.of(this));
    }

    /** Returns elements {@code from} to {@code from + length - 1} of the last axis. */
    public Node slice(int from, int length) {
        if (from < 0 || length < 1 || length > shape.last() - from) {
            throw new IllegalArgumentException("slice of " + length + " from " + from + " of " + this);
        }
        return length == shape.last()
                ? this
                : graph.add(new Op.Slice(shape.last(), from, length), shape.withLast(length), true, List.of(this));
    }

    /**
     * Returns the values side by side along the last axis: {@code [..., m]}, {@code [..., n]} to {@code [..., m + n]}. For images
     * these are the channels.
     *
     * @param parts row-wise, with equal extents on all axes but the last
     */
    public static Node concat(List<Node> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("concat of nothing: needs at least one value");
        }
        Node first = parts.get(0);
        int last = 0;
        for (Node part : parts) {
            if (!part.shape.withLast(1).equals(first.shape.withLast(1))) {
                throw new IllegalArgumentException(
                        "concat of " + first + " and " + part + ": all axes but the last must be the same");
            }
            last = Math.addExact(last, part.shape.last());
        }
        return parts.size() == 1 ? first : first.graph.add(new Op.Concat(), first.shape.withLast(last), true, parts);
    }

    Node batchSum(Node like) {
        return graph.add(new Op.BatchSum(), like.shape, false, List.of(this));
    }

    /** Returns the gradient with respect to a weight, where this node is the gradient with respect to the result. */
    Node outerSum(Node x, Node weight) {
        return graph.add(new Op.OuterSum(), weight.shape, false, List.of(x, this));
    }

    Node convolveOuterSum(Node big, Node weight, ConvGeometry geometry) {
        return graph.add(new Op.ConvolveOuterSum(geometry), weight.shape, false, List.of(big, this));
    }

    @Override
    public String toString() {
        String what = op instanceof Op.Input input
                ? "input " + input.name()
                : op instanceof Op.Parameter parameter
                        ? "parameter " + parameter.name()
                        : "node " + id + " " + op.getClass().getSimpleName();
        return what + " " + shape + (draws > 1 ? " in " + draws + " draws" : "");
    }
}
