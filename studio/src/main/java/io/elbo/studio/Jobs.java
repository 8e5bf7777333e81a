package io.elbo.studio;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs long jobs one after another on one thread and keeps the most recent results. */
final class Jobs implements AutoCloseable {
    private static final int KEPT = 12;
    private static final int MOST_WAITING = 8;
    /** A request waits this long for its job before it answers that the job is pending. */
    private static final long PATIENCE_MILLIS = 150;

    private final Recent<Object, Job<?>> jobs = new Recent<>(KEPT);
    private final ExecutorService executor =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), work -> {
                Thread thread = new Thread(work, "elbo-studio-work");
                thread.setDaemon(true);
                thread.setPriority(Thread.NORM_PRIORITY - 1);
                return thread;
            });

    /** Receives the progress of a job, from 0 to 1. Throws if the job should end. */
    @FunctionalInterface
    interface Progress {
        void at(double part);
    }

    /** A job's computation. */
    @FunctionalInterface
    interface Work<T> {
        T run(Progress progress);
    }

    private static final class Job<T> implements Runnable {
        private final Work<T> work;
        private volatile double progress;
        private T result;
        private RuntimeException failure;
        private boolean done;

        Job(Work<T> work) {
            this.work = work;
        }

        @Override
        public void run() {
            T made = null;
            RuntimeException why = null;
            try {
                made = work.run(part -> {
                    progress = part;
                    if (Thread.currentThread().isInterrupted()) {
                        throw Problem.notNow("the server is ending");
                    }
                });
            } catch (RuntimeException e) {
                why = e;
            } catch (OutOfMemoryError e) {
                why = Problem.notNow("there is not enough memory for this");
            } catch (Error e) {
                why = new IllegalStateException(e);
            }
            synchronized (this) {
                result = made;
                failure = why;
                done = true;
                notifyAll();
            }
        }

        synchronized T answer() {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            try {
                for (long left = until - System.nanoTime(); !done && left > 0; left = until - System.nanoTime()) {
                    wait(left / 1_000_000 + 1);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!done) {
                throw new Pending(progress);
            }
            if (failure != null) {
                throw failure;
            }
            return result;
        }

        synchronized boolean failed() {
            return failure != null;
        }
    }

    /**
     * Returns the result of a job. Starts the job if it is not known yet, and waits briefly.
     *
     * @param key equal for equal jobs; its class identifies the kind of job
     * @throws Pending if the job is not done yet
     */
    @SuppressWarnings("unchecked") // a key's work has one type
    <T> T get(Record key, Work<T> work) {
        Job<T> job;
        synchronized (jobs) {
            job = (Job<T>) jobs.get(key);
            if (job == null) {
                job = new Job<>(work);
                try {
                    executor.execute(job);
                } catch (RejectedExecutionException e) {
                    throw Problem.notNow("too many jobs are waiting; try again later");
                }
                jobs.put(key, job);
            }
        }
        try {
            return job.answer();
        } finally {
            if (job.failed()) {
                jobs.remove(key); // the data may exist the next time
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
