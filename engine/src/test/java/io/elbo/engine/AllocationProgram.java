package io.elbo.engine;

import com.sun.management.ThreadMXBean;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.ExecutorTest;
import io.elbo.engine.kernel.KernelChoice;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;

/**
 * Trains a small program and prints the fewest bytes that a step allocated. {@link ExecutorTest} runs it in a separate virtual
 * machine, because the result depends on what else the JIT compiler has compiled.
 */
public final class AllocationProgram {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int STEPS = 50;

    private AllocationProgram() {}

    /**
     * Trains until a step allocates few bytes, or some seconds have passed.
     *
     * @param arguments the greatest norm of the gradients; the number of bytes that counts as few; the name of the program
     */
    public static void main(String[] arguments) throws InterruptedException {
        Nets.Net net = switch (arguments[2]) {
            case "sparse" -> Nets.sparse();
            case "draws" -> Nets.draws(7, true);
            default -> Nets.convolutional();
        };
        long least = Long.MAX_VALUE;
        long little = Long.parseLong(arguments[1]);
        try (Workers workers = Workers.of(2)) {
            Executor executor = Executor.training(
                    net.loss(),
                    List.of(),
                    net.parameters(1),
                    new Optimizer.Adam(),
                    Double.parseDouble(arguments[0]),
                    40,
                    workers);
            Feed feed = Nets.feed(net, 1);
            long end = System.nanoTime() + 6_000_000_000L;
            KernelChoice.warmUp();
            while (KernelChoice.vector() != null && KernelChoice.current() != KernelChoice.vector()) {
                Thread.sleep(5);
            }
            for (int step = 1; least > little * STEPS && System.nanoTime() < end; ) {
                long before = allocated();
                for (int i = 0; i < STEPS; i++) {
                    executor.train(feed, 40, 1, step++, 1e-3);
                }
                least = Math.min(least, allocated() - before);
            }
        }
        System.out.println(least / STEPS);
    }

    /** Returns the bytes that this thread and all workers have allocated so far. */
    private static long allocated() {
        long sum = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("elbo-worker-")) {
                sum += Math.max(0, THREADS.getThreadAllocatedBytes(thread.getThreadId()));
            }
        }
        // last, because querying the other threads allocates
        return sum + THREADS.getCurrentThreadAllocatedBytes();
    }
}
