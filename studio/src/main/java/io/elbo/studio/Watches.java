package io.elbo.studio;

import io.javalin.http.sse.SseClient;
import java.util.HashMap;
import java.util.Map;

/** Tracks which pages listen to which runs. */
final class Watches implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger("io.elbo.studio");
    private static final int MOST = 64;

    private final Summaries summaries;
    private final RunMetrics metrics;
    private final Map<StudioRun, RunWatch> watches = new HashMap<>();
    private final Map<StudioRun, Thread> threads = new HashMap<>();

    Watches(Summaries summaries, RunMetrics metrics) {
        this.summaries = summaries;
        this.metrics = metrics;
    }

    synchronized void add(StudioRun run, SseClient client, int after) {
        if (watches.values().stream().mapToInt(RunWatch::count).sum() >= MOST) {
            throw Problem.notNow("too many pages are already listening");
        }
        client.keepAlive();
        Thread thread = threads.get(run);
        RunWatch watch = watches.computeIfAbsent(run, r -> new RunWatch(r, summaries, metrics));
        watch.add(client, after);
        if (thread == null) {
            Thread started = new Thread(() -> watch(run, watch), "elbo-studio-watch");
            started.setDaemon(true);
            threads.put(run, started);
            started.start();
        }
    }

    private void watch(StudioRun run, RunWatch watch) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                watch.run();
            } catch (RuntimeException e) {
                // the listening pages reconnect by themselves
                LOGGER.log(System.Logger.Level.DEBUG, "a look at a run failed", e);
            }
            synchronized (this) {
                if (!watch.isHeard()) {
                    threads.remove(run);
                    watches.remove(run);
                    return;
                }
            }
        }
    }

    /** Returns the number of threads that poll folders. */
    synchronized int running() {
        return threads.size();
    }

    @Override
    public synchronized void close() {
        threads.values().forEach(Thread::interrupt);
    }
}
