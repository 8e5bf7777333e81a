package io.elbo.engine;

import io.elbo.engine.execution.Reference;
import io.elbo.math.Noise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Evaluates a program in double precision, one row at a time, by recursion over its nodes (and over all rows where rows are
 * coupled). It is slow and shares no code with the planner, the layouts and the kernels. Images are
 * {@code [height, width, channels]}. The draws of a row are one array, draw after draw.
 */
public final class Interpreter {
    private final Map<String, double[]> parameters;
    private final Map<String, float[][]> inputs;
    private final int rows;
    private final long seed;
    private final int step;
    private final int firstRow;
    /** The interpreter with the original parameters: detached values keep theirs when parameters change. */
    private final Interpreter original;

    Interpreter(
            Map<String, double[]> parameters,
            Map<String, float[][]> inputs,
            int rows,
            long seed,
            int step,
            int firstRow) {
        this(parameters, inputs, rows, seed, step, firstRow, false);
    }

    private Interpreter(
            Map<String, double[]> parameters,
            Map<String, float[][]> inputs,
            int rows,
            long seed,
            int step,
            int firstRow,
            boolean isOriginal) {
        this.parameters = parameters;
        this.inputs = inputs;
        this.rows = rows;
        this.seed = seed;
        this.step = step;
        this.firstRow = firstRow;
        Map<String, double[]> copy = new HashMap<>();
        parameters.forEach((name, values) -> copy.put(name, values.clone()));
        original = isOriginal ? this : new Interpreter(copy, inputs, rows, seed, step, firstRow, true);
    }

    /** Returns the value of a node for one row. */
    public double[] value(Node node, int row) {
        return value(node, row, nothingKnown());
    }

    private List<Map<Node, double[]>> nothingKnown() {
        return Stream.generate(() -> (Map<Node, double[]>) new HashMap<Node, double[]>())
                .limit(rows)
                .toList();
    }

    /** Returns the mean of a scalar over the rows. */
    public double mean(Node scalar) {
        double sum = 0;
        List<Map<Node, double[]>> known = nothingKnown();
        for (int row = 0; row < rows; row++) {
            sum += value(scalar, row, known)[0];
        }
        return sum / rows;
    }

    private double[] value(Node node, int row, List<Map<Node, double[]>> known) {
        double[] result = known.get(row).get(node);
        if (result == null) {
            if (node.op() instanceof Op.AllRows || node.op() instanceof Op.SumForRow) {
                double[][] all = new double[rows][];
                for (int other = 0; other < rows; other++) {
                    all[other] = value(node.inputs().get(0), other, known);
                }
                result = couple(node, row, all);
            } else {
                double[][] in = node.inputs().stream()
                        .map(input -> value(input, row, known))
                        .toArray(double[][]::new);
                result = draws(node, row, in);
            }
            if (result.length != node.shape().size() * node.draws()) {
                throw new AssertionError(node + " has " + result.length + " values");
            }
            known.get(row).put(node, result);
        }
        return result;
    }

    /** Computes each draw separately, from the same draw of the operands. */
    private double[] draws(Node node, int row, double[][] in) {
        int size = node.shape().size();
        if (node.op() instanceof Op.JoinDraws || node.op() instanceof Op.SplitDraws) {
            return in[0];
        } else if (node.op() instanceof Op.Detach) {
            return original.value(node.inputs().get(0), row);
        }
        double[] y = new double[size * node.draws()];
        if (node.op() instanceof Op.SumDraws) {
            for (int i = 0; i < in[0].length; i++) {
                y[i % size] += in[0][i];
            }
            return y;
        }
        for (int draw = 0; draw < node.draws(); draw++) {
            double[][] own = new double[in.length][];
            for (int i = 0; i < in.length; i++) {
                Node operand = node.inputs().get(i);
                int length = operand.shape().size();
                int from = operand.draws() > 1 ? draw * length : 0;
                own[i] = java.util.Arrays.copyOfRange(in[i], from, from + length);
            }
            double[] value = node.op() instanceof Op.EachDraw ? own[0] : compute(node, row, draw, own);
            System.arraycopy(value, 0, y, draw * size, size);
        }
        return y;
    }

