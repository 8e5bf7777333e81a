package io.elbo.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.test.Failures;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares layers with slow loops in double precision that follow PyTorch's documentation. */
class LayerTest {
    private static final int ROWS = 3;

    /** A layer in a separate program with random weights. */
    private static final class Ready {
        final Node output;
        final Parameters parameters;
        final float[][] x;
        final float[][] y;

        Ready(Layer layer, Shape in, boolean training) {
            this(List.of(layer), in, training);
        }

        Ready(List<Layer> layers, Shape in, boolean training) {
            Graph graph = new Graph();
            Network network = new Network(graph, "", Initialization.PYTORCH, training);
            Node input = graph.input("x", in);
            // times 1 because a layer may return its input, which cannot be an output
            output = Layer.chain(layers, input.plus(1).plus(-1), "encoder", network);
            parameters = Parameters.initial(graph.parameters(), 5);
            Random random = new Random(7);
            for (String name : parameters.names()) {
                float[] values = parameters.get(name);
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextGaussian() * 0.5f;
                }
                parameters.set(name, values);
            }
            x = new float[ROWS][in.size()];
            for (float[] row : x) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = (float) random.nextGaussian();
                }
            }
            Executor executor = Executor.forward(List.of(output), parameters, ROWS, Workers.of(1));
            executor.run((i, row, to, at) -> System.arraycopy(x[row], 0, to, at, x[row].length), ROWS, 3, 1, 0);
            y = new float[ROWS][output.shape().size()];
            for (int row = 0; row < ROWS; row++) {
                executor.copy(output, row, 1, y[row], 0);
            }
        }

        void expect(double[][] expected) {
            for (int row = 0; row < ROWS; row++) {
                assertEquals(expected[row].length, y[row].length);
                for (int i = 0; i < y[row].length; i++) {
                    assertEquals(expected[row][i], y[row][i], 1e-5 * (1 + Math.abs(expected[row][i])), "value " + i);
                }
            }
        }
    }

    @Test
    void theShapeOfALayersValueIsKnownWithoutAProgram() {
        Random random = new Random(11);
        int taken = 0;
        int refused = 0;
        Set<Class<?>> looked = new HashSet<>();
        for (int i = 0; i < 3000; i++) {
            Shape in = random.nextBoolean()
                    ? Shape.of(1 + random.nextInt(12))
                    : Shape.of(1 + random.nextInt(9), 1 + random.nextInt(9), 1 + random.nextInt(3));
            Layer layer = any(random, in);
            looked.add(layer.getClass());
            String known = outcome(() -> layer.output(in));
            Graph graph = new Graph();
            Network network = new Network(graph, "0", Initialization.PYTORCH, true);
            String built =
                    outcome(() -> layer.apply(graph.input("x", in), network).shape());
            boolean same = built.startsWith("[") ? known.equals(built) : !known.startsWith("[");
            assertTrue(same, layer + " of " + in + ": " + known + ", " + built);
            taken += built.startsWith("[") ? 1 : 0;
            refused += built.startsWith("[") ? 0 : 1;
        }
        assertEquals(Set.of(Layer.class.getPermittedSubclasses()), looked);
        assertTrue(taken > 1000 && refused > 200, taken + " taken, " + refused + " refused");
    }

    private static Layer any(Random random, Shape in) {
        int n = 1 + random.nextInt(4);
        int kernel = 1 + random.nextInt(4);
        int stride = 1 + random.nextInt(3);
        int padding = random.nextInt(kernel + 1);
        return switch (random.nextInt(9)) {
            case 0 -> new Dense(n);
            case 1 -> new Tied(n);
            case 2 -> new Conv(n, kernel, stride, padding);
            case 3 -> new ConvTranspose(n, kernel, stride, padding, random.nextInt(3), random.nextInt(3));
            case 4 -> new Activation(Activation.Function.RELU);
            case 5 -> new LayerNorm(1e-5);
            case 6 -> new Dropout(0.5);
            case 7 -> new Flatten();
            default -> random.nextBoolean() ? new Reshape(n, 2, 2) : new Reshape(1, in.size(), 1);
        };
    }

    private static String outcome(Supplier<Shape> shape) {
        try {
            return shape.get().toString();
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,17", "33,5", "100,1"})
    void denseIsAProductWithTheTransposedWeightPlusTheBias(int in, int out) {
        Ready layer = new Ready(new Dense(out), Shape.of(in), false);
        assertEquals(List.of("encoder.0.weight", "encoder.0.bias"), List.copyOf(layer.parameters.names()));
        assertEquals(
                List.of(out, in), layer.parameters.shape("encoder.0.weight").extents());
        assertEquals(List.of(out), layer.parameters.shape("encoder.0.bias").extents());
        float[] w = layer.parameters.get("encoder.0.weight");
        float[] b = layer.parameters.get("encoder.0.bias");
        double[][] expected = new double[ROWS][out];
        for (int row = 0; row < ROWS; row++) {
            for (int o = 0; o < out; o++) {
                expected[row][o] = b[o];
                for (int i = 0; i < in; i++) {
                    expected[row][o] += (double) w[o * in + i] * layer.x[row][i];
                }
            }
        }
        layer.expect(expected);
    }

    @ParameterizedTest
    // height, width, in, out, kernel, stride, padding
    @CsvSource({"5,7,1,3,3,2,1", "4,4,2,5,4,2,1", "6,3,3,2,1,1,0", "8,5,2,4,3,3,2", "1,1,3,4,1,1,0", "9,9,1,1,5,1,4"})
    void convIsTheCrossCorrelationOfPyTorch(int h, int w, int in, int out, int k, int stride, int pad) {
        Ready layer = new Ready(new Conv(out, k, stride, pad), Shape.of(h, w, in), false);
        assertEquals(
                List.of(out, in, k, k),
                layer.parameters.shape("encoder.0.weight").extents());
        int h2 = (h + 2 * pad - k) / stride + 1;
        int w2 = (w + 2 * pad - k) / stride + 1;
        assertEquals(Shape.of(h2, w2, out), layer.output.shape());
        float[] weight = layer.parameters.get("encoder.0.weight");
        float[] bias = layer.parameters.get("encoder.0.bias");
        double[][] expected = new double[ROWS][h2 * w2 * out];
        for (int row = 0; row < ROWS; row++) {
            for (int y = 0; y < h2; y++) {
                for (int x = 0; x < w2; x++) {
                    for (int o = 0; o < out; o++) {
                        double sum = bias[o];
                        for (int c = 0; c < in; c++) {
                            for (int i = 0; i < k; i++) {
                                for (int j = 0; j < k; j++) {
                                    int sy = y * stride - pad + i;
                                    int sx = x * stride - pad + j;
                                    if (sy >= 0 && sy < h && sx >= 0 && sx < w) {
                                        sum += (double) weight[((o * in + c) * k + i) * k + j]
                                                * layer.x[row][(sy * w + sx) * in + c];
                                    }
                                }
                            }
                        }
                        expected[row][(y * w2 + x) * out + o] = sum;
                    }
                }
            }
        }
        layer.expect(expected);
    }

    @ParameterizedTest
    // height, width, in, out, kernel, stride, padding, output padding, column padding
    @CsvSource({
        "2,3,4,1,3,2,1,0,0",
        "2,3,4,3,4,2,1,1,",
        "1,1,2,2,3,3,0,2,1",
        "4,5,3,2,1,1,0,0,",
        "3,2,1,5,5,3,3,1,2",
        "3,2,1,5,4,2,1,0,1"
    })
    void convTransposeScattersWhatConvGathers(
            int h, int w, int in, int out, int k, int stride, int pad, int more, Integer columns) {
        Ready layer = new Ready(new ConvTranspose(out, k, stride, pad, more, columns), Shape.of(h, w, in), false);
        assertEquals(
                List.of(in, out, k, k),
                layer.parameters.shape("encoder.0.weight").extents());
        int h2 = (h - 1) * stride - 2 * pad + k + more;
        int w2 = (w - 1) * stride - 2 * pad + k + (columns == null ? more : columns);
        assertEquals(Shape.of(h2, w2, out), layer.output.shape());
        float[] weight = layer.parameters.get("encoder.0.weight");
        float[] bias = layer.parameters.get("encoder.0.bias");
        double[][] expected = new double[ROWS][h2 * w2 * out];
        for (int row = 0; row < ROWS; row++) {
            for (int p = 0; p < h2 * w2 * out; p++) {
                expected[row][p] = bias[p % out];
            }
            for (int y = 0; y < h; y++) {
                for (int x = 0; x < w; x++) {
                    for (int c = 0; c < in; c++) {
                        for (int o = 0; o < out; o++) {
                            for (int i = 0; i < k; i++) {
                                for (int j = 0; j < k; j++) {
                                    int ty = y * stride - pad + i;
                                    int tx = x * stride - pad + j;
                                    if (ty >= 0 && ty < h2 && tx >= 0 && tx < w2) {
                                        expected[row][(ty * w2 + tx) * out + o] +=
                                                (double) weight[((c * out + o) * k + i) * k + j]
                                                        * layer.x[row][(y * w + x) * in + c];
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        layer.expect(expected);
    }

    @Test
    void layerNormNormalizesEachRowWithTheBiasedVariance() {
        Ready layer = new Ready(new LayerNorm(0.1), Shape.of(11), false);
        assertEquals(Set.of("encoder.0.weight", "encoder.0.bias"), layer.parameters.names());
        layer.expect(normalized(layer, 1, 11, 0.1));
        Ready image = new Ready(new LayerNorm(1e-5), Shape.of(2, 3, 4), false);
        assertEquals(Shape.of(2, 3, 4), image.output.shape());
        image.expect(normalized(image, 4, 6, 1e-5));
    }

    /** Weights are channels first, values channels last. */
    private static double[][] normalized(Ready layer, int channels, int pixels, double epsilon) {
        float[] weight = layer.parameters.get("encoder.0.weight");
        float[] bias = layer.parameters.get("encoder.0.bias");
        int n = channels * pixels;
        double[][] expected = new double[ROWS][n];
        for (int row = 0; row < ROWS; row++) {
            double mean = 0;
            double variance = 0;
            for (float x : layer.x[row]) {
                mean += x / (double) n;
            }
            for (float x : layer.x[row]) {
                variance += (x - mean) * (x - mean) / n;
            }
            for (int c = 0; c < channels; c++) {
                for (int p = 0; p < pixels; p++) {
                    double y = (layer.x[row][p * channels + c] - mean) / Math.sqrt(variance + epsilon);
                    expected[row][p * channels + c] = y * weight[c * pixels + p] + bias[c * pixels + p];
                }
            }
        }
        return expected;
    }

    @Test
    void flattenPutsChannelsFirstAndReshapeUndoesIt() {
        Ready flat = new Ready(new Flatten(), Shape.of(2, 3, 4), false);
        for (int row = 0; row < ROWS; row++) {
            for (int c = 0; c < 4; c++) {
                for (int p = 0; p < 6; p++) {
                    assertEquals(flat.x[row][p * 4 + c], flat.y[row][c * 6 + p], 1e-6);
                }
            }
        }
        Ready there = new Ready(new Reshape(4, 2, 3), Shape.of(24), false);
        assertEquals(Shape.of(2, 3, 4), there.output.shape());
        for (int row = 0; row < ROWS; row++) {
            for (int c = 0; c < 4; c++) {
                for (int p = 0; p < 6; p++) {
                    assertEquals(there.x[row][c * 6 + p], there.y[row][p * 4 + c], 1e-6);
                }
            }
        }
        Ready back = new Ready(List.of(new Flatten(), new Reshape(4, 2, 3)), Shape.of(2, 3, 4), false);
        for (int row = 0; row < ROWS; row++) {
            assertArrayEquals(back.x[row], back.y[row], 1e-6f);
        }
    }

    @Test
    void denseSeesAnImageChannelsFirst() {
        Ready dense = new Ready(new Dense(3), Shape.of(2, 3, 4), false);
        float[] w = dense.parameters.get("encoder.0.weight");
        float[] b = dense.parameters.get("encoder.0.bias");
        double[][] expected = new double[ROWS][3];
        for (int row = 0; row < ROWS; row++) {
            for (int o = 0; o < 3; o++) {
                expected[row][o] = b[o];
                for (int c = 0; c < 4; c++) {
                    for (int p = 0; p < 6; p++) {
                        expected[row][o] += (double) w[o * 24 + c * 6 + p] * dense.x[row][p * 4 + c];
                    }
                }
            }
        }
        dense.expect(expected);
    }

    @ParameterizedTest
    @EnumSource(Activation.Function.class)
    void activationsAreTheirFormulas(Activation.Function function) {
        Ready layer = new Ready(new Activation(function), Shape.of(200), false);
        double[][] expected = new double[ROWS][200];
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < 200; i++) {
                expected[row][i] = formula(function, layer.x[row][i]);
            }
        }
        layer.expect(expected);
    }

    @ParameterizedTest
    @EnumSource(Activation.Function.class)
    void activationsOfExtremeValuesAreFinite(Activation.Function function) {
        Graph graph = new Graph();
        float[] extremes = {-1e30f, -1000, -100, -0.0f, 0, 100, 1000, 1e30f};
        Node x = graph.input("x", Shape.of(extremes.length));
        Node y = new Activation(function).apply(x, new Network(graph, "", Initialization.PYTORCH, false));
        Executor executor = Executor.forward(List.of(y), Parameters.zeros(List.of()), 1, Workers.of(1));
        executor.run((i, row, to, at) -> System.arraycopy(extremes, 0, to, at, extremes.length), 1, 0, 0, 0);
        for (int i = 0; i < extremes.length; i++) {
            double expected = formula(function, extremes[i]);
            assertEquals(expected, executor.value(y, 0, i), 1e-6 * (1 + Math.abs(expected)), "of " + extremes[i]);
        }
    }

    private static double formula(Activation.Function function, double x) {
        return switch (function) {
            case RELU -> Math.max(x, 0);
            case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
            case ELU -> x > 0 ? x : Math.expm1(x);
            case GELU -> x * phi(x);
            case SILU -> x / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case SOFTPLUS -> x > 50 ? x : Math.log1p(Math.exp(x));
        };
    }

    /** Computes the normal distribution function with Simpson's rule from 0. */
    private static double phi(double x) {
        if (Math.abs(x) > 10) {
            return x > 0 ? 1 : 0;
        }
        int n = 400;
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            double t = x * i / n;
            sum += Math.exp(-t * t / 2) * (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2);
        }
        return 0.5 + sum * x / n / 3 / Math.sqrt(2 * Math.PI);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9})
    void dropoutZeroesItsRateAndScalesTheRestWhileTrainingOnly(double rate) {
        int n = 4000;
        Ready training = new Ready(new Dropout(rate), Shape.of(n), true);
        int zeros = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < n; i++) {
                float y = training.y[row][i];
                zeros += y == 0 ? 1 : 0;
                assertTrue(y == 0 || Math.abs(y - training.x[row][i] / (1 - rate)) < 1e-5 * (1 + Math.abs(y)));
            }
        }
        double deviation = Math.sqrt(ROWS * n * rate * (1 - rate));
        assertEquals(ROWS * n * rate, zeros, 4 * deviation);
        Ready use = new Ready(new Dropout(rate), Shape.of(n), false);
        for (int row = 0; row < ROWS; row++) {
            assertArrayEquals(use.x[row], use.y[row], 1e-6f);
        }
    }

    @ParameterizedTest
    @EnumSource(Initialization.class)
    void weightsBeginWithTheDocumentedSpread(Initialization scheme) {
        Graph graph = new Graph();
        int in = 150;
        int out = 100;
        new Dense(out).apply(graph.input("x", Shape.of(in)), new Network(graph, "a", scheme, true));
        Parameters parameters = Parameters.initial(graph.parameters(), 1);
        double variance = switch (scheme) {
            case PYTORCH -> 1.0 / in / 3;
            case HE -> 2.0 / in;
            case XAVIER -> 6.0 / (in + out) / 3;
            case NORMAL -> 1e-4;
        };
        double sum = 0;
        double squares = 0;
        double most = 0;
        float[] weight = parameters.get("a.weight");
        for (float w : weight) {
            sum += w;
            squares += (double) w * w;
            most = Math.max(most, Math.abs(w));
        }
        assertEquals(0, sum / weight.length, 4 * Math.sqrt(variance / weight.length));
        assertEquals(1, squares / weight.length / variance, 5 * Math.sqrt(2.0 / weight.length));
        boolean uniform = scheme == Initialization.PYTORCH || scheme == Initialization.XAVIER;
        assertEquals(uniform, most <= Math.sqrt(3 * variance) * 1.0001);
        boolean zero = scheme == Initialization.HE || scheme == Initialization.XAVIER;
        for (float b : parameters.get("a.bias")) {
            assertEquals(zero, b == 0);
        }
    }

    @Test
    void numbersOutOfRangeAreRefusedByName() {
        Failures.rejected(() -> new Dense(0), "units 0", "at least 1");
        Failures.rejected(() -> new Conv(0, 3, 1, 0), "channels 0");
        Failures.rejected(() -> new Conv(1, 0, 1, 0), "kernel 0");
        Failures.rejected(() -> new Conv(1, 3, 0, 0), "stride 0");
        Failures.rejected(() -> new Conv(1, 3, 1, -1), "padding -1");
        Failures.rejected(() -> new ConvTranspose(1, 3, 1, 0, -1), "output", "-1");
        Failures.rejected(() -> new Dropout(1), "rate 1.0");
        Failures.rejected(() -> new Dropout(Double.NaN), "rate NaN");
        Failures.rejected(() -> new LayerNorm(0), "epsilon 0.0");
        Failures.rejected(() -> new Reshape(1, 0, 1), "height 0");
        Failures.rejected(() -> new Activation(null), "function");
    }
}
