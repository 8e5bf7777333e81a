package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.Images;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.formats.JdbcQuery;
import io.elbo.image.PcaModel;
import io.elbo.rows.Examples;
import io.elbo.run.RunDirectory;
import io.elbo.spec.Elbo;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.LikelihoodChoice;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.table.TableModel;
import io.elbo.table.TableRun;
import io.elbo.table.TableTraining;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo train}. */
@Command(
        name = "train",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Trains a model, and writes it with metrics and pictures to a run folder.",
            "The folder gets model.safetensors (the best weights), checkpoint.safetensors, spec.json, metrics.csv, "
                    + "reconstructions.png and curves.png; of a VAE samples.png and, if there are two latents, "
                    + "latent-grid.png. The same command gives the same weights on every machine.",
            "",
            "Ctrl-C ends the training after the current step; --resume goes on as if it had never stopped."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo train",
            "  ./elbo train --data mnist --latent 2 --epochs 20 --out runs/mnist-2d",
            "  ./elbo train --data pictures/ --resize 32x32 --architecture conv",
            "  ./elbo train --model autoencoder --data mnist --corrupt gaussian:0.3",
            "  ./elbo train --model autoencoder --data clean/ --pairs noisy/",
            "  ./elbo train --resume runs/mnist-2d --data mnist --epochs 40"
        })
final class TrainCommand implements Callable<Integer> {
    /** Flags that a resumed run may have; all else is as the run began. */
    private static final Set<String> WHEN_RESUMED = Set.of(
            "--resume",
            "--data",
            "--data-dir",
            "--resize",
            "--limit",
            "--leave-out",
            "--pairs",
            "--resize-pairs",
            "--background",
            "--white",
            "--broken",
            "--epochs",
            "--threads",
            "--save-every");

    /** Flags of what is computed exactly. */
    private static final Set<String> WHEN_EXACT = Set.of(
            "--model",
            "--latent",
            "--data",
            "--data-dir",
            "--resize",
            "--limit",
            "--background",
            "--white",
            "--broken",
            "--out");

    private static final int MOST_THREADS = 1024;
    private static final int MOST_SECONDS = 1_000_000;
    private static final List<String> FILES = List.of(
            "model.safetensors", "metrics.csv", "samples.png", "reconstructions.png", "latent-grid.png", "curves.png");

    @Mixin(name = "Data")
    private TrainingDataOptions data;

    @Mixin(name = "Model")
    private ModelOptions model;

    @Mixin(name = "Training")
    private TrainingOptions training;

    @Mixin(name = "Table")
    private TableTrainingOptions table;

    @Mixin(name = "Run")
    private RunOptions run;

    @Mixin(name = "Help")
    private HelpOption help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    /** Where a run is, and how it is carried out. */
    static final class RunOptions {
        @Option(names = "--out", paramLabel = "DIR", description = "The run folder. Default: runs/DATA-1, -2, ...")
        private Path out;

        @Option(
                names = "--spec",
                paramLabel = "FILE",
                description =
                        "Take the model, and how to train it, from the spec.json of a run; training flags go first.")
        private Path spec;

        @Option(
                names = "--resume",
                paramLabel = "DIR",
                description = "Go on with the run in this folder, on the same data; --epochs N makes it longer.")
        private Path resume;

        @Option(
                names = "--save-every",
                paramLabel = "SECONDS",
                description = "Time between checkpoints; 0 saves after each step. Default: 10")
        private double saveEvery = 10;

        @Option(
                names = "--threads",
                paramLabel = "T",
                description = "Changes the speed, never the result. Default: all processors")
        private Integer threads;
    }

    /** The flags in sections, as there are many: one for each mixin, under its name. */
    static String flags(CommandLine.Help help) {
        StringBuilder text = new StringBuilder();
        help.commandSpec().mixins().forEach((name, mixin) -> {
            CommandLine.Help.Layout layout = help.createDefaultLayout();
            mixin.options().stream()
                    .sorted(Comparator.comparingInt(OptionSpec::order))
                    .forEach(option -> layout.addOption(option, help.parameterLabelRenderer()));
            text.append(System.lineSeparator()).append(name).append(':').append(System.lineSeparator());
            text.append(layout);
        });
        return text.toString();
    }

