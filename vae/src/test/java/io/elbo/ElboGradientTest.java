package io.elbo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.Feed;
import io.elbo.engine.Node;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.layer.Activation;
import io.elbo.layer.Conv;
import io.elbo.layer.ConvTranspose;
import io.elbo.layer.Dense;
import io.elbo.layer.Dropout;
import io.elbo.layer.Flatten;
import io.elbo.layer.Initialization;
import io.elbo.layer.Layer;
import io.elbo.layer.LayerNorm;
import io.elbo.layer.Reshape;
import io.elbo.model.AnalyticElbo;
import io.elbo.model.Bernoulli;
import io.elbo.model.BetaElbo;
import io.elbo.model.Capacity;
import io.elbo.model.Categorical;
import io.elbo.model.ContinuousBernoulli;
import io.elbo.model.FreeBits;
import io.elbo.model.Gaussian;
import io.elbo.model.ImportanceWeighted;
import io.elbo.model.InfoVae;
import io.elbo.model.KlSchedule;
import io.elbo.model.LearnedGaussian;
import io.elbo.model.LearnedScale;
import io.elbo.model.Likelihood;
import io.elbo.model.LogNormal;
import io.elbo.model.MixturePrior;
import io.elbo.model.NegativeBinomial;
import io.elbo.model.Objective;
import io.elbo.model.PointPosterior;
import io.elbo.model.Poisson;
import io.elbo.model.ProductLikelihood;
import io.elbo.model.SampledElbo;
import io.elbo.model.StudentT;
import io.elbo.model.TotalCorrelation;
import io.elbo.model.Trimmed;
import io.elbo.model.VampPrior;
import io.elbo.program.Input;
import io.elbo.program.TrainingProgram;
import io.elbo.spec.VaeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradient of the whole loss, noise and dropout included, against differences of the loss itself along random
 * directions in each tensor. A difference of fourth order errs by h^4 plus about 1e-7 |loss| / h; kinks of relu err by h.
 * So the best of several h is compared: a wrong gradient agrees with none of them.
 */
@Tag("slow")
class ElboGradientTest {
    private static final int ROWS = 5;
    private static final double[] STEPS = {0.06, 0.02, 0.006, 0.002, 0.0007};
    private static final double TOLERANCE = 4e-3;
    /** With relu, every h crosses kinks. */
    private static final double KINKED = 2e-2;