    private static double[] couple(Node node, int row, double[][] all) {
        double[] y = new double[node.shape().size()];
        for (int other = 0; other < all.length; other++) {
            if (node.op() instanceof Op.AllRows) {
                System.arraycopy(all[other], 0, y, other * all[other].length, all[other].length);
            } else {
                for (int k = 0; k < y.length; k++) {
                    y[k] += all[other][row * y.length + k];
                }
            }
        }
        return y;
    }

    private double[] compute(Node node, int row, int draw, double[][] in) {
        Op op = node.op();
        double[] y = new double[node.shape().size()];
        if (op instanceof Op.Input input) {
            return doubles(inputs.get(input.name())[row]);
        } else if (op instanceof Op.Parameter parameter) {
            return parameters.get(parameter.name());
        } else if (op instanceof Op.Fill fill) {
            java.util.Arrays.fill(y, fill.value());
        } else if (op instanceof Op.Position) {
            y[row] = 1;
        } else if (op instanceof Op.InverseRows) {
            y[0] = 1.0 / rows;
        } else if (op instanceof Op.Noise noise) {
            float[] drawn = new float[y.length];
            int stream = noise.stream() + draw;
            if (noise.distribution() == Op.Noise.Distribution.NORMAL) {
                Noise.normal(seed, stream, step, firstRow + row, drawn, 0, drawn.length);
            } else {
                Noise.uniform(seed, stream, step, firstRow + row, drawn, 0, drawn.length);
            }
            return doubles(drawn);
        } else if (op instanceof Op.Map map) {
            for (int i = 0; i < y.length; i++) {
                y[i] = apply(map.function(), in[0][i]);
            }
        } else if (op instanceof Op.Zip zip) {
            for (int i = 0; i < y.length; i++) {
                y[i] = apply(zip.function(), in[0][i], in[1][i]);
            }
        } else if (op instanceof Op.Scale scale) {
            for (int i = 0; i < y.length; i++) {
                y[i] = in[0][i] * scale.factor();
            }
        } else if (op instanceof Op.Shift shift) {
            for (int i = 0; i < y.length; i++) {
                y[i] = in[0][i] + shift.summand();
            }
        } else if (op instanceof Op.Select) {
            for (int i = 0; i < y.length; i++) {
                y[i] = in[0][i] > 0 ? in[1][i] : in[2][i];
            }
        } else if (op instanceof Op.Spread || op instanceof Op.Reshape) {
            return in[0];
        } else if (op instanceof Op.Affine) {
            affine(node, in, y);
        } else if (op instanceof Op.AffineTransposed) {
            affineTransposed(node, in, y);
        } else if (op instanceof Op.Convolve convolve) {
            convolve(convolve.geometry(), in, y);
        } else if (op instanceof Op.ConvolveTransposed convolve) {
            convolveTransposed(convolve.geometry(), in, y);
        } else if (op instanceof Op.Reduce r) {
            for (int i = 0; i < y.length; i++) {
                boolean sum = r.reduction() == Reduction.SUM;
                y[i] = sum ? 0 : Double.NEGATIVE_INFINITY;
                for (int k = 0; k < r.axis(); k++) {
                    double x = in[0][(i / r.inner() * r.axis() + k) * r.inner() + i % r.inner()];
                    y[i] = sum ? y[i] + x : Math.max(y[i], x);
                }
            }
        } else if (op instanceof Op.Expand e) {
            for (int i = 0; i < y.length; i++) {
                y[i] = in[0][i / (e.axis() * e.inner()) * e.inner() + i % e.inner()];
            }
        } else if (op instanceof Op.SumGroups || op instanceof Op.LogSumExpGroups) {
            boolean exp = op instanceof Op.LogSumExpGroups;
            List<Integer> sizes = exp ? ((Op.LogSumExpGroups) op).sizes() : ((Op.SumGroups) op).sizes();
            int at = 0;
            for (int i = 0; i < y.length; i++) {
                for (int k = 0; k < sizes.get(i); k++) {
                    y[i] += exp ? Math.exp(in[0][at]) : in[0][at];
                    at++;
                }
                y[i] = exp ? Math.log(y[i]) : y[i];
            }
        } else if (op instanceof Op.ExpandGroups e) {
            int at = 0;
            for (int i = 0; i < in[0].length; i++) {
                for (int k = 0; k < e.sizes().get(i); k++) {
                    y[at++] = in[0][i];
                }
            }
        } else if (op instanceof Op.Transpose t) {
            for (int i = 0; i < y.length; i++) {
                y[i] = in[0][i % t.rows() * t.columns() + i / t.rows()];
            }
        } else if (op instanceof Op.Slice s) {
            for (int i = 0; i < y.length; i++) {
                y[i] = in[0][i / s.length() * s.axis() + s.from() + i % s.length()];
            }
        } else if (op instanceof Op.Concat) {
            int at = 0;
            for (int o = 0; at < y.length; o++) {
                for (int part = 0; part < in.length; part++) {
                    int length = node.inputs().get(part).shape().last();
                    for (int i = 0; i < length; i++) {
                        y[at++] = in[part][o * length + i];
                    }
                }
            }
        } else {
            throw new AssertionError("no interpretation of " + node);
        }
        return y;
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    private static double apply(Unary f, double x) {
        return switch (f) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case SQRT -> Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case RELU -> Math.max(x, 0);
            case STEP -> x > 0 ? 1 : 0;
            case SIGMOID -> Reference.sigmoid(x);
            case SOFTPLUS -> Reference.softplus(x);
            case TANH -> Math.tanh(x);
            case ERF -> Reference.erf(x);
            case LOG_GAMMA -> Reference.logGamma(x);
            case DIGAMMA -> Reference.digamma(x);
            case TRIGAMMA -> Reference.trigamma(x);
        };
    }

