package io.elbo.cli;

import io.elbo.Binarization;
import io.elbo.EpochMetrics;
import io.elbo.RunDirectory;
import io.elbo.RunSpec;
import io.elbo.Schedule;
import io.elbo.Training;
import io.elbo.VaeSpec;
import io.elbo.data.Images;
import io.elbo.engine.Optimizer;
import io.elbo.layer.Activation;
import io.elbo.layer.Initialization;
import io.elbo.model.AnalyticElbo;
import io.elbo.model.Bernoulli;
import io.elbo.model.Gaussian;
import io.elbo.model.Likelihood;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains a variational autoencoder.",
            "Writes model.safetensors, checkpoint.safetensors, spec.json, metrics.csv and pictures to a run folder."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo train",
            "  ./elbo train --data mnist --data-dir ~/mnist --latent 2 --epochs 20 --out runs/mnist-2d",
            "  ./elbo train --data pictures/ --resize 32x32 --architecture conv",
            "  ./elbo train --resume runs/mnist-2d --data mnist --data-dir ~/mnist --epochs 40"
        })
final class TrainCommand implements Callable<Integer> {
    /** Flags that a resumed run may have; all else is as the run began. */
    private static final Set<String> WHEN_RESUMED =
            Set.of("--resume", "--data", "--data-dir", "--resize", "--limit", "--epochs", "--threads", "--save-every");

    /** Flags that a spec file takes the place of. */
    private static final Set<String> IN_SPEC = Set.of(
            "--hidden", "--latent", "--architecture", "--likelihood", "--variance", "--activation", "--initialization");

    enum Architecture {
        mlp,
        conv
    }

    enum LikelihoodName {
        bernoulli,
        gaussian
    }

    enum OptimizerName {
        sgd,
        adagrad,
        adam,
        adamw
    }

    enum ScheduleName {
        constant,
        step,
        cosine
    }

    @Mixin
    private DataOptions data;

    @Option(names = "--spec", paramLabel = "FILE", description = "A model, and how to train it, from a spec.json.")
    private Path spec;

