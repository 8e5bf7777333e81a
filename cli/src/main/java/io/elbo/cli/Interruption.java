package io.elbo.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Lets work end in order on Ctrl-C or a termination signal: it is told, and given time to save. The exit code is then
 * 130 or 143, as for any command that a signal ended.
 */
final class Interruption {
    private static final long PATIENCE_SECONDS = 120;

    private static volatile boolean requested;
    private static volatile boolean heeded;

    private Interruption() {}

    /** Whether the user wants the work to end. */
    static boolean requested() {
        return requested;
    }

    /** Says that the work which now begins asks {@link #requested} and will end by itself. */
    static void heed() {
        heeded = true;
    }

    /** Runs work; a signal meanwhile is passed on to it, if it heeds signals, and waits for its end. */
    static int guard(IntSupplier work) {
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            requested = true;
            // at the end of each run too, when there is nothing left to wait for
            if (!heeded || done.getCount() == 0) {
                return;
            }
            System.err.println((Terminal.Stream.ERR.interactive() ? "\n" : "") + "elbo: stopping after this step");
            try {
                if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    System.err.println("elbo: gave up waiting for the current step; the last checkpoint is as it was");
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
