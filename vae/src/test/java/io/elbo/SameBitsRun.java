package io.elbo;

import io.elbo.engine.Optimizer;
import io.elbo.engine.execution.Platform;
import io.elbo.engine.kernel.KernelChoice;
import io.elbo.rows.RowsDigest;
import io.elbo.spec.Binarization;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import io.elbo.training.TrainingListener;

/** Trains two small models and prints what they end in: run by {@link SameBitsTest} in virtual machines of other kinds. */
public final class SameBitsRun {
    private SameBitsRun() {}

    /** Kernels, digest of the data, then digests of models; the last ones by the vector kernels where there are any. */
    public static void main(String[] arguments) throws InterruptedException {
        int threads = Integer.parseInt(arguments[0]);
        System.out.println(Platform.kernels());
        System.out.println(digests(threads));
        long end = System.nanoTime() + 20_000_000_000L;
        while (KernelChoice.vector() != null
                && KernelChoice.current() != KernelChoice.vector()
                && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        System.out.println(digests(threads));
    }

    static String digests(int threads) {
        Training training = new Training(
                2,
                16,
                new Optimizer.Adam(),
                0.01,
                new Schedule.Cosine(0.2),
                2,
                1,
                null,
                Binarization.DYNAMIC,
                null,
                0.2,
                0,
                4);
        Vae dense = Trainer.fit(Tiny.dense(), Tiny.rows(50, 7, 2), training, TrainingListener.NONE, threads);
        Vae conv = Trainer.fit(
                Tiny.convolutional(),
                Tiny.rows(40, 35, 3),
                training.withBinarization(Binarization.NONE).withClipNorm(0),
                TrainingListener.NONE,
                threads);
        String use = RowsDigest.of(io.elbo.data.FloatRows.of(conv.reconstruct(Tiny.rows(70, 35, 4))));
        return dense.digest() + " " + conv.digest() + " " + use;
    }
}
