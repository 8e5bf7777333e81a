package io.elbo.studio;

import io.elbo.data.DataException;
import io.elbo.run.RunStatus;
import io.elbo.spec.EpochMetrics;
import io.javalin.http.sse.SseClient;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Polls a run's folder on one thread for all listeners, for as long as there are any. */
final class RunWatch implements Runnable {
    private static final long BETWEEN_MILLIS = 1000;
    private static final long ALIVE_NANOS = 10_000_000_000L;
    /** The most epochs to resend after a lost connection. A page that missed more requests the curves again. */
    private static final int MOST_MISSED = 2000;

    private final StudioRun run;
    private final Summaries summaries;
    private final RunMetrics metrics;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    RunWatch(StudioRun run, Summaries summaries, RunMetrics metrics) {
        this.run = run;
        this.summaries = summaries;
        this.metrics = metrics;
    }

    /** A listening page and what it has been sent. */
    private static final class Listener {
        private final SseClient client;
        private String status = "";
        private String model;
        /** The last epoch that the page knows; negative until the first poll sets it. */
        private int epoch;

        private long told = System.nanoTime();

        Listener(SseClient client, int epoch) {
            this.client = client;
            this.epoch = epoch;
        }

        void send(String event, Object data, String id) {
            client.sendEvent(event, JsonText.text(data), id);
            told = System.nanoTime();
        }
    }

    /** @param after the last epoch that the page knows; negative if it wants only future epochs */
    void add(SseClient client, int after) {
        Listener listener = new Listener(client, after);
        client.onClose(() -> listeners.remove(listener));
        listeners.add(listener);
        synchronized (this) {
            notifyAll();
        }
    }

    boolean isHeard() {
        return !listeners.isEmpty();
    }

    int count() {
        return listeners.size();
    }

    @Override
    public void run() {
        try {
            while (isHeard()) {
                look();
                synchronized (this) {
                    wait(BETWEEN_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listeners.forEach(listener -> listener.client.close());
            listeners.clear();
        }
    }

    private void look() {
        if (!Files.isDirectory(run.folder(), LinkOption.NOFOLLOW_LINKS)) {
            listeners.forEach(listener -> listener.client.close());
            listeners.clear();
            return;
        }
        RunStatus status;
        List<EpochMetrics> epochs;
        List<double[]> latents;
        try {
            status = summaries.status(run);
            epochs = metrics.epochs(run);
            latents = metrics.latents(run);
        } catch (DataException | java.io.UncheckedIOException e) {
            return; // a file that cannot be read now may be complete at the next poll
        }
        boolean training = status.state() == RunStatus.State.TRAINING;
        // a training writes the latents of an epoch after its metrics
        int ready = training && !latents.isEmpty() ? Math.min(epochs.size(), latents.size()) : epochs.size();
        String told = JsonText.text(StatusAnswer.of(status));
        FileState model = FileState.of(run.model());
        for (Listener listener : listeners) {
            tell(listener, told, epochs.subList(0, ready), latents, model);
        }
    }

    private static void tell(
            Listener listener, String status, List<EpochMetrics> epochs, List<double[]> latents, FileState model) {
        if (listener.client.terminated()) {
            return;
        }
        int last = epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).epoch();
        if (listener.epoch < 0) {
            listener.epoch = last;
        }
        if (listener.epoch < last) {
            int from = epochs.size();
            while (from > 0
                    && epochs.size() - from < MOST_MISSED
                    && epochs.get(from - 1).epoch() > listener.epoch) {
                from--;
            }
            for (int i = from; i < epochs.size(); i++) {
                EpochMetrics epoch = epochs.get(i);
                listener.send(
                        "epoch",
                        StatusAnswer.of(epoch, i < latents.size() ? latents.get(i) : null),
                        String.valueOf(epoch.epoch()));
            }
            listener.epoch = last;
        }
        String version = model.exists() ? model.version() : "";
        if (!version.equals(listener.model)) {
            boolean first = listener.model == null;
            listener.model = version;
            if (!first || model.exists()) {
                listener.send("model", Map.of("version", version), null);
            }
        }
        if (!status.equals(listener.status)) {
            listener.status = status;
            listener.client.sendEvent("status", status, null);
            listener.told = System.nanoTime();
        }
        if (System.nanoTime() - listener.told > ALIVE_NANOS) {
            listener.client.sendComment("still here");
            listener.told = System.nanoTime();
        }
    }
}
