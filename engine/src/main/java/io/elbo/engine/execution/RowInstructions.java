package io.elbo.engine.execution;

import io.elbo.engine.Binary;
import io.elbo.engine.Op;
import io.elbo.engine.Reduction;
import io.elbo.engine.Unary;
import io.elbo.engine.kernel.Elementwise;
import io.elbo.math.Noise;
import java.util.Arrays;
import java.util.List;

/** The instructions that process one row at a time. */
final class RowInstructions {
    private RowInstructions() {}

    record Read(int input, Buffer to) implements Instruction.ByRow {
        @Override
        public void row(Worker w, int row) {
            w.feed.fill(input, row, to.array(w), to.at(w, row));
        }
    }

    record InverseRows(Buffer to) implements Instruction.ByRow {
        @Override
        public void row(Worker w, int row) {
            to.array(w)[to.at(w, row)] = 1f / w.rows;
        }
    }

    record Position(Buffer to) implements Instruction.ByRow {
        @Override
        public void row(Worker w, int row) {
            int at = to.at(w, row);
            Arrays.fill(to.array(w), at, at + to.size, 0);
            to.array(w)[at + row] = 1;
        }
    }

    record Draw(Op.Noise.Distribution distribution, int firstStream, int draws, Buffer to)
            implements Instruction.ByRow {
        @Override
        public void row(Worker w, int row) {
            int address = w.firstRow + row / draws;
            int stream = firstStream + row % draws;
            switch (distribution) {
                case NORMAL -> Noise.normal(w.seed, stream, w.step, address, to.array(w), to.at(w, row), to.size);
                case UNIFORM -> Noise.uniform(w.seed, stream, w.step, address, to.array(w), to.at(w, row), to.size);
            }
        }
    }

    record Copy(Buffer from, Buffer to, boolean consecutive) implements RowsTogether {
        Copy(Buffer from, Buffer to) {
            this(from, to, from.consecutive() && to.consecutive());
        }

        @Override
        public void rows(Worker w, int row, int count) {
            System.arraycopy(from.array(w), from.at(w, row), to.array(w), to.at(w, row), count * to.size);
        }
    }

    /** An instruction that can process several rows at once if their values are adjacent in all buffers. */
    interface RowsTogether extends Instruction.ByRow {
        /** Returns whether the values of consecutive rows are adjacent. */
        boolean consecutive();

        /** Computes rows whose values are adjacent, or one row. */
        void rows(Worker w, int first, int count);

        @Override
        default void row(Worker w, int row) {
            rows(w, row, 1);
        }

        @Override
        default void run(Worker w, int from, int to) {
            if (consecutive()) {
                rows(w, from, to - from);
            } else {
                Instruction.ByRow.super.run(w, from, to);
            }
        }
    }

    record Map(Unary f, Buffer x, Buffer y, boolean consecutive) implements RowsTogether {
        Map(Unary f, Buffer x, Buffer y) {
            this(f, x, y, x.consecutive() && y.consecutive());
        }

        @Override
        public void rows(Worker w, int row, int count) {
            w.kernels.unary(f, x.array(w), x.at(w, row), y.array(w), y.at(w, row), count * y.size);
        }
    }

    record Zip(Binary f, Buffer x, Buffer y, Buffer z, boolean consecutive) implements RowsTogether {
        Zip(Binary f, Buffer x, Buffer y, Buffer z) {
            this(f, x, y, z, x.consecutive() && y.consecutive() && z.consecutive());
        }

        @Override
        public void rows(Worker w, int row, int count) {
            w.kernels.binary(
                    f, x.array(w), x.at(w, row), y.array(w), y.at(w, row), z.array(w), z.at(w, row), count * z.size);
        }
    }

    record Scale(float factor, Buffer x, Buffer y, boolean consecutive) implements RowsTogether {
        Scale(float factor, Buffer x, Buffer y) {
            this(factor, x, y, x.consecutive() && y.consecutive());
        }

        @Override
        public void rows(Worker w, int row, int count) {
            w.kernels.scale(x.array(w), x.at(w, row), factor, y.array(w), y.at(w, row), count * y.size);
        }
    }

