package io.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrimmedTest {
    private static final int CAPACITY = 10;

    /** A model whose log likelihood is an input and whose posterior is the prior. */
    private record Given(Node logLikelihood) implements Inference, Inference.Draw {
        @Override
        public Posterior.Moments q() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Draw draw(int samples) {
            return this;
        }

        @Override
        public Node klPerLatent() {
            return logLikelihood.zero();
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
        public Node z() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Node logPrior() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Node logPosterior() {
            throw new UnsupportedOperationException();
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

    private static double[] run(double part, double[] losses) {
        Graph graph = new Graph();
        Node given = graph.input("log likelihood", Shape.of(1));
        Objective.Terms terms = new Trimmed(part).of(new Given(given));
        Node loss = terms.loss();
        Executor executor = Executor.forward(
                List.of(loss, terms.reconstruction()), Parameters.zeros(graph.parameters()), CAPACITY, Workers.of(1));
        executor.run((input, row, to, at) -> to[at] = (float) -losses[row], losses.length, 1, 1, 0);
        double[] values = new double[losses.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = executor.value(loss, i, 0);
            assertEquals(
                    (float) -losses[i], executor.value(terms.reconstruction(), i, 0), "what is told is of all rows");
        }
        return values;
    }

    @Test
    void theStrangestRowsOfABatchContributeNothingAndTheOthersTheirElbo() {
        double[] losses = {3, -1, 700, 2.5, 9, 0.25, 4, 8, 1e6, -20};
        for (double part : new double[] {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95}) {
            for (int rows : new int[] {CAPACITY, 7, 5, 2, 1}) {
                double[] batch = Arrays.copyOf(losses, rows);
                double[] sorted = batch.clone();
                Arrays.sort(sorted);
                // in tenths: 10 * 0.7 is below 7 in floating point
                int kept = (int) Math.ceil((rows * (100 - Math.round(100 * part))) / 100.0);
                double[] values = run(part, batch);
                for (int i = 0; i < rows; i++) {
                    double expected = batch[i] <= sorted[kept - 1] ? batch[i] : 0;
                    assertEquals(expected, values[i], 1e-6 * Math.abs(expected), part + " of " + rows + ", row " + i);
                }
            }
        }
    }

    @Test
    void rowsOfTheSameLossAreKeptOrLeftOutTogether() {
        double[] values = run(0.4, new double[] {5, 5, 5, 1, 5, 5});
        // five rows tie for the second place, which is among the 3.6 best
        assertEquals(26, Arrays.stream(values).sum(), 1e-6);
    }

    @Test
    void partsOutOfRangeAreRefused() {
        for (double part : new double[] {-0.1, 1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new Trimmed(part));
        }
    }
}
