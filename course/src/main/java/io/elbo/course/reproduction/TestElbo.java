package io.elbo.course.reproduction;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.image.Images;
import io.elbo.engine.Optimizer;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.layer.Activation;
import io.elbo.layer.Initialization;
import io.elbo.model.Bernoulli;
import io.elbo.spec.Binarization;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.util.List;
import java.util.Locale;

/**
 * Reproduces figure 2 of Kingma and Welling: the test ELBO of MNIST with one hidden layer of 500 tanh units. The paper shows curves
 * without numbers. This reproduction omits the paper's small weight decay (a standard normal prior over the weights).
 */
record TestElbo(int latent) implements Reproduction {
    /** The epochs in 10^8 training samples, the end of the paper's axis. */
    private static final int FULL = 1667;

    private static final double RATE = 0.02;

    @Override
    public String name() {
        return "kingma-welling-" + latent;
    }

    @Override
    public String what() {
        return "test ELBO of MNIST, 500 hidden units, " + latent + " latents";
    }

    @Override
    public String source() {
        return "Kingma and Welling 2013, Auto-Encoding Variational Bayes, figure 2 (curves only)";
    }

    @Override
    public String unit() {
        return "nats";
    }

    @Override
    public Double published() {
        return null;
    }

    @Override
    public String fullSchedule() {
        return FULL + " epochs (10^8 samples) of Adagrad at " + RATE + ", batches of 100, one draw of z";
    }

    @Override
    public Outcome run(Images train, Images test, Budget budget, int threads) {
        List<Integer> shape = List.of(
                train.shape().height(), train.shape().width(), train.shape().channels());
        VaeSpec spec = VaeSpec.dense(shape, List.of(500), latent, new Bernoulli(), Activation.Function.TANH)
                .withInitialization(Initialization.NORMAL);
        Training training = Training.defaults()
                .withOptimizer(new Optimizer.Adagrad(1e-10))
                .withLearningRate(RATE)
                .withValidation(0, 0)
                .withBinarization(Binarization.NONE);
        int epochs = budget.epochs(new RunSpec(spec, training), train, FULL, threads);
        Vae vae = Trainer.fit(spec, train, training.withEpochs(epochs), budget.listener(), threads);
        double ours = vae.evaluate(test, EvaluationOptions.defaults()).elbo().value();
        return Outcome.of(this, ours, budget, String.format(Locale.ROOT, "%d of %d epochs, grey pixels", epochs, FULL));
    }
}