    record Shift(float summand, Buffer x, Buffer y, boolean consecutive) implements RowsTogether {
        Shift(float summand, Buffer x, Buffer y) {
            this(summand, x, y, x.consecutive() && y.consecutive());
        }

        @Override
        public void rows(Worker w, int row, int count) {
            w.kernels.shift(x.array(w), x.at(w, row), summand, y.array(w), y.at(w, row), count * y.size);
        }
    }

    record Select(Buffer condition, Buffer x, Buffer y, Buffer z, boolean consecutive) implements RowsTogether {
        Select(Buffer condition, Buffer x, Buffer y, Buffer z) {
            this(condition, x, y, z, condition.consecutive() && x.consecutive() && y.consecutive() && z.consecutive());
        }

        @Override
        public void rows(Worker w, int row, int count) {
            w.kernels.select(
                    condition.array(w),
                    condition.at(w, row),
                    x.array(w),
                    x.at(w, row),
                    y.array(w),
                    y.at(w, row),
                    z.array(w),
                    z.at(w, row),
                    count * z.size);
        }
    }

    record Reduce(Op.Reduce op, Buffer x, Buffer y, boolean consecutive) implements RowsTogether {
        Reduce(Op.Reduce op, Buffer x, Buffer y) {
            this(op, x, y, x.consecutive() && y.consecutive());
        }

        @Override
        public void rows(Worker w, int row, int count) {
            float[] from = x.array(w);
            float[] to = y.array(w);
            int inner = op.inner();
            for (int o = 0; o < count * op.outer(); o++) {
                int at = x.at(w, row) + o * op.axis() * inner;
                int result = y.at(w, row) + o * inner;
                if (op.reduction() == Reduction.SUM && inner == 1) {
                    to[result] = w.kernels.sum(from, at, op.axis(), w.partialSums);
                    continue;
                } else if (inner == 1) {
                    to[result] = max(from, at, op.axis());
                    continue;
                }
                System.arraycopy(from, at, to, result, inner);
                for (int i = 1; i < op.axis(); i++) {
                    if (op.reduction() == Reduction.SUM) {
                        w.kernels.binary(Binary.ADD, to, result, from, at + i * inner, to, result, inner);
                    } else {
                        for (int j = 0; j < inner; j++) {
                            to[result + j] = Math.max(to[result + j], from[at + i * inner + j]);
                        }
                    }
                }
            }
        }
    }

    /** Uses four independent maxima, so that the processor need not wait for one before it starts the next. */
    private static float max(float[] x, int at, int n) {
        float a = x[at];
        float b = a;
        float c = a;
        float d = a;
        int i = 1;
        for (; i + 3 < n; i += 4) {
            a = Math.max(a, x[at + i]);
            b = Math.max(b, x[at + i + 1]);
            c = Math.max(c, x[at + i + 2]);
            d = Math.max(d, x[at + i + 3]);
        }
        for (; i < n; i++) {
            a = Math.max(a, x[at + i]);
        }
        return Math.max(Math.max(a, b), Math.max(c, d));
    }

    record Expand(Op.Expand op, Buffer x, Buffer y, boolean consecutive) implements RowsTogether {
        Expand(Op.Expand op, Buffer x, Buffer y) {
            this(op, x, y, x.consecutive() && y.consecutive());
        }

        @Override
        public void rows(Worker w, int row, int count) {
            float[] from = x.array(w);
            float[] to = y.array(w);
            int inner = op.inner();
            for (int o = 0; o < count * op.outer(); o++) {
                int at = x.at(w, row) + o * inner;
                int result = y.at(w, row) + o * op.axis() * inner;
                if (inner == 1) {
                    Arrays.fill(to, result, result + op.axis(), from[at]);
                } else {
                    for (int i = 0; i < op.axis(); i++) {
                        System.arraycopy(from, at, to, result + i * inner, inner);
                    }
                }
            }
        }
    }

    private static int[] ints(List<Integer> sizes) {
        return sizes.stream().mapToInt(size -> size).toArray();
    }

