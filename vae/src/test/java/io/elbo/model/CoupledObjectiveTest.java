package io.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Compares the estimators over a whole batch with the same sums in double precision. */
class CoupledObjectiveTest {
    private static final int CAPACITY = 6;
    private static final int LATENT = 3;

    private final Random random = new Random(4);
    private final float[][] means = normal(CAPACITY);
    private final float[][] logVariances = normal(CAPACITY);
    private final float[][] latents = normal(CAPACITY);

    private float[][] normal(int rows) {
        float[][] values = new float[rows][LATENT];
        for (float[] row : values) {
            for (int j = 0; j < LATENT; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return values;
    }

    /** A draw at given latents for a model without a decoder. */
    private record Given(Node z, Posterior.Moments q) implements Inference, Inference.Draw {
        @Override
        public Draw draw(int samples) {
            return this;
        }

        @Override
        public Node klPerLatent() {
            return Normals.klToStandard(q.mean(), q.logVariance());
        }

        @Override
        public Node weight() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int batchRows() {
            return CAPACITY;
        }

        @Override
        public Node logLikelihood() {
            return z.zero().sum();
        }

        @Override
        public Node logPrior() {
            return Normals.logDensityStandard(z);
        }

        @Override
        public Node logPosterior() {
            return q.logDensity(z);
        }

        @Override
        public Node logPosteriorDetached() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Draw detached() {
            throw new UnsupportedOperationException();
        }
    }

    private float[] run(BiFunction<Inference, Inference.Draw, Node> formula, int rows) {
        Graph graph = new Graph();
        Node z = graph.input("z", Shape.of(LATENT));
        Node mean = graph.input("mean", Shape.of(LATENT));
        Node logVariance = graph.input("log_variance", Shape.of(LATENT));
        Given given = new Given(z, new Posterior.Moments(mean, logVariance));
        Node result = formula.apply(given, given);
        Executor executor =
                Executor.forward(List.of(result), Parameters.zeros(graph.parameters()), CAPACITY, Workers.of(1));
        float[][][] inputs = {latents, means, logVariances};
        executor.run((input, row, to, at) -> System.arraycopy(inputs[input][row], 0, to, at, LATENT), rows, 1, 1, 0);
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = executor.value(result, i, 0);
        }
        return values;
    }

    private double logDensity(int i, int k, int j) {
        double error = latents[i][j] - means[k][j];
        double v = logVariances[k][j];
        return -0.5 * (Math.log(2 * Math.PI) + v + error * error * Math.exp(-v));
    }

    @Test
    void theTotalCorrelationIsThatOfTheBatchsMixture() {
        for (int rows : new int[] {CAPACITY, 4, 1}) {
            float[] values = run(TotalCorrelation::estimate, rows);
            for (int i = 0; i < rows; i++) {
                double joint = 0;
                double[] marginal = new double[LATENT];
                for (int k = 0; k < rows; k++) {
                    double sum = 0;
                    for (int j = 0; j < LATENT; j++) {
                        sum += logDensity(i, k, j);
                        marginal[j] += Math.exp(logDensity(i, k, j)) / rows;
                    }
                    joint += Math.exp(sum) / rows;
                }
                double expected = Math.log(joint);
                for (double m : marginal) {
                    expected -= Math.log(m);
                }
                assertEquals(expected, values[i], 2e-5 * (1 + Math.abs(expected)), rows + " rows, row " + i);
            }
        }
    }

    @Test
    void freeBitsChargeTheBatchsMeanOfEachLatent() {
        int rows = 5;
        double lambda = 0.6;
        float[] values =
                run((inference, draw) -> new FreeBits(lambda, 1).of(inference).loss(), rows);
        double expected = 0;
        boolean charged = false;
        for (int j = 0; j < LATENT; j++) {
            double mean = 0;
            for (int i = 0; i < rows; i++) {
                double v = logVariances[i][j];
                mean += 0.5 * (means[i][j] * means[i][j] + Math.exp(v) - 1 - v) / rows;
            }
            expected += Math.max(mean, lambda);
            charged |= mean < lambda;
        }
        assertTrue(charged);
        for (float value : values) {
            assertEquals(expected, value, 1e-5);
        }
    }

    /** The program draws from the prior itself, so only the mean of the discrepancy is known. */
    @Test
    void theDiscrepancyIsZeroOnAverageForDrawsOfThePriorAndPositiveElsewhere() {
        double near = discrepancy(0);
        double far = discrepancy(2);
        assertEquals(0, near, 0.02);
        assertTrue(far > 0.2, "moved by 2: " + far);
    }

    private double discrepancy(float shift) {
        double sum = 0;
        int trials = 3000;
        Graph graph = new Graph();
        Node z = graph.normal(Shape.of(LATENT)).plus(shift);
        Given given = new Given(z, null);
        Node result = InfoVae.discrepancy(given, given);
        Executor executor =
                Executor.forward(List.of(result), Parameters.zeros(graph.parameters()), CAPACITY, Workers.of(1));
        for (int step = 0; step < trials; step++) {
            executor.run((input, row, to, at) -> {}, CAPACITY, 1, step, 0);
            for (int i = 0; i < CAPACITY; i++) {
                sum += executor.value(result, i, 0) / CAPACITY;
            }
        }
        return sum / trials;
    }
}
