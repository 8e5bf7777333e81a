package io.elbo.studio;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.data.DataException;
import io.elbo.layer.Conv;
import io.elbo.layer.Dense;
import io.elbo.run.RunData;
import io.elbo.run.RunDirectory;
import io.elbo.run.RunFolder;
import io.elbo.run.RunStatus;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import io.elbo.table.TableRun;
import io.elbo.table.TableSpec;
import io.elbo.table.TableTraining;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Summarises runs for the list of runs. Summaries are cached by the state of the run's files, so thousands of runs list quickly. */
final class Summaries {
    private static final int KEPT = 20_000;
    private static final int SPARK = 60;
    private static final int MOST_NAMES = 200;
    private static final int LOG_BYTES = 16_384;

    private final RunList runs;
    private final RunMetrics metrics;
    private final Recent<Key, Map<String, Object>> kept = new Recent<>(KEPT);

    /** The state of the files that a summary is made from. */
    private record Key(
            StudioRun run, FileState metrics, FileState status, FileState model, FileState spec, FileState data) {
        static Key of(StudioRun run) {
            return new Key(
                    run,
                    state(run, "metrics.csv"),
                    state(run, "status.json"),
                    state(run, "model.safetensors"),
                    state(run, "spec.json"),
                    state(run, "data.json"));
        }

        private static FileState state(StudioRun run, String file) {
            return FileState.of(run.folder().resolve(file));
        }

        long changed() {
            return Math.max(Math.max(metrics.time(), status.time()), Math.max(model.time(), spec.time()));
        }
    }

    Summaries(RunList runs, RunMetrics metrics) {
        this.runs = runs;
        this.metrics = metrics;
    }

    List<Map<String, Object>> all() {
        return runs.all().stream().map(this::of).toList();
    }

    Map<String, Object> of(StudioRun run) {
        Key key = Key.of(run);
        Map<String, Object> summary = kept.get(key);
        if (summary == null) {
            Optional<List<EpochMetrics>> epochs = epochs(run);
            summary = make(key, epochs.orElse(List.of()));
            if (epochs.isPresent()) {
                kept.put(key, summary);
            }
        }
        summary = new LinkedHashMap<>(summary);
        // the files' states do not show whether a training is still running
        summary.put("state", state(run));
        summary.put("canResume", canResume(run));
        return summary;
    }

    /** Returns the status of the run's training, from its folder or from the process that this studio started. */
    RunStatus status(StudioRun run) {
        Optional<RunStatus> told = told(run);
        if (told.isPresent() && told.get().state() != RunStatus.State.INTERRUPTED) {
            return told.get();
        }
        if (runs.isAlive(run)) {
            return told.map(s -> s.with(RunStatus.State.TRAINING, null)).orElse(bare(RunStatus.State.TRAINING, null));
        }
        if (told.isPresent()) {
            return told.get();
        }
        return run.hasModel()
                ? bare(RunStatus.State.FINISHED, null)
                : bare(RunStatus.State.FAILED, complaint(run).orElse("the training process ended without a model"));
    }

    private static Optional<RunStatus> told(StudioRun run) {
        try {
            return RunFolder.status(run.folder());
        } catch (DataException e) {
            return Optional.of(bare(RunStatus.State.FAILED, Problem.line(e.getMessage())));
        }
    }

    private static RunStatus bare(RunStatus.State state, String message) {
        return new RunStatus(state, 0, 0, 0, 0, 0, 0, null, null, message == null ? "starting" : null, message);
    }

    String state(StudioRun run) {
        return word(status(run));
    }

    private static String word(RunStatus status) {
        return status.state().name().toLowerCase(Locale.ROOT);
    }