    record SumGroups(int[] sizes, Buffer x, Buffer y, boolean consecutive) implements RowsTogether {
        SumGroups(Op.SumGroups op, Buffer x, Buffer y) {
            this(ints(op.sizes()), x, y, x.consecutive() && y.consecutive());
        }

        @Override
        public void rows(Worker w, int row, int count) {
            float[] from = x.array(w);
            float[] to = y.array(w);
            int at = x.at(w, row);
            int result = y.at(w, row);
            for (int i = 0; i < count; i++) {
                for (int size : sizes) {
                    to[result++] = w.kernels.sum(from, at, size, w.partialSums);
                    at += size;
                }
            }
        }
    }

    /**
     * Subtracts one number near the values of all groups, so that exponentials are computed of a long run. A group whose sum leaves the range
     * in which that is exact is computed by itself, with its maximum.
     */
    record LogSumExpGroups(int[] sizes, Buffer x, Buffer y) implements Instruction.ByRow {
        /** Values of a row that are looked at for the number to subtract: every eighth. */
        private static final int LOOKED_AT = 8;
        /** The least and, inverted, the greatest sum of which no term can have lost digits. */
        private static final float LEAST_SUM = 1e-18f;

        LogSumExpGroups(Op.LogSumExpGroups op, Buffer x, Buffer y) {
            this(ints(op.sizes()), x, y);
        }

        @Override
        public int patches() {
            return x.size;
        }

        @Override
        public void row(Worker w, int row) {
            float[] from = x.array(w);
            float[] to = y.array(w);
            int at = x.at(w, row);
            int result = y.at(w, row);
            float[] values = w.patches;
            float near = from[at];
            for (int i = LOOKED_AT; i < x.size; i += LOOKED_AT) {
                near = Math.max(near, from[at + i]);
            }
            w.kernels.shift(from, at, -near, values, 0, x.size);
            w.kernels.unary(Unary.EXP, values, 0, values, 0, x.size);
            int first = 0;
            for (int i = 0; i < sizes.length; i++) {
                to[result + i] = sum(values, first, sizes[i]);
                first += sizes[i];
            }
            w.kernels.unary(Unary.LOG, to, result, values, 0, sizes.length);
            first = 0;
            for (int i = 0; i < sizes.length; i++) {
                float sum = to[result + i];
                boolean exact = sum >= LEAST_SUM && sum <= 1 / LEAST_SUM;
                to[result + i] = exact ? near + values[i] : alone(w, from, at + first, sizes[i]);
                first += sizes[i];
            }
        }

        /** Uses four partial sums, so that the processor need not wait for one before it starts the next. */
        private static float sum(float[] x, int at, int n) {
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            int i = at;
            int whole = at + n - n % 4;
            for (; i < whole; i += 4) {
                a += x[i];
                b += x[i + 1];
                c += x[i + 2];
                d += x[i + 3];
            }
            for (; i < at + n; i++) {
                a += x[i];
            }
            return (a + c) + (b + d);
        }

