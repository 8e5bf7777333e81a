package io.elbo.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A team of threads that runs one task at a time; the calling thread is part of it. Between tasks the other threads spin briefly,
 * then sleep. One program runs at a time; further callers wait.
 */
public final class Workers implements AutoCloseable {
    private static final int SPINS = 20_000;

    /** A task that each thread of the team runs once. */
    @FunctionalInterface
    public interface Work {
        /** Runs the part of one thread. */
        void run(int worker);
    }

    private final int threads;
    private final Thread[] others;
    private final AtomicInteger running = new AtomicInteger();
    private volatile Work work;
    private volatile int turn;
    private volatile boolean closed;
    private volatile Throwable failure;

    private Workers(int threads) {
        this.threads = threads;
        others = new Thread[threads - 1];
        for (int i = 0; i < others.length; i++) {
            int worker = i + 1;
            others[i] = new Thread(() -> serve(worker), "elbo-worker-" + worker);
            others[i].setDaemon(true);
            others[i].start();
        }
    }

    /** Creates a team of this many threads, including the caller. */
    public static Workers of(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("threads " + threads + ": must be 1 to 1024");
        }
        return new Workers(threads);
    }

    /** Returns the number of threads. */
    public int threads() {
        return threads;
    }

    /** Runs the work on every thread and waits for all. */
    public synchronized void run(Work next) {
        if (closed) {
            throw new IllegalStateException("these workers are closed");
        }
        failure = null;
        work = next;
        running.set(others.length);
        turn++;
        for (Thread other : others) {
            LockSupport.unpark(other);
        }
        attempt(next, 0);
        for (int spins = 0; running.get() > 0; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        if (failure != null) {
            rethrow(failure);
        }
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        throw new IllegalStateException(failure);
    }

    private void attempt(Work next, int worker) {
        try {
            next.run(worker);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void serve(int worker) {
        int seen = 0;
        while (true) {
            for (int spins = 0; turn == seen && !closed; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            if (closed) {
                return;
            }
            seen = turn;
            attempt(work, worker);
            running.decrementAndGet();
        }
    }

    /** Stops the threads after the current work. */
    @Override
    public synchronized void close() {
        closed = true;
        for (Thread other : others) {
            LockSupport.unpark(other);
        }
    }
}