    /** Returns the error of a training that refused to start: the last error line that the command wrote to its log. */
    static Optional<String> complaint(StudioRun run) {
        Path log = run.log();
        if (!Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (var in = Files.newByteChannel(log)) {
            in.position(Math.max(0, in.size() - LOG_BYTES));
            var bytes = java.nio.ByteBuffer.allocate(LOG_BYTES);
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {
                // to the end
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> line.startsWith("elbo: ")
                            && !line.startsWith("elbo: note: ")
                            && !line.startsWith("elbo: warning: "))
                    .reduce((a, b) -> b)
                    .map(line -> Problem.line(line.substring("elbo: ".length())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Map<String, Object> make(Key key, List<EpochMetrics> epochs) {
        StudioRun run = key.run;
        Optional<RunData> data = data(run);
        Optional<RunSpec> spec = spec(run);
        Optional<RunStatus> told = told(run);
        boolean table = data.map(RunData::table).orElse(key.spec.exists() ? false : isTable(run));
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("id", run.id());
        summary.put("name", run.name());
        summary.put("kind", table ? "table" : "image");
        summary.put("data", data.map(d -> lastPart(d.data())).orElse(null));
        summary.put(
                "model",
                table
                        ? tableSpec(run).map(s -> phrase(s.model())).orElse("VAE of a table")
                        : spec.map(Summaries::phrase).orElse(null));
        summary.put(
                "latent",
                spec.map(s -> s.model().latent())
                        .or(() -> tableSpec(run).map(s -> s.model().latent()))
                        .orElse(null));
        summary.put("state", null);
        summary.put(
                "epochs", epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).epoch());
        summary.put(
                "epochsWanted",
                told.map(RunStatus::epochs)
                        .filter(n -> n > 0)
                        .or(() -> spec.map(
                                s -> s.training() == null ? 0 : s.training().epochs()))
                        .orElse(0));
        summary.put("best", best(told.map(RunStatus::best).orElse(null), epochs));
        summary.put("spark", spark(epochs));
        summary.put("changed", key.changed());
        return summary;
    }

    private static boolean canResume(StudioRun run) {
        boolean begun = Files.isRegularFile(run.folder().resolve("checkpoint.safetensors"), LinkOption.NOFOLLOW_LINKS);
        // a run that ended before its first checkpoint starts again
        boolean lost =
                RunDirectory.leftWithoutCheckpoint(run.folder()) && spec(run).isPresent();
        boolean resumable = isTable(run)
                ? tableSpec(run).isPresent() && TableRun.canResume(run.folder())
                : begun && spec(run).isPresent() || lost;
        return resumable && data(run).isPresent();
    }

    private static boolean isTable(StudioRun run) {
        return Files.exists(run.folder().resolve("schema.json"), LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns the epochs of a run, or empty while they are being read. */
    private Optional<List<EpochMetrics>> epochs(StudioRun run) {
        try {
            return metrics.quickly(run);
        } catch (DataException e) {
            return Optional.of(List.of());
        } catch (Problem e) {
            return Optional.empty(); // too many jobs are waiting
        }
    }

    static Optional<RunData> data(StudioRun run) {
        try {
            return RunFolder.data(run.folder());
        } catch (DataException e) {
            return Optional.empty();
        }
    }

    static Optional<RunSpec> spec(StudioRun run) {
        return spec(run, RunSpec::read);
    }

    /** Returns the parts of a table's model and their training settings, if the run's folder records them. */
    static Optional<TableSpec> tableSpec(StudioRun run) {
        return spec(run, TableSpec::read);
    }

    private static <T> Optional<T> spec(StudioRun run, Function<Path, T> reader) {
        Path file = run.folder().resolve("spec.json");
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(reader.apply(file))
                    : Optional.empty();
        } catch (DataException e) {
            return Optional.empty();
        }
    }

    private static String lastPart(String data) {
        return data.replaceFirst("/+$", "").replaceFirst(".*[/\\\\]", "");
    }

    private static String phrase(RunSpec run) {
        JsonNode likelihood =
                JsonText.tree(run.model().toJson()).path("likelihood").path("type");
        boolean conv = run.model().encoder().stream().anyMatch(layer -> layer instanceof Conv);
        String kind = run.model().posterior().random() ? "VAE" : "autoencoder";
        String units = run.model().encoder().stream()
                .map(layer -> layer instanceof Dense dense
                        ? dense.units() + "-"
                        : layer instanceof Conv convolution ? convolution.channels() + "-" : "")
                .collect(Collectors.joining());
        return (conv ? "convolutional " : "") + kind + " " + units + run.model().latent() + ", "
                + likelihood.asText("").replace('_', ' ');
    }

    private static String phrase(TableTraining run) {
        return "VAE "
                + run.hidden().stream().map(units -> units + "-").collect(Collectors.joining())
                + run.latent() + " of a table";
    }

    /** Returns the epoch whose weights the run kept. If the run does not record it, returns the epoch with the highest ELBO. */
    private static Map<String, Object> best(RunStatus.Best told, List<EpochMetrics> epochs) {
        RunStatus.Best best = told != null
                ? told
                : epochs.stream()
                        .filter(m -> Double.isFinite(m.score()))
                        .max(Comparator.comparingDouble(EpochMetrics::score))
                        .map(m -> new RunStatus.Best(m.epoch(), m.score()))
                        .orElse(null);
        return best == null
                ? null
                : Map.of(
                        "epoch",
                        best.epoch(),
                        "elbo",
                        best.score(),
                        "validation",
                        epochs.stream().anyMatch(m -> m.validation() != null));
    }

    private static double[] spark(List<EpochMetrics> epochs) {
        int n = Math.min(SPARK, epochs.size());
        return IntStream.range(0, n)
                .map(i -> n == 1 ? 0 : (int) ((long) i * (epochs.size() - 1) / (n - 1)))
                .mapToDouble(i -> epochs.get(i).score())
                .toArray();
    }

    /** Returns the names of a run's files, up to a limit. */
    static List<String> files(StudioRun run) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(run.folder())) {
            for (Path file : files) {
                if (names.size() < MOST_NAMES && !file.getFileName().toString().startsWith(".")) {
                    names.add(file.getFileName().toString());
                }
            }
        } catch (IOException e) {
            // the run was deleted meanwhile
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }
}
