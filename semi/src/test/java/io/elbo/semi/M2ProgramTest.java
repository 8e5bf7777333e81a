package io.elbo.semi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.Feed;
import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.layer.Activation;
import io.elbo.math.CounterRandom;
import io.elbo.model.Bernoulli;
import io.elbo.model.Categorical;
import io.elbo.model.LearnedGaussian;
import io.elbo.model.LearnedScale;
import io.elbo.model.Likelihood;
import io.elbo.spec.Binarization;
import io.elbo.test.Failures;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The program against formulas in double precision that are written down one by one ({@link SlowM2}). */
class M2ProgramTest {
    private static final int FEATURES = 5;
    private static final int CLASSES = 3;
    private static final int LATENT = 2;
    private static final int ROWS = 4;
    private static final long SEED = 7;
    private static final int STEP = 3;
    private static final M2Program.Weights WEIGHTS = new M2Program.Weights(0.3, 0.7, 0.9);

    static Stream<Likelihood> likelihoods() {
        return Stream.of(new Bernoulli(), new LearnedGaussian(LearnedScale.DECODER));
    }

    private static M2Spec spec(Likelihood likelihood) {
        return new M2Spec(
                List.of(FEATURES),
                CLASSES,
                likelihood,
                new M2Spec.Networks(List.of(6, 4), LATENT, Activation.Function.TANH, null));
    }