        /** Returns the result of one group. Its maximum is clamped to finite values because infinity minus infinity is NaN. */
        private static float alone(Worker w, float[] x, int at, int n) {
            float highest = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, max(x, at, n)));
            float sum = 0;
            for (int i = 0; i < n; i++) {
                sum += Elementwise.apply(Unary.EXP, x[at + i] - highest);
            }
            return Elementwise.apply(Unary.LOG, sum) + highest;
        }
    }

    record ExpandGroups(int[] sizes, Buffer x, Buffer y, boolean consecutive) implements RowsTogether {
        ExpandGroups(Op.ExpandGroups op, Buffer x, Buffer y) {
            this(ints(op.sizes()), x, y, x.consecutive() && y.consecutive());
        }

        @Override
        public void rows(Worker w, int row, int count) {
            float[] from = x.array(w);
            float[] to = y.array(w);
            int at = x.at(w, row);
            int result = y.at(w, row);
            for (int i = 0; i < count; i++) {
                for (int size : sizes) {
                    Arrays.fill(to, result, result + size, from[at++]);
                    result += size;
                }
            }
        }
    }

    /** Adds a draw to the row's sum. */
    record SumDraws(int draws, Buffer x, Buffer y) implements Instruction.ByRow {
        @Override
        public void row(Worker w, int row) {
            float[] from = x.array(w);
            float[] to = y.array(w);
            int at = x.at(w, row);
            int result = y.at(w, row / draws);
            if (row % draws == 0) {
                System.arraycopy(from, at, to, result, y.size);
            } else {
                w.kernels.binary(Binary.ADD, to, result, from, at, to, result, y.size);
            }
        }
    }

    record JoinDraws(int draws, Buffer x, Buffer y) implements Instruction.ByRow {
        @Override
        public void row(Worker w, int row) {
            int at = y.at(w, row / draws) + row % draws * x.size;
            System.arraycopy(x.array(w), x.at(w, row), y.array(w), at, x.size);
        }
    }

    record SplitDraws(int draws, Buffer x, Buffer y) implements Instruction.ByRow {
        @Override
        public void row(Worker w, int row) {
            int at = x.at(w, row / draws) + row % draws * y.size;
            System.arraycopy(x.array(w), at, y.array(w), y.at(w, row), y.size);
        }
    }

    record Transpose(int rows, int columns, Buffer x, Buffer y) implements Instruction.ByRow {
        @Override
        public void row(Worker w, int row) {
            float[] from = x.array(w);
            float[] to = y.array(w);
            int at = x.at(w, row);
            int result = y.at(w, row);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    to[result + j * rows + i] = from[at + i * columns + j];
                }
            }
        }
    }

    record Slice(Op.Slice op, Buffer x, Buffer y, boolean consecutive) implements RowsTogether {
        Slice(Op.Slice op, Buffer x, Buffer y) {
            this(op, x, y, x.consecutive() && y.consecutive());
        }

        @Override
        public void rows(Worker w, int row, int count) {
            for (int o = 0; o < count * y.size / op.length(); o++) {
                System.arraycopy(
                        x.array(w),
                        x.at(w, row) + o * op.axis() + op.from(),
                        y.array(w),
                        y.at(w, row) + o * op.length(),
                        op.length());
            }
        }
    }

    record Embed(Op.Embed op, Buffer x, Buffer y, boolean consecutive) implements RowsTogether {
        Embed(Op.Embed op, Buffer x, Buffer y) {
            this(op, x, y, x.consecutive() && y.consecutive());
        }

        @Override
        public void rows(Worker w, int row, int count) {
            int at = y.at(w, row);
            Arrays.fill(y.array(w), at, at + count * y.size, 0);
            for (int o = 0; o < count * x.size / op.length(); o++) {
                System.arraycopy(
                        x.array(w),
                        x.at(w, row) + o * op.length(),
                        y.array(w),
                        at + o * op.axis() + op.from(),
                        op.length());
            }
        }
    }

    /** Finds the values of a row that are not zero. */
    record FindNonZeros(Buffer x, NonZeros to) implements Instruction.ByRow {
        @Override
        public void row(Worker w, int row) {
            float[] from = x.array(w);
            int at = x.at(w, row);
            for (int i = 0; i < to.leading(); i++) {
                int bitsAt = to.at(row * to.leading() + i);
                w.kernels.nonZeros(from, at + i * to.columns(), to.columns(), to.bits(), bitsAt);
            }
        }
    }

    record Concat(int leading, Buffer[] parts, Buffer to) implements Instruction.ByRow {
        @Override
        public void row(Worker w, int row) {
            int at = to.at(w, row);
            for (int o = 0; o < leading; o++) {
                for (Buffer part : parts) {
                    int length = part.size / leading;
                    System.arraycopy(part.array(w), part.at(w, row) + o * length, to.array(w), at, length);
                    at += length;
                }
            }
        }
    }

    /** Copies a row to the panels or blocks that sums over the batch read. */
    record Pack(Buffer x, Packed to) implements Instruction.ByRow {
        @Override
        public void row(Worker w, int row) {
            float[] from = x.array(w);
            int at = x.at(w, row);
            for (int i = 0; i < to.leading(); i++) {
                to.put(from, at + i * to.columns(), row * to.leading() + i);
            }
        }
    }
}
