package io.elbo.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The operation of a node. It knows the shape of its result and its gradient; the planner knows how to run it.
 *
 * <p>Values are per row unless stated otherwise. {@code outer x axis x inner} treats a value's shape as three extents.
 */
public sealed interface Op {
    /**
     * Returns the gradients of a scalar with respect to the inputs, as new nodes.
     *
     * @param self the node of this operation
     * @param g the gradient with respect to its result
     * @return one entry for each input; null where there is none
     */
    List<Node> gradient(Node self, Node g);

    /** Returns whether operands may be shared values. */
    default boolean takesShared() {
        return this instanceof Spread
                || this instanceof Affine
                || this instanceof AffineTransposed
                || this instanceof Convolve
                || this instanceof ConvolveTransposed
                || this instanceof Detach;
    }

    /** Returns the number of draws of the result, given that of the operands. */
    default int draws(int ofOperands) {
        return ofOperands;
    }

    /** An operation without inputs, or whose result has no gradient with respect to them. */
    sealed interface Constant extends Op {
        @Override
        default List<Node> gradient(Node self, Node g) {
            return java.util.Collections.nCopies(self.inputs().size(), null);
        }
    }

    /** A value from the feed. */
    record Input(String name) implements Constant {}

    /** A shared value that an optimizer may change. */
    record Parameter(String name, Initializer initializer) implements Constant {}

    /** One number in every element. */
    record Fill(float value) implements Constant {}

    /** One over the number of rows of the batch. It is the gradient of a mean over rows with respect to each row's scalar. */
    record InverseRows() implements Constant {}

    /** Random numbers addressed by (seed, stream, step, row, element). Each draw has its own stream; streams are numbered in order. */
    record Noise(Distribution distribution, int stream, int draws) implements Constant {
        @Override
        public int draws(int ofOperands) {
            return draws;
        }

        /** The distribution of the numbers. */
        public enum Distribution {
            /** Normal, mean 0, variance 1, by the method of Box and Muller. */
            NORMAL,
            /** Uniform in the open interval (0, 1), 23 bits. */
            UNIFORM
        }
    }

    /** The same value, through which no gradient flows. */
    record Detach() implements Constant {}