    @Override
    public Integer call() {
        checkFlags();
        if (data.table().isPresent()) {
            trainTable(data.table().get());
            return 0;
        }
        RunDirectory.Options options = new RunDirectory.Options(
                run.threads == null ? Runtime.getRuntime().availableProcessors() : run.threads,
                Duration.ofMillis(Math.round(run.saveEvery * 1000)),
                data.given());
        if (run.resume != null) {
            resume(options);
        } else if (model.exact()) {
            compute();
        } else {
            begin(options);
        }
        return 0;
    }

    private void trainTable(String file) {
        Optional<TableTraining> spec = Optional.ofNullable(run.spec).map(TableTraining::read);
        TableRun.Table read = table.read(file, data.most(), command);
        read.tooFew().ifPresent(Say::warning);
        Path folder = run.out == null
                ? unused(
                        file.equals(TableFiles.STANDARD) || JdbcQuery.isUrl(file)
                                ? "table" // a URL may have a password in it
                                : Path.of(file).getFileName().toString().replaceFirst("\\..*", ""))
                : run.out;
        int threads = run.threads == null ? Runtime.getRuntime().availableProcessors() : run.threads;
        try (ProgressPrinter progress = new ProgressPrinter(System.err, folder)) {
            TableModel trained = usage(() -> TableRun.train(
                    folder,
                    read,
                    data.given(file, table.options(command)),
                    suited -> {
                        TableTraining given = spec.orElse(suited);
                        return model.on(given.withTraining(training.on(given.training())));
                    },
                    progress,
                    threads));
            progress.clear();
            EpochMetrics best = trained.provenance().best();
            System.out.printf(
                    Locale.ROOT,
                    "%s; %,d rows held out for p-values.%n",
                    best == null
                            ? "Stopped before the first epoch ended"
                            : String.format(
                                    Locale.ROOT,
                                    "Best epoch %d, %s ELBO %.2f nats a row",
                                    best.epoch(),
                                    best.validation() == null ? "training" : "validation",
                                    (best.validation() == null ? best.train() : best.validation()).value()),
                    trained.calibrationRows());
        }
        System.out.println("Run folder: " + folder);
        System.out.println("  model.safetensors, schema.json, spec.json, metrics.csv");
    }

    private void begin(RunDirectory.Options options) {
        RunSpec file = run.spec == null ? null : RunSpec.read(run.spec);
        Training given = file == null || file.training() == null ? Training.defaults() : file.training();
        Training wanted = usage(() -> training.on(given));
        ImagePairs images = data.images(command);
        RunSpec spec = usage(() -> new RunSpec(file == null ? model.spec(images) : file.model(), wanted));
        Examples examples = PairsOptions.examples(spec.model(), images);
        Path folder = run.out == null ? unused(images.target().name()) : run.out;
        try (ProgressPrinter progress = new ProgressPrinter(System.err, folder)) {
            if (spec.model().posterior().random()) {
                LikelihoodChoice.warning(spec.model().likelihood(), images.target(), wanted.binarization())
                        .ifPresent(warning -> progress.note(warning.words(ChangeFlags::words)));
            }
            RunDirectory.Result result = RunDirectory.train(folder, spec, examples, options, progress);
            progress.clear();
            report(folder, result, progress);
        }
    }

    private void compute() {
        Images images = data.images(command).target();
        Path folder = run.out == null ? unused(images.name()) : run.out;
        Vae vae = usage(() -> PcaModel.fit(images, model.latent()));
        RunDirectory.Result result = RunDirectory.write(folder, vae, images);
        data.given().save(folder);
        result.warnings().forEach(Say::warning);
        Elbo elbo = vae.evaluate(images, new EvaluationOptions()).elbo();
        System.out.printf(
                Locale.ROOT,
                "%d principal components of %,d rows, %s a row.%n",
                model.latent(),
                images.count(),
                new Terms(vae.spec()).brief(elbo));
        files(folder);
    }

