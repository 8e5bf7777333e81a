package io.elbo.parallel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/**
 * The number of threads that a computation may use. All of elbo asks here, in training and in inference; the number changes the speed,
 * never a result.
 *
 * <p>A caller sets the number for its own calls: {@code Threads.with(1, () -> model.score(rows))} computes on the calling thread alone,
 * as is right in a server or in a task of a cluster, whose threads are busy with other requests. Elsewhere the number is that of {@link
 * #setDefault}, of the system property {@code elbo.threads}, or of the processors. A loop within a loop runs on the thread that it is
 * in.
 */
public final class Threads {
    /** The greatest number of threads. */
    public static final int MOST = 1024;

    private static final String PROPERTY = "elbo.threads";
    /** Pieces that each thread claims of a loop, so that none waits long for another. */
    private static final int PIECES = 16;

    private static final int SPINS = 2000;
    private static final long PARK_NANOS = 50_000;

    private static final ThreadLocal<Integer> OWN = new ThreadLocal<>();
    private static final ThreadPoolExecutor POOL = pool();
    private static volatile int usual = usual();

    private Threads() {}

    private static ThreadPoolExecutor pool() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                MOST,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "elbo-parallel-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy()); // the caller does all that nobody helps with
    }

    private static int usual() {
        Integer set = Integer.getInteger(PROPERTY);
        return set == null ? Runtime.getRuntime().availableProcessors() : checked(set);
    }

    private static int checked(int threads) {
        if (threads < 1 || threads > MOST) {
            throw new IllegalArgumentException("threads " + threads + ": must be 1 to " + MOST);
        }
        return threads;
    }

    /** Returns the number of threads that a computation on this thread may use. */
    public static int count() {
        Integer own = OWN.get();
        return own == null ? usual : own;
    }

    /**
     * Sets the number for all threads of the process that have none of their own.
     *
     * @param threads 1 to {@value #MOST}
     */
    public static void setDefault(int threads) {
        usual = checked(threads);
    }

    /**
     * Computes with a number of threads.
     *
     * @param threads 1 to {@value #MOST}; 1 for the calling thread alone
     */
    public static <T> T with(int threads, Supplier<T> work) {
        Integer before = OWN.get();
        OWN.set(checked(threads));
        try {
            return work.get();
        } finally {
            if (before == null) {
                OWN.remove();
            } else {
                OWN.set(before);
            }
        }
    }

    /** Computes with a number of threads, as above. */
    public static void run(int threads, Runnable work) {
        with(threads, () -> {
            work.run();
            return null;
        });
    }

    /**
     * Calls work for each index from 0 up to a count, on {@link #count} threads in any order.
     *
     * @throws RuntimeException the first that a call threw; indices that no thread had begun are left out
     */
    public static void each(int count, IntConsumer work) {
        int threads = Math.min(count(), count);
        if (threads <= 1) {
            for (int i = 0; i < count; i++) {
                work.accept(i);
            }
            return;
        }
        Loop loop = new Loop(count, Math.max(1, count / (threads * PIECES)), work);
        for (int i = 1; i < threads; i++) {
            POOL.execute(loop);
        }
        loop.run();
        loop.await();
    }

    /** Returns the value of each index from 0 up to a count. */
    public static double[] doubles(int count, IntToDoubleFunction value) {
        double[] values = new double[count];
        each(count, i -> values[i] = value.applyAsDouble(i));
        return values;
    }

    /**
     * Returns the value of each index from 0 up to a count.
     *
     * @param array makes the array of a length
     */
    public static <T> T[] array(int count, IntFunction<T> value, IntFunction<T[]> array) {
        T[] values = array.apply(count);
        each(count, i -> values[i] = value.apply(i));
        return values;
    }

    /** Returns the value of each index from 0 up to a count, in a list that can be changed. */
    public static <T> List<T> list(int count, IntFunction<T> value) {
        List<T> values = new ArrayList<>(Collections.nCopies(count, null));
        each(count, i -> values.set(i, value.apply(i))); // no two threads set the same element
        return values;
    }

    /** A loop that several threads work on. */
    private static final class Loop implements Runnable {
        private final int count;
        private final int piece;
        private final IntConsumer work;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger inside = new AtomicInteger();
        private volatile Throwable failure;

        Loop(int count, int piece, IntConsumer work) {
            this.count = count;
            this.piece = piece;
            this.work = work;
        }

        @Override
        public void run() {
            // before anything is claimed: the caller does not leave while somebody works
            inside.incrementAndGet();
            Integer before = OWN.get();
            OWN.set(1);
            try {
                IntUnaryOperator claim = n -> Math.min(count, n + piece);
                for (int from = next.getAndUpdate(claim); from < count; from = next.getAndUpdate(claim)) {
                    int end = Math.min(count, from + piece);
                    for (int i = from; i < end; i++) {
                        work.accept(i);
                    }
                }
            } catch (RuntimeException | Error e) {
                if (failure == null) {
                    failure = e;
                }
                next.set(count);
            } finally {
                if (before == null) {
                    OWN.remove();
                } else {
                    OWN.set(before);
                }
                inside.decrementAndGet();
            }
        }

        void await() {
            for (int spins = 0; inside.get() > 0; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.parkNanos(PARK_NANOS);
                }
            }
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            if (failure instanceof Error e) {
                throw e;
            }
        }
    }
}