    /** An elementwise function of one argument. */
    record Map(Unary function) implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            Node x = self.inputs().get(0);
            return java.util.Collections.singletonList(
                    switch (function) {
                        case NEGATE -> g.negate();
                        case ABS -> g.times(x.step().minus(x.negate().step()));
                        case EXP -> g.times(self);
                        case LOG -> g.over(x);
                        case SQRT -> g.times(0.5f).over(self);
                        case RECIPROCAL -> g.times(self).times(self).negate();
                        case RELU -> self.select(g, g.zero());
                        case STEP -> null;
                        case SIGMOID -> g.times(self).times(self.negate().plus(1));
                        case SOFTPLUS -> g.times(x.sigmoid());
                        case TANH -> g.times(self.times(self).negate().plus(1));
                        case ERF -> g.times(x.times(x).negate().exp().times((float) (2 / Math.sqrt(Math.PI))));
                        case LOG_GAMMA -> g.times(x.digamma());
                        case DIGAMMA -> g.times(x.trigamma());
                        case TRIGAMMA ->
                            throw new UnsupportedOperationException(
                                    "gradient of the trigamma function of " + x + ": not supported; detach the value");
                    });
        }
    }

    /** An elementwise function of two arguments of one shape. */
    record Zip(Binary function) implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            Node x = self.inputs().get(0);
            Node y = self.inputs().get(1);
            return switch (function) {
                case ADD -> List.of(g, g);
                case SUBTRACT -> List.of(g, g.negate());
                case MULTIPLY -> List.of(g.times(y), g.times(x));
                case DIVIDE -> List.of(g.over(y), g.times(self).over(y).negate());
            };
        }
    }

    /** {@code x * factor}. */
    record Scale(float factor) implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            return List.of(g.times(factor));
        }
    }

    /** {@code x + summand}. */
    record Shift(float summand) implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            return List.of(g);
        }
    }

    /** {@code condition > 0 ? x : y}, elementwise over (condition, x, y). */
    record Select() implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            Node condition = self.inputs().get(0);
            return java.util.Arrays.asList(null, condition.select(g, g.zero()), condition.select(g.zero(), g));
        }
    }

    /** A shared vector that every row reads. */
    record Spread() implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            return List.of(g.batchSum(self.inputs().get(0)));
        }
    }

    /**
     * {@code y = x W^T + b} over the last axis: x {@code [..., in]}, W {@code [out, in]}, b {@code [out]}, y
     * {@code [..., out]}. Inputs (x, W) or (x, W, b).
     */
    record Affine() implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            Node x = self.inputs().get(0);
            Node w = self.inputs().get(1);
            Node dx = g.affineTransposed(w);
            Node dw = g.outerSum(x, w);
            return self.inputs().size() == 2
                    ? List.of(dx, dw)
                    : List.of(dx, dw, g.batchSum(self.inputs().get(2)));
        }
    }

    /** {@code x = y W} over the last axis: y {@code [..., out]}, W {@code [out, in]}, x {@code [..., in]}. */
    record AffineTransposed() implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            Node y = self.inputs().get(0);
            Node w = self.inputs().get(1);
            return List.of(g.affine(w), y.outerSum(g, w));
        }
    }

    /**
     * A convolution (cross-correlation, as in PyTorch) of a big image to a small one. Inputs (big, W) or (big, W, b), W
     * {@code [smallChannels, bigChannels, kernel, kernel]}.
     */
    record Convolve(ConvGeometry geometry) implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            Node big = self.inputs().get(0);
            Node w = self.inputs().get(1);
            Node dBig = g.convolveTransposed(w, geometry);
            Node dw = g.convolveOuterSum(big, w, geometry);
            return self.inputs().size() == 2
                    ? List.of(dBig, dw)
                    : List.of(dBig, dw, g.sumOverPixels().batchSum(self.inputs().get(2)));
        }
    }

    /**
     * The transpose of {@link Convolve}: a small image to a big one. Inputs (small, W) or (small, W, b), W
     * {@code [smallChannels, bigChannels, kernel, kernel]}.
     */
    record ConvolveTransposed(ConvGeometry geometry) implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            Node small = self.inputs().get(0);
            Node w = self.inputs().get(1);
            Node dSmall = g.convolve(w, geometry);
            Node dw = small.convolveOuterSum(g, w, geometry);
            return self.inputs().size() == 2
                    ? List.of(dSmall, dw)
                    : List.of(
                            dSmall, dw, g.sumOverPixels().batchSum(self.inputs().get(2)));
        }
    }

    /** Folds the middle of {@code outer x axis x inner}. */
    record Reduce(Reduction reduction, int outer, int axis, int inner) implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            Node x = self.inputs().get(0);
            Node dx = g.graph().add(new Expand(outer, axis, inner), x.shape(), true, List.of(g));
            return java.util.Collections.singletonList(reduction == Reduction.SUM ? dx : null);
        }
    }

    /** Repeats {@code outer x inner} along a new middle axis. */
    record Expand(int outer, int axis, int inner) implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            Node x = self.inputs().get(0);
            return List.of(g.graph().add(new Reduce(Reduction.SUM, outer, axis, inner), x.shape(), true, List.of(g)));
        }
    }

    /** The sum of each of some consecutive groups of a vector. */
    record SumGroups(List<Integer> sizes) implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            return List.of(g.broadcastGroups(sizes));
        }
    }

    /** {@code ln sum e^x} of each of some consecutive groups of a vector. */
    record LogSumExpGroups(List<Integer> sizes) implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            Node x = self.inputs().get(0);
            Node softmax = x.minus(self.broadcastGroups(sizes)).exp();
            return List.of(g.broadcastGroups(sizes).times(softmax));
        }
    }

    /** Repeats value i as often as group i is long. */
    record ExpandGroups(List<Integer> sizes) implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            return List.of(g.sumGroups(sizes));
        }
    }

    /** An operation between the value of a row and the values of its draws. */
    sealed interface BetweenDraws extends Op {
        /** Returns the number of draws. */
        int draws();
    }

    /** The row's value in each of its draws. */
    record EachDraw(int draws) implements BetweenDraws {
        @Override
        public int draws(int ofOperands) {
            return draws;
        }

        @Override
        public List<Node> gradient(Node self, Node g) {
            return List.of(g.sumDraws());
        }
    }

    /** The sum over the draws of a row, in ascending order. */
    record SumDraws(int draws) implements BetweenDraws {
        @Override
        public int draws(int ofOperands) {
            return 1;
        }

        @Override
        public List<Node> gradient(Node self, Node g) {
            return List.of(g.eachDraw(draws));
        }
    }

    /** The draws of a row, as a new first axis of one value. */
    record JoinDraws(int draws) implements BetweenDraws {
        @Override
        public int draws(int ofOperands) {
            return 1;
        }

        @Override
        public List<Node> gradient(Node self, Node g) {
            return List.of(g.splitDraws());
        }
    }

    /** The first axis of a value, as the draws of a row. */
    record SplitDraws(int draws) implements BetweenDraws {
        @Override
        public int draws(int ofOperands) {
            return draws;
        }

        @Override
        public List<Node> gradient(Node self, Node g) {
            return List.of(g.joinDraws());
        }
    }

    /** An operation for batches of at most {@code rows} rows. It runs only in an executor of that capacity. */
    sealed interface BatchSized extends Op {
        /** Returns the batch capacity: the first extent of the value or of its operand. */
        int rows();
    }

    /** The one-hot index of a row in the batch of {@code rows}. */
    record Position(int rows) implements BatchSized, Constant {}

    /** In row i, {@code y_i[j] = x_j} for all rows j of the batch, and zeros where the batch has no row. */
    record AllRows(int rows) implements BatchSized {
        @Override
        public List<Node> gradient(Node self, Node g) {
            return List.of(g.sumForRow(self.inputs().get(0).shape()));
        }
    }

    /** The transpose of {@link AllRows}: {@code y_j = sum over rows i of x_i[j]}, i ascending. */
    record SumForRow(int rows) implements BatchSized {
        @Override
        public List<Node> gradient(Node self, Node g) {
            return List.of(g.allRows(rows).reshape(self.inputs().get(0).shape()));
        }
    }

    /** The same values in another shape. */
    record Reshape() implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            return List.of(g.reshape(self.inputs().get(0).shape()));
        }
    }

    /** {@code [rows, columns]} to {@code [columns, rows]}. */
    record Transpose(int rows, int columns) implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            return List.of(g.transpose(self.inputs().get(0).shape(), columns, rows));
        }
    }

    /** Elements {@code from} to {@code from + length - 1} of the last axis, of extent {@code axis}. */
    record Slice(int axis, int from, int length) implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            Node x = self.inputs().get(0);
            return List.of(g.graph().add(new Embed(axis, from, length), x.shape(), true, List.of(g)));
        }
    }

    /** The values as elements {@code from} to {@code from + length - 1} of a last axis that is zero elsewhere. */
    record Embed(int axis, int from, int length) implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            return List.of(g.slice(from, length));
        }
    }

    /** Values side by side along the last axis. All other axes are equal. */
    record Concat() implements Op {
        @Override
        public List<Node> gradient(Node self, Node g) {
            List<Node> pieces = new ArrayList<>();
            int from = 0;
            for (Node part : self.inputs()) {
                pieces.add(g.slice(from, part.shape().last()));
                from += part.shape().last();
            }
            return pieces;
        }
    }

    /** A gradient with respect to a shared value: a sum over the rows of the batch. It is not differentiated further. */
    sealed interface Shared extends Op {
        @Override
        default List<Node> gradient(Node self, Node g) {
            throw new UnsupportedOperationException("second derivatives with respect to parameters are not supported");
        }
    }

    /** The sum over the batch, and over all axes but the last. */
    record BatchSum() implements Shared {}

    /** {@code sum over rows of y x^T}, {@code [out, in]}. Inputs (x, y). */
    record OuterSum() implements Shared {}

    /** The gradient with respect to the kernel of a convolution. Inputs (big, small). */
    record ConvolveOuterSum(ConvGeometry geometry) implements Shared {}
}
