package io.elbo.course.reproduction;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.image.Images;
import io.elbo.engine.Optimizer;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.layer.Activation;
import io.elbo.layer.Dense;
import io.elbo.layer.Initialization;
import io.elbo.layer.Layer;
import io.elbo.model.AnalyticElbo;
import io.elbo.model.Bernoulli;
import io.elbo.model.ImportanceWeighted;
import io.elbo.model.Objective;
import io.elbo.spec.Binarization;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.util.List;
import java.util.Locale;

/**
 * Reproduces table 1 of Burda et al.: {@code -ln p(x)} of MNIST's test images, with one stochastic layer of 50 latents and two hidden
 * layers of 200 tanh units. The images are binarized again on each reading.
 *
 * @param samples the number of samples k of the bound; 1 is the VAE
 */
record TestLogLikelihood(String name, int samples, Double published) implements Reproduction {
    /** 1 + 3 + 9 + ... + 3^7. */
    private static final int FULL = 3280;

    private static final int DRAWS = 5000;
    /** The approximate number of test rows, with all draws, that can be measured in a minute. */
    private static final int ROWS_A_MINUTE = 1000;

    @Override
    public String what() {
        return "-ln p(x) of MNIST's test images, 784-200-200-50, "
                + (samples == 1 ? "VAE" : "IWAE with k = " + samples);
    }

    @Override
    public String source() {
        return "Burda, Grosse and Salakhutdinov 2016, Importance Weighted Autoencoders, table 1";
    }

    @Override
    public String unit() {
        return "nats";
    }

    @Override
    public String fullSchedule() {
        return FULL + " epochs of Adam from 0.001, times 10^(-1/7) after 1, 3, 9, ... 3^6 more, batches of 20, " + DRAWS
                + " draws of z per test image";
    }

    @Override
    public Outcome run(Images train, Images test, Budget budget, int threads) {
        Activation tanh = new Activation(Activation.Function.TANH);
        List<Layer> hidden = List.of(new Dense(200), tanh, new Dense(200), tanh);
        List<Layer> decoder = List.of(new Dense(200), tanh, new Dense(200), tanh, new Dense(train.width()));
        List<Integer> shape = List.of(
                train.shape().height(), train.shape().width(), train.shape().channels());
        VaeSpec spec =
                new VaeSpec(shape, hidden, 50, decoder, new Bernoulli()).withInitialization(Initialization.XAVIER);
        Objective objective = samples == 1 ? new AnalyticElbo(1) : new ImportanceWeighted(samples, false);
        Training training = Training.defaults()
                .withBatch(20)
                .withOptimizer(new Optimizer.Adam(0.9, 0.999, 1e-4))
                .withLearningRate(1e-3)
                .withSchedule(new Schedule.Stages(8, 3, Math.pow(10, -1.0 / 7)), 0)
                .withObjective(objective)
                .withBinarization(Binarization.DYNAMIC)
                .withValidation(0, 0);
        int epochs = budget.epochs(new RunSpec(spec, training), train, FULL, threads);
        Vae vae = Trainer.fit(spec, train, training.withEpochs(epochs), budget.listener(), threads);
        Images measured = budget.minutes() == null
                ? test
                : test.limit((int) Math.max(100, Math.min(test.count(), budget.minutes() * ROWS_A_MINUTE / 5)));
        double ours =
                -vae.evaluate(measured, new EvaluationOptions(DRAWS, null, 1)).logLikelihood();
        String schedule = String.format(
                Locale.ROOT,
                "%d of %d epochs, %d of %d test images, %d draws each",
                epochs,
                FULL,
                measured.count(),
                test.count(),
                DRAWS);
        return Outcome.of(this, ours, budget, schedule);
    }
}