    private static double apply(Binary f, double x, double y) {
        return switch (f) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
        };
    }

    private static void affine(Node node, double[][] in, double[] y) {
        int out = node.shape().last();
        int depth = node.inputs().get(0).shape().last();
        for (int i = 0; i < y.length; i++) {
            int o = i % out;
            y[i] = in.length == 3 ? in[2][o] : 0;
            for (int k = 0; k < depth; k++) {
                y[i] += in[0][i / out * depth + k] * in[1][o * depth + k];
            }
        }
    }

    private static void affineTransposed(Node node, double[][] in, double[] x) {
        int depth = node.shape().last();
        int out = node.inputs().get(0).shape().last();
        for (int i = 0; i < x.length; i++) {
            for (int o = 0; o < out; o++) {
                x[i] += in[0][i / depth * out + o] * in[1][o * depth + i % depth];
            }
        }
    }

    /** Visits every pair of a small and a big value, with the kernel's value between them. */
    private interface Pair {
        void at(int small, int big, int weight);
    }

    private static void pairs(ConvGeometry g, Pair pair) {
        for (int y = 0; y < g.smallHeight(); y++) {
            for (int x = 0; x < g.smallWidth(); x++) {
                for (int o = 0; o < g.smallChannels(); o++) {
                    for (int c = 0; c < g.bigChannels(); c++) {
                        for (int i = 0; i < g.kernel(); i++) {
                            for (int j = 0; j < g.kernel(); j++) {
                                int v = y * g.stride() - g.padding() + i;
                                int u = x * g.stride() - g.padding() + j;
                                if (v >= 0 && v < g.bigHeight() && u >= 0 && u < g.bigWidth()) {
                                    pair.at(
                                            (y * g.smallWidth() + x) * g.smallChannels() + o,
                                            (v * g.bigWidth() + u) * g.bigChannels() + c,
                                            ((o * g.bigChannels() + c) * g.kernel() + i) * g.kernel() + j);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static void convolve(ConvGeometry g, double[][] in, double[] small) {
        start(in, small);
        pairs(g, (s, b, w) -> small[s] += in[0][b] * in[1][w]);
    }

    private static void convolveTransposed(ConvGeometry g, double[][] in, double[] big) {
        start(in, big);
        pairs(g, (s, b, w) -> big[b] += in[0][s] * in[1][w]);
    }

    private static void start(double[][] in, double[] y) {
        for (int i = 0; i < y.length && in.length == 3; i++) {
            y[i] = in[2][i % in[2].length];
        }
    }
}