    static List<Arguments> models() {
        List<Arguments> models = new ArrayList<>();
        for (Activation.Function function : Activation.Function.values()) {
            models.add(Arguments.of("dense " + function, dense(function, new Bernoulli()), new AnalyticElbo(1)));
        }
        models.add(Arguments.of(
                "dense, Gaussian", dense(Activation.Function.TANH, new Gaussian(0.5)), new AnalyticElbo(1)));
        models.add(Arguments.of(
                "dense, 3 samples", dense(Activation.Function.ELU, new Gaussian(0.5)), new AnalyticElbo(3)));
        models.add(Arguments.of("linear", linear(), new AnalyticElbo(1)));
        models.add(
                Arguments.of("conv, Bernoulli", conv(Activation.Function.SILU, new Bernoulli()), new AnalyticElbo(1)));
        models.add(Arguments.of(
                "conv, Gaussian, 3 samples", conv(Activation.Function.TANH, new Gaussian(0.3)), new AnalyticElbo(3)));
        models.add(Arguments.of("conv, relu", conv(Activation.Function.RELU, new Bernoulli()), new AnalyticElbo(1)));
        models.add(Arguments.of("dropout of tests", Tiny.dense(), new AnalyticElbo(3)));
        models.add(Arguments.of("convolutions of tests", Tiny.convolutional(), new AnalyticElbo(1)));
        Activation.Function tanh = Activation.Function.TANH;
        VaeSpec dense = dense(tanh, new Bernoulli());
        models.add(Arguments.of("both terms sampled", dense, new SampledElbo(2)));
        models.add(Arguments.of("beta", dense, new BetaElbo(3, 1, new KlSchedule.Linear(5))));
        models.add(Arguments.of("relu of free bits", dense, new FreeBits(0.2, 1)));
        models.add(Arguments.of("trimmed", dense, new Trimmed(0.4)));
        models.add(Arguments.of("total correlation", dense, new TotalCorrelation(5)));
        models.add(Arguments.of("info", dense, new InfoVae(0.3, 50)));
        models.add(
                Arguments.of("wasserstein autoencoder", dense.withPosterior(new PointPosterior()), new InfoVae(1, 50)));
        models.add(Arguments.of("capacity", dense, new Capacity(20, 500, 5, 1)));
        models.add(Arguments.of("importance-weighted", dense, new ImportanceWeighted(4, false)));
        models.add(Arguments.of("mixture prior", dense.withPrior(new MixturePrior(4)), new AnalyticElbo(2)));
        models.add(Arguments.of(
                "mixture prior, importance-weighted",
                dense.withPrior(new MixturePrior(3)),
                new ImportanceWeighted(3, false)));
        models.add(Arguments.of("vamp prior", dense.withPrior(new VampPrior(4)), new AnalyticElbo(2)));
        models.add(Arguments.of(
                "vamp prior of images",
                conv(tanh, new Bernoulli()).withPrior(new VampPrior(3)),
                new ImportanceWeighted(3, false)));
        models.add(Arguments.of("autoencoder", dense.withPosterior(new PointPosterior()), new AnalyticElbo(1)));
        models.add(Arguments.of("linear autoencoder", VaeSpec.linear(List.of(6), 2, false), new AnalyticElbo(1)));
        models.add(Arguments.of("tied autoencoder", VaeSpec.linear(List.of(6), 2, true), new AnalyticElbo(1)));
        models.add(Arguments.of("conditional", dense.withCondition(List.of(3)), new AnalyticElbo(1)));
        models.add(Arguments.of(
                "conditional conv", conv(tanh, new Bernoulli()).withCondition(List.of(3)), new AnalyticElbo(1)));
        models.add(Arguments.of(
                "conv on a picture", conv(tanh, new Bernoulli()).withCondition(List.of(7, 5, 1)), new AnalyticElbo(1)));
        models.add(Arguments.of(
                "conditional, importance-weighted", dense.withCondition(List.of(3)), new ImportanceWeighted(3, false)));
        models.add(Arguments.of("fully sampled conv", conv(tanh, new Bernoulli()), new SampledElbo(3)));
        models.add(Arguments.of("other input", dense.withInput(List.of(4)), new AnalyticElbo(1)));
        for (Likelihood likelihood : List.of(
                new ContinuousBernoulli(),
                new LearnedGaussian(LearnedScale.SHARED),
                new LearnedGaussian(LearnedScale.FEATURE),
                new LearnedGaussian(LearnedScale.DECODER),
                new StudentT(4, LearnedScale.FEATURE),
                new LogNormal(LearnedScale.FEATURE),
                new Poisson(),
                new NegativeBinomial(LearnedScale.FEATURE),
                new Categorical(11),
                new ProductLikelihood(List.of(
                        new ProductLikelihood.Part(4, new LearnedGaussian(LearnedScale.DECODER)),
                        new ProductLikelihood.Part(3, new Categorical(3)),
                        new ProductLikelihood.Part(4, new StudentT(3, LearnedScale.SHARED)))))) {
            models.add(Arguments.of(likelihood.toString(), outputs(likelihood), new AnalyticElbo(2)));
        }
        return models;
    }

    private static VaeSpec outputs(Likelihood likelihood) {
        return VaeSpec.dense(List.of(11), List.of(8), 3, likelihood, Activation.Function.TANH);
    }

    private static VaeSpec linear() {
        return new VaeSpec(
                List.of(4),
                null,
                null,
                List.of(),
                3,
                List.of(new Dense(4)),
                new Gaussian(1),
                null,
                null,
                Initialization.XAVIER);
    }

    private static VaeSpec dense(Activation.Function function, Likelihood likelihood) {
        Activation activation = new Activation(function);
        List<Layer> encoder = List.of(new Dense(9), new LayerNorm(1e-3), activation, new Dropout(0.3), new Dense(5));
        List<Layer> decoder = List.of(new Dense(7), activation, new LayerNorm(0.1), new Dropout(0.2), new Dense(11));
        return new VaeSpec(List.of(11), null, null, encoder, 3, decoder, likelihood, null, null, Initialization.XAVIER);
    }