    private void resume(RunDirectory.Options options) {
        int epochs = usage(training::epochs);
        // says what is wrong with the folder before it takes the time to read data
        RunSpec spec = RunDirectory.spec(run.resume);
        Examples examples = PairsOptions.examples(spec.model(), data.images(command));
        try (ProgressPrinter progress = new ProgressPrinter(System.err, run.resume)) {
            if (RunDirectory.leftWithoutCheckpoint(run.resume)) {
                progress.note("the run ended before anything was saved; it begins anew");
            }
            RunDirectory.Result result = RunDirectory.resume(run.resume, examples, epochs, options, progress);
            progress.clear();
            report(run.resume, result, progress);
        }
    }

    private void checkFlags() {
        data.check(command);
        usage(() -> {
            model.check();
            return training.on(Training.defaults());
        });
        if (run.threads != null && (run.threads < 1 || run.threads > MOST_THREADS)) {
            throw wrong("--threads " + run.threads + ": must be 1 to " + MOST_THREADS);
        }
        if (!(run.saveEvery >= 0 && run.saveEvery <= MOST_SECONDS)) {
            throw wrong("--save-every " + run.saveEvery + ": must be 0 to " + MOST_SECONDS + " seconds");
        }
        Set<String> given = new TreeSet<>();
        command.commandLine().getParseResult().matchedOptions().forEach(o -> given.add(o.longestName()));
        if (run.spec != null) {
            Set<String> said = new TreeSet<>(given);
            said.retainAll(ModelOptions.FLAGS);
            if (!said.isEmpty()) {
                throw wrong("--spec says what the model is; it does not go with " + String.join(", ", said));
            }
        }
        if (data.table().isPresent()) {
            given.removeAll(TableTrainingOptions.WITH_TABLE);
            given.removeAll(TableTrainingOptions.FLAGS);
            given.removeAll(ObjectiveOptions.FLAGS);
            if (!given.isEmpty()) {
                throw wrong(String.join(", ", given) + " does not go with a table as --data");
            }
            table.check(data.table().get(), command);
        } else if (given.stream().anyMatch(TableTrainingOptions.FLAGS::contains)) {
            given.retainAll(TableTrainingOptions.FLAGS);
            throw wrong(String.join(", ", given) + " goes with a table as --data only, such as people.csv");
        }
        if (run.resume != null) {
            given.removeAll(WHEN_RESUMED);
            if (!given.isEmpty()) {
                throw wrong("--resume goes on as the run began; it does not go with " + String.join(", ", given));
            }
        }
        if (model.exact()) {
            given.removeAll(WHEN_EXACT);
            if (!given.isEmpty()) {
                throw wrong("--model pca is computed, not trained; it does not go with " + String.join(", ", given));
            }
        }
        if (run.out != null && Files.exists(run.out) && !Files.isDirectory(run.out)) {
            throw new DataException("--out " + run.out + ": is a file; a folder is needed");
        }
    }

    private <T> T usage(Supplier<T> made) {
        return Usage.settings(command, made);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** A run folder that does not exist yet. */
    static Path unused(String data) {
        String name = data.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+|-+$", "");
        for (int i = 1; ; i++) {
            Path folder = Path.of("runs", (name.isEmpty() ? "data" : name) + "-" + i);
            if (!Files.exists(folder)) {
                return folder;
            }
        }
    }

    private void report(Path folder, RunDirectory.Result result, ProgressPrinter progress) {
        result.warnings().forEach(Say::warning);
        if (!result.finished()) {
            System.out.println(
                    "Stopped; go on with:   ./elbo train --resume " + Shell.quoted(folder.toString()) + data.typed());
        } else if (!progress.trained()) {
            System.out.println("Nothing is left to train; --epochs N goes on to epoch N.");
        }
        EpochMetrics best = result.model().provenance().best();
        if (best != null) {
            Terms terms = new Terms(result.model().spec());
            System.out.printf(
                    Locale.ROOT,
                    "Best epoch %d, %s %s %s.%n",
                    best.epoch(),
                    best.validation() == null ? "training" : "validation",
                    terms.brief(best.validation() == null ? best.train() : best.validation()),
                    terms.unit());
        }
        files(folder);
    }

    private static void files(Path folder) {
        System.out.println("Run folder: " + folder);
        System.out.println("  "
                + String.join(
                        ", ",
                        FILES.stream()
                                .filter(name -> Files.exists(folder.resolve(name)))
                                .toList()));
    }
}
