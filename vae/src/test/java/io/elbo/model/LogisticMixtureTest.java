package io.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.Graph;
import io.elbo.engine.Initializer;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.layer.Initialization;
import io.elbo.layer.Network;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticMixtureTest {
    private static final LogisticMixture THREE = new LogisticMixture(3);

    private static Likelihood.Distribution of(Node output, int n, int components) {
        return new LogisticMixture(components)
                .of(output, Shape.of(2 * n), new Network(output.graph(), "likelihood", Initialization.PYTORCH, false));
    }

    /** Returns {@code ln p} of an interval by the formula; in the tails, by the difference on the small side. */
    private static double logProbability(float[] output, int i, int n, double lower, double upper) {
        double sum = 0;
        double weights = 0;
        for (int k = 0; k < 3; k++) {
            weights += Math.exp(output[3 * i + k]);
        }
        for (int k = 0; k < 3; k++) {
            double mean = output[3 * n + 3 * i + k] + THREE.offset(k);
            double scale = Math.exp(LogisticMixture.logScale(output[6 * n + 3 * i + k]));
            double a = (upper - mean) / scale;
            double b = (lower - mean) / scale;
            double mass = b > 0 ? f(-b) - f(-a) : f(a) - f(b);
            sum += Math.exp(output[3 * i + k]) / weights * mass;
        }
        return Math.log(sum);
    }

    private static double f(double t) {
        return 1 / (1 + Math.exp(-t));
    }

    @Test
    void isTheFormulaInDoublePrecision() {
        Random random = new Random(1);
        int n = 4;
        float[][] x = new float[500][2 * n];
        float[][] output = new float[500][9 * n];
        for (int row = 0; row < x.length; row++) {
            for (int j = 0; j < output[row].length; j++) {
                output[row][j] = (float) (2 * random.nextGaussian());
            }
            for (int i = 0; i < n; i++) {
                x[row][i] = (float) (3 * random.nextGaussian());
                x[row][n + i] = x[row][i] + (float) Math.exp(3 * random.nextGaussian() - 2);
            }
        }
        float[][] actual = Values.of(in -> of(in[1], n, 3).logDensities(in[0]), x, output);
        for (int row = 0; row < x.length; row++) {
            for (int i = 0; i < n; i++) {
                double expected = logProbability(output[row], i, n, x[row][i], x[row][n + i]);
                assertEquals(expected, actual[row][i], 1e-4 + 2e-5 * Math.abs(expected));
            }
        }
    }

    @Test
    void intervalsThatCoverAllNumbersSumToOne() {
        Random random = new Random(2);
        float[] one = new float[9];
        for (int j = 0; j < 9; j++) {
            one[j] = (float) random.nextGaussian();
        }
        int cells = 401;
        float[][] x = new float[cells][2];
        float[][] output = new float[cells][];
        for (int i = 0; i < cells; i++) {
            x[i][0] = i == 0 ? -LogisticMixture.WIDEST : (i - 201) / 20f;
            x[i][1] = i == cells - 1 ? LogisticMixture.WIDEST : (i - 200) / 20f;
            output[i] = one;
        }
        double total = 0;
        for (float[] density : Values.of(in -> of(in[1], 1, 3).logDensities(in[0]), x, output)) {
            total += Math.exp(density[0]);
        }
        assertEquals(1, total, 1e-5);
    }

    @Test
    void noKnowledgeHasProbabilityOneAndNoExtremeOverflows() {
        float wide = LogisticMixture.WIDEST;
        float[][] x = {{-wide, wide}, {-1e-7f, 1e-7f}, {500, 500.001f}, {-900000, -800000}};
        float[][] output = {
            new float[9], {0, 0, 0, 0, 0, 0, -60, -60, -60}, new float[9], {50, -50, 0, 9, 9, 9, 60, 60, 60}
        };
        float[][] actual = Values.of(in -> of(in[1], 1, 3).logDensities(in[0]), x, output);
        assertEquals(0, actual[0][0], 1e-6);
        for (float[] row : actual) {
            assertTrue(Float.isFinite(row[0]) && row[0] <= 1e-6, row[0] + "");
        }
        // far out the density falls by a factor of e per scale
        double means = Math.exp(THREE.offset(0)) + 1 + Math.exp(THREE.offset(2));
        assertEquals(-500 + Math.log((500.001f - 500) * means / 3), actual[2][0], 1e-3);
    }

    @Test
    void theGradientIsThatOfTheFormula() {
        int n = 3;
        Random random = new Random(3);
        for (int trial = 0; trial < 20; trial++) {
            float[] x = new float[2 * n];
            float[] output = new float[9 * n];
            for (int i = 0; i < n; i++) {
                x[i] = (float) (2 * random.nextGaussian());
                // narrow, close to the end of the series, and wide
                x[n + i] = i == 2 && trial % 3 == 0 ? LogisticMixture.WIDEST : x[i] + (float) Math.pow(10, -2 + i);
            }
            Graph g = new Graph();
            Node given = g.input("x", Shape.of(2 * n));
            Node parameter = g.parameter("output", Shape.of(9 * n), new Initializer.Normal(1));
            Node loss = of(parameter.spread(), n, 3).logDensity(given);
            Parameters parameters = Parameters.initial(g.parameters(), trial);
            System.arraycopy(parameters.get("output"), 0, output, 0, output.length);
            try (Workers workers = Workers.of(1)) {
                Executor executor = Executor.gradients(loss, List.of(), parameters, 1, workers);
                executor.run((input, row, to, at) -> System.arraycopy(x, 0, to, at, x.length), 1, 1, 1, 0);
                float[] gradient = executor.gradients().get("output");
                for (int j = 0; j < output.length; j++) {
                    double up = total(output, j, 1e-4f, n, x);
                    double down = total(output, j, -1e-4f, n, x);
                    double step = (double) (output[j] + 1e-4f) - (output[j] - 1e-4f);
                    assertEquals((up - down) / step, gradient[j], 2e-4 + 1e-3 * Math.abs(gradient[j]), "output " + j);
                }
            }
        }
    }

    private static double total(float[] output, int j, float step, int n, float[] x) {
        float[] moved = output.clone();
        moved[j] += step;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += logProbability(moved, i, n, x[i], x[n + i]);
        }
        return sum;
    }

    @Test
    void whatItCannotBeOfIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LogisticMixture(0));
        assertThrows(IllegalArgumentException.class, () -> THREE.outputs(Shape.of(3)));
        assertEquals(Shape.of(36), THREE.outputs(Shape.of(8)));
    }
}