    private static Parameters parameters(M2Spec spec) {
        Parameters parameters = Parameters.initial(M2Program.parameters(spec), 2);
        Random random = new Random(5);
        for (String name : parameters.names()) {
            float[] values = parameters.get(name);
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.3 * random.nextGaussian());
            }
            parameters.set(name, values);
        }
        return parameters;
    }

    private static float[][] values(long seed) {
        Random random = new Random(seed);
        float[][] values = new float[ROWS][FEATURES];
        for (float[] row : values) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextFloat();
            }
        }
        return values;
    }

    private static double[] wide(float[] row) {
        double[] wide = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            wide[j] = row[j];
        }
        return wide;
    }

    private static int label(int row) {
        return row % CLASSES;
    }

    private static Feed feed(Graph graph, float[][] x, float[][] labelled, float deviation) {
        List<String> names =
                graph.inputs().stream().map(n -> ((Op.Input) n.op()).name()).toList();
        return (input, row, to, at) -> {
            String name = names.get(input);
            for (int j = 0; j < (name.equals(M2Program.LABEL) ? CLASSES : FEATURES); j++) {
                to[at + j] = switch (name) {
                    case M2Program.X -> x[row][j];
                    case M2Program.LABELLED_X -> labelled[row][j];
                    case M2Program.LABEL -> j == label(row) ? 1 : 0;
                    default -> deviation;
                };
            }
        };
    }

    private static float[] noise(int stream, int row, int n) {
        float[] noise = new float[n];
        new CounterRandom(SEED, stream).normal(STEP, row, noise, 0, n);
        return noise;
    }

    /** The mean over pairs of the objective; the program draws for all classes first, then for the label. */
    private static double loss(SlowM2 slow, float[][] x, float[][] labelled) {
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            double[] l = wide(labelled[row]);
            sum += -WEIGHTS.unlabelled() * slow.unlabelledBound(wide(x[row]), noise(0, row, CLASSES * LATENT))
                    - WEIGHTS.labelled() * slow.labelledBound(l, label(row), noise(1, row, LATENT), 0)
                    - WEIGHTS.alpha() * Math.log(slow.classify(l)[label(row)]);
        }
        return sum / ROWS;
    }

    @ParameterizedTest
    @MethodSource("likelihoods")
    void boundsAreThoseOfTheFormulas(Likelihood likelihood) {
        M2Spec spec = spec(likelihood);
        Parameters parameters = parameters(spec);
        M2Program.Training program = M2Program.training(spec, WEIGHTS, Binarization.NONE, false);
        Executor executor = Executor.forward(
                List.of(program.loss(), program.unlabelledBound(), program.labelledBound(), program.classification()),
                parameters,
                ROWS,
                Workers.of(1));
        float[][] x = values(1);
        float[][] labelled = values(2);
        executor.run(feed(program.loss().graph(), x, labelled, 0), ROWS, SEED, STEP, 0);
        SlowM2 slow = new SlowM2(spec, parameters);
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            double[] l = wide(labelled[row]);
            assertEquals(
                    slow.unlabelledBound(wide(x[row]), noise(0, row, CLASSES * LATENT)),
                    executor.value(program.unlabelledBound(), row, 0),
                    2e-5);
            assertEquals(
                    slow.labelledBound(l, label(row), noise(1, row, LATENT), 0),
                    executor.value(program.labelledBound(), row, 0),
                    2e-5);
            assertEquals(
                    -Math.log(slow.classify(l)[label(row)]), executor.value(program.classification(), row, 0), 2e-6);
            sum += executor.value(program.loss(), row, 0);
        }
        assertEquals(loss(slow, x, labelled), sum / ROWS, 2e-5);
    }

    @ParameterizedTest
    @MethodSource("likelihoods")
    void gradientsAreTheSlopesOfTheFormulas(Likelihood likelihood) {
        M2Spec spec = spec(likelihood);
        Parameters parameters = parameters(spec);
        Node loss = M2Program.training(spec, WEIGHTS, Binarization.NONE, false).loss();
        Executor executor = Executor.gradients(loss, List.of(loss), parameters, ROWS, Workers.of(1));
        float[][] x = values(1);
        float[][] labelled = values(2);
        executor.run(feed(loss.graph(), x, labelled, 0), ROWS, SEED, STEP, 0);
        SlowM2 slow = new SlowM2(spec, parameters);
        for (String name : parameters.names()) {
            float[] gradient = executor.gradients().get(name);
            double[] weight = slow.weight(name);
            for (int i = 0; i < weight.length; i++) {
                double h = 1e-5;
                double before = weight[i];
                weight[i] = before + h;
                double above = loss(slow, x, labelled);
                weight[i] = before - h;
                double below = loss(slow, x, labelled);
                weight[i] = before;
                double slope = (above - below) / (2 * h);
                assertEquals(slope, gradient[i], 1e-5 + 1e-4 * Math.abs(slope), name + "[" + i + "]");
            }
        }
    }

    @Test
    void theUnlabelledBoundIsTheEvidenceLessTheDivergenceOfTheGuess() {
        // over many draws, against integrals over z on a grid; one latent, so that there is a grid
        M2Spec spec = new M2Spec(
                List.of(FEATURES),
                CLASSES,
                new Bernoulli(),
                new M2Spec.Networks(List.of(6), 1, Activation.Function.TANH, null));
        Parameters parameters = parameters(spec);
        int rows = 20_000;
        float[] x = {1, 0, 1, 1, 0};
        M2Program.Training program = M2Program.training(spec, WEIGHTS, Binarization.NONE, false);
        Executor executor = Executor.forward(List.of(program.unlabelledBound()), parameters, rows, Workers.of(1));
        executor.run((input, row, to, at) -> System.arraycopy(x, 0, to, at, FEATURES), rows, SEED, STEP, 0);
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            double bound = executor.value(program.unlabelledBound(), row, 0);
            sum += bound;
            squares += bound * bound;
        }
        double mean = sum / rows;
        double error = Math.sqrt((squares / rows - mean * mean) / rows);

        SlowM2 slow = new SlowM2(spec, parameters);
        double evidence = 0;
        double expected = 0;
        double[] q = slow.classify(wide(x));
        double step = 0.002;
        for (int c = 0; c < CLASSES; c++) {
            double m = slow.style(wide(x), c).get(0)[0];
            double v = slow.style(wide(x), c).get(1)[0];
            for (double z = -12; z <= 12; z += step) {
                double logJoint = slow.logLikelihood(wide(x), c, new double[] {z})
                        - Math.log(CLASSES)
                        - 0.5 * (Math.log(2 * Math.PI) + z * z);
                double logQ = -0.5 * (Math.log(2 * Math.PI) + v + (z - m) * (z - m) / Math.exp(v));
                evidence += step * Math.exp(logJoint);
                expected += step * q[c] * Math.exp(logQ) * (logJoint - Math.log(q[c]) - logQ);
            }
        }
        assertTrue(error < 0.01, "standard error " + error);
        assertEquals(expected, mean, 4 * error);
        assertTrue(expected < Math.log(evidence), expected + " is no lower bound of " + Math.log(evidence));
    }

    @Test
    void rowsThatAreDistributionsAreDrawnAnew() {
        M2Spec spec = spec(new LearnedGaussian(LearnedScale.DECODER));
        Parameters parameters = parameters(spec);
        M2Program.Training program = M2Program.training(spec, WEIGHTS, Binarization.NONE, true);
        Executor executor = Executor.forward(List.of(program.classification()), parameters, ROWS, Workers.of(1));
        float[][] means = values(2);
        executor.run(feed(program.loss().graph(), means, means, 0.5f), ROWS, SEED, STEP, 0);
        SlowM2 slow = new SlowM2(spec, parameters);
        for (int row = 0; row < ROWS; row++) {
            double[] drawn = wide(means[row]);
            // draws of the unlabelled row come first
            float[] noise = noise(1, row, FEATURES);
            for (int j = 0; j < FEATURES; j++) {
                drawn[j] += 0.5 * noise[j];
            }
            assertEquals(
                    -Math.log(slow.classify(drawn)[label(row)]),
                    executor.value(program.classification(), row, 0),
                    1e-5);
        }
    }

    @Test
    void likelihoodsWithParametersOfTheirOwnAreRefused() {
        for (Likelihood wrong : List.of(
                new LearnedGaussian(LearnedScale.FEATURE),
                new LearnedGaussian(LearnedScale.SHARED),
                new Categorical(5))) {
            Failures.rejected(() -> spec(wrong), "likelihood: M2 takes", "learned_gaussian of scale decoder");
        }
    }
}