    private static VaeSpec conv(Activation.Function function, Likelihood likelihood) {
        Activation activation = new Activation(function);
        // 7x5 to 4x3 to 2x1, and back with an output padding
        List<Layer> encoder = List.of(
                new Conv(3, 3, 2, 1), activation, new LayerNorm(1e-2), new Conv(2, 3, 2, 1), new Flatten(), activation);
        List<Layer> decoder = List.of(
                new Dense(12),
                activation,
                new Reshape(2, 3, 2),
                new ConvTranspose(3, 3, 2, 1, 1),
                new Dropout(0.1),
                activation,
                new ConvTranspose(3, 2, 1, 0, 0));
        return new VaeSpec(
                List.of(7, 5, 3), null, null, encoder, 2, decoder, likelihood, null, null, Initialization.XAVIER);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void gradientsAreTheSlopesOfTheLoss(String name, VaeSpec spec, Objective objective) {
        TrainingProgram program = TrainingProgram.of(spec, objective, false, ROWS);
        Node loss = program.terms().loss();
        Parameters parameters = Parameters.initial(program.graph().parameters(), 3);
        Random random = new Random(9);
        for (String tensor : parameters.names()) {
            // away from all-one and all-zero, where mistakes hide
            float[] values = parameters.get(tensor);
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.2 * random.nextGaussian());
            }
            parameters.set(tensor, values);
        }
        int rows = ROWS + spec.prior().ownRows();
        float[][] x = Tiny.values(rows, spec.features(), 4);
        Executor forward = Executor.forward(List.of(loss), parameters, rows, Workers.of(1));
        Executor executor = Executor.gradients(loss, List.of(loss), parameters, rows, Workers.of(1));
        run(executor, loss, x);
        Parameters gradients = executor.gradients().copy();
        double whole = 0;
        for (String tensor : parameters.names()) {
            whole += square(gradients.get(tensor));
        }
        for (String tensor : parameters.names()) {
            float[] gradient = gradients.get(tensor);
            double norm = Math.sqrt(square(gradient));
            for (int trial = 0; trial < 4; trial++) {
                // every other one along the gradient and off, so that its length is seen as well as its direction
                double[] direction = new double[gradient.length];
                double length = 0;
                for (int i = 0; i < direction.length; i++) {
                    direction[i] = random.nextGaussian() / Math.sqrt(direction.length)
                            + (trial % 2 == 0 && norm > 0 ? gradient[i] / norm : 0);
                    length += direction[i] * direction[i];
                }
                double slope = 0;
                for (int i = 0; i < direction.length; i++) {
                    direction[i] /= Math.sqrt(length);
                    slope += direction[i] * gradient[i];
                }
                double best = Double.POSITIVE_INFINITY;
                for (double h : STEPS) {
                    double near = difference(forward, loss, parameters, tensor, direction, x, h);
                    double far = difference(forward, loss, parameters, tensor, direction, x, 2 * h);
                    best = Math.min(best, Math.min(Math.abs(near - slope), Math.abs((4 * near - far) / 3 - slope)));
                }
                // tensors of small gradients are measured against the whole: the noise of the loss is the same for all
                double allowed = (name.toLowerCase(Locale.ROOT).contains("relu") ? KINKED : TOLERANCE)
                        * Math.max(norm, 0.03 * Math.sqrt(whole));
                assertTrue(best <= allowed, tensor + ": slope " + slope + " is off by " + best + ", of " + norm);
            }
        }
    }

    /** {@code (loss(h) - loss(-h)) / 2 h}. */
    private static double difference(
            Executor forward,
            Node loss,
            Parameters parameters,
            String tensor,
            double[] direction,
            float[][] x,
            double h) {
        float[] before = parameters.get(tensor);
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            float[] moved = before.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += (float) ((side == 0 ? h : -h) * direction[i]);
            }
            parameters.set(tensor, moved);
            losses[side] = run(forward, loss, x);
        }
        parameters.set(tensor, before);
        return (losses[0] - losses[1]) / (2 * h);
    }

    private static double run(Executor executor, Node loss, float[][] x) {
        List<Input> inputs = Input.of(loss.graph());
        Feed feed = (input, row, to, at) -> {
            int size = loss.graph().inputs().get(input).shape().size();
            for (int i = 0; i < size; i++) {
                to[at + i] = switch (inputs.get(input)) {
                    case WEIGHT -> 0.7f;
                    case CONDITION -> (row + i) % 3 == 0 ? 1 : 0;
                    default -> x[row][i];
                };
            }
        };
        executor.run(feed, x.length, 11, 2, 0);
        double sum = 0;
        for (int row = 0; row < x.length; row++) {
            sum += executor.value(loss, row, 0);
        }
        return sum / x.length;
    }

    private static double square(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += (double) v * v;
        }
        return sum;
    }
}