    @Option(names = "--architecture", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Architecture architecture = Architecture.mlp;

    @Option(
            names = "--hidden",
            paramLabel = "N,...",
            split = ",",
            description = "Units of the hidden layers of mlp. Default: 500")
    private List<Integer> hidden = List.of(500);

    @Option(names = "--latent", paramLabel = "N", description = "Dimension of z. Default: ${DEFAULT-VALUE}")
    private int latent = 20;

    @Option(names = "--activation", description = "Of mlp: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Activation.Function activation = Activation.Function.RELU;

    @Option(names = "--likelihood", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private LikelihoodName likelihood = LikelihoodName.bernoulli;

    @Option(names = "--variance", paramLabel = "C", description = "Of gaussian, fixed. Default: ${DEFAULT-VALUE}")
    private double variance = 0.1;

    @Option(names = "--initialization", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Initialization initialization = Initialization.PYTORCH;

    @Option(names = "--binarize", description = "${COMPLETION-CANDIDATES}. Default: none")
    private Binarization binarize;

    @Option(names = "--samples", paramLabel = "L", description = "Samples of z a row in the ELBO. Default: 1")
    private Integer samples;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the data. Default: 10")
    private Integer epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Rows of a step. Default: 100")
    private Integer batch;

    @Option(names = "--optimizer", description = "${COMPLETION-CANDIDATES}. Default: adam")
    private OptimizerName optimizer;

    @Option(names = "--momentum", paramLabel = "M", description = "Of sgd. Default: ${DEFAULT-VALUE}")
    private double momentum = 0.9;

    @Option(names = "--weight-decay", paramLabel = "D", description = "Of adamw. Default: ${DEFAULT-VALUE}")
    private double weightDecay = 0.01;

    @Option(names = "--learning-rate", paramLabel = "R", description = "Default: 1e-3")
    private Double learningRate;

    @Option(
            names = "--schedule",
            description = "Of the learning rate: ${COMPLETION-CANDIDATES} (step: a tenth every third of the epochs; "
                    + "cosine: to 0). Default: constant")
    private ScheduleName schedule;

    @Option(names = "--warm-up", paramLabel = "STEPS", description = "The learning rate rises from 0. Default: 0")
    private Integer warmUp;

    @Option(names = "--clip-norm", paramLabel = "X", description = "Greatest norm of the gradients. Default: none")
    private Double clipNorm;

    @Option(names = "--validation", paramLabel = "PART", description = "Rows held out, at most 5000. Default: 0.05")
    private Double validation;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after N epochs without a better validation ELBO. Default: never")
    private Integer patience;

    @Option(names = "--seed", paramLabel = "S", description = "Of everything random. Default: 1")
    private Long seed;

    @Option(names = "--threads", paramLabel = "T", description = "Shows in the speed only. Default: all processors")
    private Integer threads;

    @Option(names = "--out", paramLabel = "DIR", description = "The run's folder. Default: runs/DATA-1, -2, ...")
    private Path out;

    @Option(names = "--resume", paramLabel = "DIR", description = "Go on with a run that was stopped.")
    private Path resume;

    @Option(
            names = "--save-every",
            paramLabel = "SECONDS",
            description = "How much a crash may cost; 0 saves after each step. Default: ${DEFAULT-VALUE}")
    private double saveEvery = 10;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        checkFlags();
        RunDirectory.Options options =
                new RunDirectory.Options(threads(), Duration.ofMillis(Math.round(saveEvery * 1000)));
        ProgressPrinter progress = new ProgressPrinter(System.err);
        RunDirectory.Result result;
        Path folder;
        Interruption.heed();
        try {
            if (resume != null) {
                folder = resume;
                RunDirectory.spec(folder);
                result = RunDirectory.resume(
                        folder, data.train(command.commandLine()), epochs == null ? 0 : epochs, options, progress);
            } else {
                Images images = data.train(command.commandLine());
                RunSpec run = run(images);
                folder = out == null ? unused(images.name()) : out;
                result = RunDirectory.train(folder, run, images, options, progress);
            }
        } finally {
            progress.clear();
        }
        report(folder, result);
        return 0;
    }

    private int threads() {
        int most = Runtime.getRuntime().availableProcessors();
        if (threads != null && (threads < 1 || threads > 1024)) {
            throw wrong("--threads " + threads + ": must be 1 to 1024");
        }
        return threads == null ? most : threads;
    }

    private void checkFlags() {
        Set<String> given = new TreeSet<>();
        command.commandLine().getParseResult().matchedOptions().forEach(o -> given.add(o.longestName()));
        if (!(saveEvery >= 0 && saveEvery <= 1e6)) {
            throw wrong("--save-every " + saveEvery + ": must be 0 to 1000000 seconds");
        }
        if (resume != null) {
            given.removeAll(WHEN_RESUMED);
            if (!given.isEmpty()) {
                throw wrong("--resume goes on as the run began: it does not take " + String.join(", ", given));
            }
        }
        if (spec != null) {
            given.retainAll(IN_SPEC);
            if (!given.isEmpty()) {
                throw wrong("--spec says what the model is: it does not go with " + String.join(", ", given));
            }
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private RunSpec run(Images images) {
        RunSpec file = spec == null ? null : RunSpec.read(spec);
        try {
            VaeSpec model = file == null ? model(images) : file.model();
            return new RunSpec(model, training(file));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private VaeSpec model(Images images) {
        Likelihood p = likelihood == LikelihoodName.bernoulli ? new Bernoulli() : new Gaussian(variance);
        List<Integer> shape = List.of(
                images.shape().height(), images.shape().width(), images.shape().channels());
        VaeSpec model = architecture == Architecture.conv
                ? VaeSpec.convolutional(images.shape(), latent, p)
                : VaeSpec.dense(shape, hidden, latent, p, activation);
        return model.withInitialization(initialization);
    }

    private Training training(RunSpec file) {
        Training t = file == null || file.training() == null ? Training.defaults() : file.training();
        t = epochs == null ? t : t.withEpochs(epochs);
        t = batch == null ? t : t.withBatch(batch);
        t = optimizer == null ? t : t.withOptimizer(optimizer());
        t = learningRate == null ? t : t.withLearningRate(learningRate);
        t = clipNorm == null ? t : t.withClipNorm(clipNorm);
        t = samples == null ? t : t.withObjective(new AnalyticElbo(samples));
        t = binarize == null ? t : t.withBinarization(binarize);
        t = seed == null ? t : t.withSeed(seed);
        t = t.withValidation(
                validation == null ? t.validation() : validation, patience == null ? t.patience() : patience);
        return t.withSchedule(
                schedule == null ? t.schedule() : schedule(t.epochs()), warmUp == null ? t.warmUpSteps() : warmUp);
    }

    private Optimizer optimizer() {
        return switch (optimizer) {
            case sgd -> new Optimizer.Sgd(momentum);
            case adagrad -> new Optimizer.Adagrad(1e-10);
            case adam -> new Optimizer.Adam();
            case adamw -> new Optimizer.AdamW(0.9, 0.999, 1e-8, weightDecay);
        };
    }

    private Schedule schedule(int total) {
        return switch (schedule) {
            case constant -> new Schedule.Constant();
            case step -> new Schedule.Step(Math.max(1, (total + 2) / 3), 0.1);
            case cosine -> new Schedule.Cosine(0);
        };
    }

    private static Path unused(String data) {
        String name = data.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+|-+$", "");
        for (int i = 1; ; i++) {
            Path folder = Path.of("runs", (name.isEmpty() ? "data" : name) + "-" + i);
            if (!Files.exists(folder)) {
                return folder;
            }
        }
    }

    private static void report(Path folder, RunDirectory.Result result) {
        result.warnings().forEach(w -> System.err.println("elbo: warning: " + w));
        EpochMetrics best = result.model().provenance().best();
        if (!result.finished()) {
            System.out.println("Stopped; go on with: ./elbo train --resume " + folder);
        }
        if (best != null) {
            System.out.printf(
                    Locale.ROOT,
                    "Best epoch %d, %s ELBO %.2f nats.%n",
                    best.epoch(),
                    best.validation() == null ? "training" : "validation",
                    best.score());
        }
        System.out.println("Run folder: " + folder);
        System.out.println("  model.safetensors, metrics.csv, samples.png, reconstructions.png, curves.png"
                + (result.model().spec().latent() == 2 ? ", latent-grid.png" : ""));
    }
}
