package io.elbo.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Lets work end in an orderly way on Ctrl-C or a termination signal: the work is notified and has time to save. The exit code is then 130
 * or 143, as for any command that a signal ends.
 */
final class Interruption {
    private static final long PATIENCE_SECONDS = 120;

    private static volatile boolean requested;
    private static volatile boolean heeded;

    private Interruption() {}

    /** Returns whether the user wants the work to end. */
    static boolean requested() {
        return requested;
    }

    /** Declares that the work that starts now checks {@link #requested} and ends by itself. */
    static void heed() {
        heeded = true;
    }

    /** Runs work. If the work heeds signals, a signal is passed on to it, and the process waits for its end. */
    static int guard(IntSupplier work) {
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            requested = true;
            // the hook also runs at a normal exit, when there is nothing left to wait for
            if (!heeded || done.getCount() == 0) {
                return;
            }
            System.err.println((Terminal.Stream.ERR.interactive() ? "\n" : "") + "elbo: stopping after this step");
            try {
                if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    System.err.println("elbo: gave up waiting for the current step; the last checkpoint is unchanged");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.getAsInt();
        } finally {
            done.countDown();
        }
    }
}
