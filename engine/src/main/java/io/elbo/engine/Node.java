package io.elbo.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * One value of a program: row-wise (one of this shape for each row of the batch) or shared. Methods make further nodes
 * of the same graph; equal expressions give the same node. Two operands have one shape; {@link #broadcast} and
 * {@link #repeat} give a smaller one that of the other.
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

    /** The graph that made this node. */
    public Graph graph() {
        return graph;
    }

    /** The position in the graph; inputs come before what uses them. */
    public int id() {
        return id;
    }

    /** What this node does. */
    public Op op() {
        return op;
    }

    /** The shape of one row's value, or of the shared value. */
    public Shape shape() {
        return shape;
    }

    /** Whether each row of the batch has a value of its own. */
    public boolean rowwise() {
        return rowwise;
    }

    /**
     * How many values of this shape each row has, 1 or more. Draws of one row go through operations side by side, as rows
     * do: a product of 50 draws of 4 rows is one of 200 rows. Where only one operand has draws, the other is the same in
     * each of them.
     */
    public int draws() {
        return draws;
    }

    /** The operands. */
    public List<Node> inputs() {
        return inputs;
    }

    private Node map(Unary f) {
        return graph.add(new Op.Map(f), shape, rowwise, List.of(this));
    }

    /** {@code -x}. */
    public Node negate() {
        return map(Unary.NEGATE);
    }

    /** {@code |x|}. */
    public Node abs() {
        return map(Unary.ABS);
    }

    /** {@code e^x}. */
    public Node exp() {
        return map(Unary.EXP);
    }

    /** {@code ln x}. */
    public Node log() {
        return map(Unary.LOG);
    }

    /** {@code sqrt(x)}. */
    public Node sqrt() {
        return map(Unary.SQRT);
    }

    /** {@code 1 / x}. */
    public Node reciprocal() {
        return map(Unary.RECIPROCAL);
    }

    /** {@code max(x, 0)}. */
    public Node relu() {
        return map(Unary.RELU);
    }

    /** {@code x > 0 ? 1 : 0}; its gradient is zero. */
    public Node step() {
        return map(Unary.STEP);
    }

    /** {@code 1 / (1 + e^-x)}. */
    public Node sigmoid() {
        return map(Unary.SIGMOID);
    }

    /** {@code ln(1 + e^x)}. */
    public Node softplus() {
        return map(Unary.SOFTPLUS);
    }

    /** {@code tanh x}. */
    public Node tanh() {
        return map(Unary.TANH);
    }

    /** {@code erf x}. */
    public Node erf() {
        return map(Unary.ERF);
    }

    /** {@code ln Gamma(x)}, x above 0. */
    public Node logGamma() {
        return map(Unary.LOG_GAMMA);
    }

    /** The derivative of {@code ln Gamma(x)}, x above 0. */
    public Node digamma() {
        return map(Unary.DIGAMMA);
    }

    /** The second derivative of {@code ln Gamma(x)}, x above 0; not differentiated further. */
    public Node trigamma() {
        return map(Unary.TRIGAMMA);
    }

    private Node zip(Binary f, Node other) {
        if (!shape.equals(other.shape) || rowwise != other.rowwise) {
            throw new IllegalArgumentException(
                    f + " of " + this + " and " + other + ": both must have one shape and be row-wise or shared alike");
        }
        return graph.add(new Op.Zip(f), shape, rowwise, List.of(this, other));
    }

    /** {@code x + y}. */
    public Node plus(Node other) {
        return zip(Binary.ADD, other);
    }

    /** {@code x - y}. */
    public Node minus(Node other) {
        return zip(Binary.SUBTRACT, other);
    }

    /** {@code x * y}, elementwise. */
    public Node times(Node other) {
        return zip(Binary.MULTIPLY, other);
    }

    /** {@code x / y}, elementwise. */
    public Node over(Node other) {
        return zip(Binary.DIVIDE, other);
    }

    /** {@code x + summand}. */
    public Node plus(float summand) {
        return summand == 0 ? this : graph.add(new Op.Shift(summand), shape, rowwise, List.of(this));
    }

    /** {@code x * factor}. */
    public Node times(float factor) {
        return factor == 1 ? this : graph.add(new Op.Scale(factor), shape, rowwise, List.of(this));
    }

    /** {@code x^2}. */
    public Node square() {
        return times(this);
    }

    /** {@code this > 0 ? x : y}, elementwise. */
    public Node select(Node x, Node y) {
        if (!x.shape.equals(shape) || !y.shape.equals(shape)) {
            throw new IllegalArgumentException("select by " + this + " of " + x + " and " + y + ": needs one shape");
        }
        return graph.add(new Op.Select(), shape, rowwise, List.of(this, x, y));
    }

    /** {@code max(x, y)}, elementwise; the gradient goes to the greater, of equal ones to this. NaN here stays NaN. */
    public Node max(Node other) {
        return other.minus(this).select(other, this);
    }

    /** {@code min(x, y)}, elementwise; the gradient goes to the lesser, of equal ones to this. NaN here stays NaN. */
    public Node min(Node other) {
        return minus(other).select(other, this);
    }

    /** {@code max(x, least)}; the gradient is zero where x is below. */
    public Node max(float least) {
        return max(graph.fill(least, shape));
    }

    /** {@code min(x, greatest)}; the gradient is zero where x is above. */
    public Node min(float greatest) {
        return min(graph.fill(greatest, shape));
    }

    /** {@code min(max(x, least), greatest)}; the gradient is zero outside. */
    public Node clamp(float least, float greatest) {
        if (!(least <= greatest)) {
            throw new IllegalArgumentException("clamp of " + this + " to " + least + " .. " + greatest
                    + ": the least value must not be above the greatest");
        }
        return max(least).min(greatest);
    }

    /** Zero in this shape. */
    public Node zero() {
        return graph.fill(0, shape);
    }

    /** This shared vector as a row-wise value that is the same for every row. */
    public Node spread() {
        if (rowwise || shape.rank() != 1) {
            throw new IllegalArgumentException("spread of " + this + ": takes a shared vector");
        }
        return graph.add(new Op.Spread(), shape, true, List.of(this));
    }

    /** {@code x W^T} over the last axis; W is {@code [out, in]}. */
    public Node affine(Node weight) {
        checkMatrix(weight, 1);
        return graph.add(new Op.Affine(), shape.withLast(weight.shape.extent(0)), true, List.of(this, weight));
    }

    /** {@code x W^T + b} over the last axis; W is {@code [out, in]}, b {@code [out]}. */
    public Node affine(Node weight, Node bias) {
        checkMatrix(weight, 1);
        checkVector(bias, weight.shape.extent(0));
        return graph.add(new Op.Affine(), shape.withLast(weight.shape.extent(0)), true, List.of(this, weight, bias));
    }

    /** {@code y W} over the last axis; W is {@code [out, in]}. */
    public Node affineTransposed(Node weight) {
        checkMatrix(weight, 0);
        return graph.add(
                new Op.AffineTransposed(), shape.withLast(weight.shape.extent(1)), true, List.of(this, weight));
    }

    private void checkMatrix(Node weight, int axis) {
        if (!rowwise || weight.rowwise || weight.shape.rank() != 2 || weight.shape.extent(axis) != shape.last()) {
            throw new IllegalArgumentException("affine map of " + this + " by " + weight + ": axis " + axis
                    + " of the matrix must have the value's last extent, " + shape.last());
        }
    }

    private static void checkVector(Node bias, int length) {
        if (bias.rowwise || !bias.shape.equals(Shape.of(length))) {
            throw new IllegalArgumentException("bias " + bias + ": must be a shared vector of " + length);
        }
    }

    /** The convolution of this big image, without bias. */
    public Node convolve(Node weight, ConvGeometry geometry) {
        checkKernel(weight, geometry, geometry.big());
        return graph.add(new Op.Convolve(geometry), geometry.small(), true, List.of(this, weight));
    }

    /** The convolution of this big image. */
    public Node convolve(Node weight, Node bias, ConvGeometry geometry) {
        checkKernel(weight, geometry, geometry.big());
        checkVector(bias, geometry.smallChannels());
        return graph.add(new Op.Convolve(geometry), geometry.small(), true, List.of(this, weight, bias));
    }

    /** The transposed convolution of this small image, without bias. */
    public Node convolveTransposed(Node weight, ConvGeometry geometry) {
        checkKernel(weight, geometry, geometry.small());
        return graph.add(new Op.ConvolveTransposed(geometry), geometry.big(), true, List.of(this, weight));
    }

    /** The transposed convolution of this small image. */
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

    /** The sum over the last axis: {@code [..., n]} to {@code [...]}, or {@code [n]} to {@code [1]}. */
    public Node sum() {
        return reduceLast(Reduction.SUM);
    }

    /** The maximum over the last axis; not differentiated. */
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

    /** The sum of all values, {@code [1]}. */
    public Node sumAll() {
        return reshape(Shape.of(shape.size())).sum();
    }

    /**
     * {@code ln sum e^x} over the last axis, without overflow. Infinite values count as their limits: minus infinity adds
     * nothing, and has no gradient unless all are; then the sum is minus infinity and its gradient undefined (NaN).
     */
    public Node logSumExp() {
        Node highest = highest();
        return minus(highest.broadcast(shape)).exp().sum().log().plus(highest);
    }

    /** {@code e^x / sum e^x} over the last axis, without overflow; NaN where all are minus infinity. */
    public Node softmax() {
        Node exp = minus(highest().broadcast(shape)).exp();
        return exp.over(exp.sum().broadcast(shape));
    }

    /** The maximum over the last axis, finite: infinity minus itself would be NaN. */
    private Node highest() {
        return max().clamp(-Float.MAX_VALUE, Float.MAX_VALUE);
    }

    /** The sum over the first axis: {@code [n, ...]} to {@code [...]}, in ascending order. */
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

    /** This value with a new last axis along which it is constant: the reverse of {@link #sum}. */
    public Node broadcast(Shape target) {
        if (target.leading() != shape.size()) {
            throw new IllegalArgumentException("broadcast of " + this + " to " + target + ": extents do not fit");
        }
        return graph.add(new Op.Expand(shape.size(), target.last(), 1), target, true, List.of(this));
    }

    /** n copies along a new first axis. */
    public Node repeat(int n) {
        List<Integer> extents = new ArrayList<>(shape.extents());
        extents.add(0, n);
        return graph.add(new Op.Expand(1, n, shape.size()), new Shape(extents), true, List.of(this));
    }

    /** This row's value in each of n draws; a value that has n draws stays as it is. */
    public Node eachDraw(int n) {
        if (draws == n) {
            return this;
        }
        if (!rowwise || draws > 1 || n < 1) {
            throw new IllegalArgumentException(n + " draws of " + this + ": takes a row-wise value without draws");
        }
        return graph.add(new Op.EachDraw(n), shape, true, List.of(this));
    }

    /** The draws as a new first axis: k draws of {@code [...]} to {@code [k, ...]}. */
    public Node joinDraws() {
        List<Integer> extents = new ArrayList<>(shape.extents());
        extents.add(0, draws);
        Shape joined = new Shape(extents);
        return draws == 1 ? reshape(joined) : graph.add(new Op.JoinDraws(draws), joined, true, List.of(this));
    }

    /** The reverse of {@link #joinDraws}. */
    Node splitDraws() {
        Shape one = new Shape(shape.extents().subList(1, shape.rank()));
        return graph.add(new Op.SplitDraws(shape.extent(0)), one, true, List.of(this));
    }

    /** The sum over the draws. */
    Node sumDraws() {
        return graph.add(new Op.SumDraws(draws), shape, true, List.of(this));
    }

    /**
     * The values of all rows of the batch, seen by every row: {@code [n]} (any shape, flattened) to {@code [rows, n]}, with
     * zeros where the batch has fewer rows. {@link Graph#present} tells these apart; what is made of them must be finite,
     * because zero times an infinite gradient is not a number. All rows read the same memory, but gradients with respect
     * to it are kept for each row: {@code rows * rows * n} numbers.
     *
     * @param rows what the executor takes: rows of a batch at most
     */
    public Node allRows(int rows) {
        return graph.add(new Op.AllRows(rows), Shape.of(rows, shape.size()), true, List.of(this));
    }

    /** For row j the sum over rows i of what row i has at index j of the first axis: the gradient of {@link #allRows}. */
    Node sumForRow(Shape target) {
        return graph.add(new Op.SumForRow(shape.extent(0)), target, true, List.of(this));
    }

    /** The same values under another shape. */
    public Node reshape(Shape target) {
        if (target.size() != shape.size()) {
            throw new IllegalArgumentException("reshape of " + this + " to " + target + ": sizes differ");
        }
        return target.equals(shape) ? this : graph.add(new Op.Reshape(), target, rowwise, List.of(this));
    }

    /** The same value, row-wise or shared, taken for a constant by {@link Gradients} ("stop gradient"). */
    public Node detach() {
        return op instanceof Op.Detach ? this : graph.add(new Op.Detach(), shape, rowwise, List.of(this));
    }

    /** {@code [height, width, channels]} to {@code [channels, height, width]}. */
    public Node channelsFirst() {
        int channels = shape.last();
        int pixels = shape.leading();
        Shape target = Shape.of(channels, shape.extent(0), shape.extent(1));
        return transpose(target, pixels, channels);
    }

    /** {@code [channels, height, width]} to {@code [height, width, channels]}. */
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

    /** Elements {@code from} to {@code from + length - 1} of the last axis. */
    public Node slice(int from, int length) {
        if (from < 0 || length < 1 || length > shape.last() - from) {
            throw new IllegalArgumentException("slice of " + length + " from " + from + " of " + this);
        }
        return length == shape.last()
                ? this
                : graph.add(new Op.Slice(shape.last(), from, length), shape.withLast(length), true, List.of(this));
    }

    /**
     * Values side by side along the last axis: {@code [..., m]}, {@code [..., n]} to {@code [..., m + n]}; of images, the
     * channels.
     *
     * @param parts row-wise, of the same extents but the last
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

    /** The gradient with respect to a weight, this being the gradient with respect to the result. */
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
