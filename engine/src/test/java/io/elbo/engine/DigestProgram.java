package io.elbo.engine;

import io.elbo.engine.kernel.KernelChoice;

/** Trains small programs and prints the digests of their parameters. {@link SameBitsTest} runs it in different virtual machines. */
public final class DigestProgram {
    private DigestProgram() {}

    /** Prints one line for the kernels that ran, then one line for each digest. */
    public static void main(String[] arguments) throws InterruptedException {
        String atFirst = digests(2);
        KernelChoice.warmUp();
        long end = System.nanoTime() + 20_000_000_000L;
        while (KernelChoice.vector() != null && KernelChoice.current() != KernelChoice.vector()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the vector kernels do not warm up");
            }
            Thread.sleep(5);
        }
        System.out.println(KernelChoice.describe());
        System.out.println(atFirst);
        System.out.println(digests(1));
    }

    static String digests(int threads) {
        return Nets.train(Nets.sparse(), new Optimizer.Adam(), 0, 3, 37, 37, threads)
                + " "
                + Nets.train(Nets.dense(), new Optimizer.Adam(), 0, 3, 21, 21, threads)
                + " "
                + Nets.train(Nets.dense(), new Optimizer.Sgd(0.9), 0.5, 3, 21, 21, threads)
                + " "
                + Nets.train(Nets.convolutional(), new Optimizer.AdamW(), 0, 3, 13, 13, threads)
                + " "
                + Nets.train(Nets.coupled(29), new Optimizer.Adam(), 0, 3, 21, 29, threads)
                + " "
                + Nets.train(Nets.draws(7, true), new Optimizer.Adam(), 0, 3, 21, 21, threads);
    }
}
