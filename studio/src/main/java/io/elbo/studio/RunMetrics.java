package io.elbo.studio;

import io.elbo.run.RunHistory;
import io.elbo.spec.Elbo;
import io.elbo.spec.EpochMetrics;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Reads the training curves of runs. */
final class RunMetrics {
    /** The number of runs whose histories are kept. */
    private static final int KEPT = 64;

    private static final int MOST_EPOCHS = 1_500_000;
    /** A file with more unread bytes than this is read in the background, so that the list of runs does not wait for it. */
    private static final long QUICK_BYTES = 4 << 20;

    private static final int LEAST = 4;
    private static final int USUAL = 1000;
    private static final int MOST = 10_000;

    private final Recent<Path, RunHistory> histories = new Recent<>(KEPT, MOST_EPOCHS, RunHistory::size);
    private final Jobs jobs;

    private record Reading(FileState file) {}

    RunMetrics(Jobs jobs) {
        this.jobs = jobs;
    }

    List<EpochMetrics> epochs(StudioRun run) {
        return history(run).epochs();
    }

    private RunHistory history(StudioRun run) {
        return histories.get(run.folder(), RunHistory::new);
    }

    /** Returns the epochs of a run, or empty while a long file is being read. */
    Optional<List<EpochMetrics>> quickly(StudioRun run) {
        RunHistory history = history(run);
        if (history.unread() > QUICK_BYTES) {
            try {
                Path metrics = run.folder().resolve("metrics.csv");
                jobs.get(
                        new Reading(FileState.of(metrics)),
                        progress -> history.epochs().size());
            } catch (Pending e) {
                return Optional.empty();
            }
        }
        return Optional.of(history.epochs());
    }

    List<double[]> latents(StudioRun run) {
        return history(run).latents();
    }

    /** Returns the answer to {@code metrics}. */
    Map<String, Object> curves(StudioRun run, Integer points) {
        List<EpochMetrics> all = epochs(run);
        boolean validated = all.stream().anyMatch(m -> m.validation() != null);
        int[] kept = Thinning.of(
                all.size(),
                points(points),
                i -> all.get(i).train().value(),
                i -> all.get(i).validation() == null
                        ? Double.NaN
                        : all.get(i).validation().value());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("total", all.size());
        answer.put("epoch", IntStream.of(kept).map(i -> all.get(i).epoch()).toArray());
        answer.put("step", IntStream.of(kept).mapToLong(i -> all.get(i).step()).toArray());
        answer.put(
                "seconds",
                IntStream.of(kept).mapToDouble(i -> all.get(i).seconds()).toArray());
        answer.put("train", terms(all, kept, EpochMetrics::train));
        answer.put("validation", validated ? terms(all, kept, EpochMetrics::validation) : null);
        return answer;
    }

    private static Map<String, double[]> terms(List<EpochMetrics> all, int[] kept, Function<EpochMetrics, Elbo> which) {
        Elbo[] terms =
                Arrays.stream(kept).mapToObj(i -> which.apply(all.get(i))).toArray(Elbo[]::new);
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("elbo", column(terms, Elbo::value));
        columns.put("reconstruction", column(terms, Elbo::reconstruction));
        columns.put("kl", column(terms, Elbo::kl));
        return columns;
    }

    private static double[] column(Elbo[] terms, Function<Elbo, Double> value) {
        return Arrays.stream(terms)
                .mapToDouble(t -> t == null ? Double.NaN : value.apply(t))
                .toArray();
    }

    /** Returns the answer to {@code latents}. The epochs are thinned evenly, as for the columns of an image. */
    Map<String, Object> strip(StudioRun run, Integer points) {
        List<double[]> all = latents(run);
        List<EpochMetrics> metrics = epochs(run);
        int most = Math.min(all.size(), points(points));
        int[] kept = IntStream.range(0, most)
                .map(i -> most == 1 ? 0 : (int) ((long) i * (all.size() - 1) / (most - 1)))
                .toArray();
        return Map.of(
                "epoch",
                IntStream.of(kept)
                        .map(i -> i < metrics.size() ? metrics.get(i).epoch() : i + 1)
                        .toArray(),
                "kl",
                IntStream.of(kept).mapToObj(all::get).toList());
    }

    static int points(Integer points) {
        int wanted = points == null ? USUAL : points;
        if (wanted < LEAST || wanted > MOST) {
            throw Problem.wrong("points " + wanted + ": must be " + LEAST + " to " + MOST);
        }
        return wanted;
    }
}
