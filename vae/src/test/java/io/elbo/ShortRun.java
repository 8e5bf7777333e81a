package io.elbo;

import io.elbo.engine.kernel.KernelChoice;
import io.elbo.layer.Activation;
import io.elbo.layer.Dense;
import io.elbo.model.Bernoulli;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.training.TrainingListener;
import java.util.List;

/** Trains a small model for six steps: run by {@link SameBitsTest} in a virtual machine that has vectors. */
public final class ShortRun {
    static final String NONE = "no vector kernels";

    private ShortRun() {}

    /** Waits until the vector kernels run, and prints them and the digests by one thread and by two; or that there are none. */
    public static void main(String[] arguments) throws InterruptedException {
        if (KernelChoice.vector() == null) {
            System.out.println(NONE);
            return;
        }
        KernelChoice.warmUp();
        while (KernelChoice.current() != KernelChoice.vector()) {
            Thread.sleep(1);
        }
        System.out.println(KernelChoice.describe());
        System.out.println(digest(1));
        System.out.println(digest(2));
    }

    /** Of the weights. Products and rows are wider than vectors, and no whole number of these. */
    static String digest(int threads) {
        VaeSpec spec = new VaeSpec(
                List.of(41),
                List.of(new Dense(37), new Activation(Activation.Function.TANH)),
                3,
                List.of(new Dense(35), new Activation(Activation.Function.RELU), new Dense(41)),
                new Bernoulli());
        Training training = Training.defaults()
                .withEpochs(2)
                .withBatch(16)
                .withValidation(0, 0)
                .withSeed(4);
        return Trainer.fit(spec, Tiny.rows(48, 41, 2), training, TrainingListener.NONE, threads)
                .digest();
    }
}
