package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.ImageShape;
import io.elbo.data.image.Images;
import io.elbo.layer.Activation;
import io.elbo.model.Bernoulli;
import io.elbo.parallel.Threads;
import io.elbo.plot.Pictures;
import io.elbo.run.RunData;
import io.elbo.run.RunDirectory;
import io.elbo.semi.ClassConditional;
import io.elbo.semi.LabelledSplit;
import io.elbo.semi.M2Epoch;
import io.elbo.semi.SemiMethod;
import io.elbo.semi.SemiModel;
import io.elbo.semi.SemiRun;
import io.elbo.semi.SemiSpec;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.LinearClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo semi train}. */
@Command(
        name = "train",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Trains a classifier on few labels and all rows, and reports its test error.",
            "The labels are chosen evenly over the classes; all others are ignored. The run folder gets "
                    + "classifier.safetensors. For m2 and m1m2, it also gets metrics.csv and classes.png, which shows the "
                    + "styles of ten images in every class. For m1 and m1m2, it also gets the autoencoder, "
                    + "model.safetensors, if this command trained it; --vae accepts it in later runs. The same command "
                    + "gives the same weights on every machine.",
            "",
            "Ctrl-C stops the training after the current step. --resume continues it as if it had never stopped."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo semi train --data mnist --labels 100 --method m1m2",
            "  ./elbo semi train --data mnist --labels 1000 --method m1 --vae runs/mnist-1",
            "  ./elbo semi train --data mnist --resume runs/mnist-m1m2-1"
        })
final class SemiTrainCommand implements Callable<Integer> {
    static final String CLASSIFIER = SemiRun.CLASSIFIER;

    private static final Set<String> AUTOENCODER_FLAGS = Set.of("--vae", "--vae-epochs");
    private static final int MOST_THREADS = 1024;
    private static final int MOST_SECONDS = 1_000_000;
    /** The flags that are allowed with {@code --resume}. All other settings stay those of the run. */
    private static final Set<String> RESUMED = Set.of("--resume", "--save-every", "--threads", "--json");

    private static final String CLASSES = "classes.png";
    private static final int SHOWN = 10;

    @Mixin(name = "Data")
    private SemiDataOptions data;

    @Mixin(name = "Method")
    private MethodOptions method;

    @Mixin(name = "Autoencoder of m1 and m1m2")
    private AutoencoderOptions autoencoder;

    @Mixin(name = "Networks of m2 and m1m2")
    private SemiNetworkOptions networks;

    @Mixin(name = "Run")
    private RunOptions run;

    @Mixin(name = "Help")
    private HelpOption help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    /** The method and the number of labels. */
    static final class MethodOptions {
        @Option(
                names = "--method",
                paramLabel = "M",
                completionCandidates = Choice.SemiMethods.class,
                description = "Method: ${COMPLETION-CANDIDATES}. Default: m2")
        private SemiMethod method = SemiMethod.M2;

        @Option(names = "--labels", paramLabel = "N", description = "Number of labels to train on. Default: 100")
        private int labels = 100;

        @Option(
                names = "--penalty",
                paramLabel = "P",
                description = "Penalty on the squared weights of the linear classifier (m1 only). Default: 1")
        private double penalty = 1;
    }

    /** The autoencoder whose latents are classified. */
    static final class AutoencoderOptions {
        @Option(
                names = "--vae",
                paramLabel = "RUN",
                description =
                        "A run folder or model.safetensors file, trained on the same data by ./elbo train. Default: train a "
                                + "VAE with two hidden layers of 600 units and 50 latents first")
        private Path vae;

        @Option(
                names = "--vae-epochs",
                paramLabel = "N",
                description = "Epochs of the training of the autoencoder. Default: 20")
        private int epochs = 20;
    }

    /** The folder of the run and its execution. */
    static final class RunOptions {
        @Option(names = "--seed", paramLabel = "S", description = "Seed of all randomness. Default: 1")
        private long seed = 1;

        @Option(names = "--out", paramLabel = "DIR", description = "Run folder. Default: runs/DATA-METHOD-1, ...")
        private Path out;

        @Option(
                names = "--resume",
                paramLabel = "DIR",
                description = "Continue the training in this folder on the same data.")
        private Path resume;

        @Option(
                names = "--save-every",
                paramLabel = "SECONDS",
                description = "Seconds between checkpoints. 0 saves after each step. Default: 10")
        private double saveEvery = 10;

        @Option(
                names = "--threads",
                paramLabel = "T",
                description = "Number of threads, which does not affect the result. Default: all processors")
        private Integer threads;

        @Option(
                names = "--json",
                description = "Print JSON: method, labels, unlabelled, epochs, tested_on, rows, errors, error_rate, "
                        + "weights_digest, folder.")
        private boolean json;
    }

    @Override
    public Integer call() throws Exception {
        checkFlags();
        if (run.resume != null) {
            resume();
        } else {
            begin();
        }
        return 0;
    }

    private void begin() throws IOException {
        Training ofVae = vaeTraining();
        Usage.settings(command, () -> spec(null));
        Vae given = autoencoder.vae == null ? null : ModelOption.load(autoencoder.vae);
        Images images = data.images(command);
        RunSpec toTrain = method.method == SemiMethod.M2 || given != null
                ? null
                : new RunSpec(
                        VaeSpec.dense(
                                extents(images.shape()),
                                List.of(600, 600),
                                50,
                                new Bernoulli(),
                                Activation.Function.SOFTPLUS),
                        ofVae);
        SemiSpec spec = Usage.settings(command, () -> spec(toTrain));
        Path folder = run.out == null ? TrainRunOptions.unused(images.name() + "-" + word(spec)) : run.out;
        train(
                folder,
                spec,
                images,
                listeners -> Usage.settings(
                        command,
                        () -> SemiRun.train(
                                folder,
                                spec,
                                images,
                                images.labels().orElseThrow(),
                                method.method == SemiMethod.M2 ? null : given,
                                options(data.given()),
                                listeners)));
    }

    private void resume() throws IOException {
        Path folder = run.resume;
        SemiSpec spec = SemiRun.spec(folder);
        Images images = data.images(command);
        train(
                folder,
                spec,
                images,
                listeners -> SemiRun.resume(
                        folder, images, images.labels().orElseThrow(), options(data.given()), listeners));
    }

    /** Returns the specification. Its default networks are those of the publication. */
    private SemiSpec spec(RunSpec ofVae) {
        return switch (method.method) {
            case M1 -> {
                new LinearClassifier.Options(method.penalty);
                yield SemiSpec.m1(method.labels, run.seed, ofVae, method.penalty);
            }
            case M2 -> SemiSpec.m2(method.labels, run.seed, networks.networks(), networks.training(run.seed));
            case M1M2 ->
                SemiSpec.m1m2(method.labels, run.seed, ofVae, networks.networks(), networks.training(run.seed));
        };
    }

    private RunDirectory.Options options(RunData of) {
        int threads = run.threads == null ? Threads.count() : run.threads;
        return new RunDirectory.Options(threads, Duration.ofMillis(Math.round(run.saveEvery * 1000)), of);
    }

    private void train(Path folder, SemiSpec spec, Images images, Function<SemiRun.Listeners, SemiModel> training)
            throws IOException {
        // before the training, so that an unreadable test set is reported early
        Optional<Images> test = data.test(command);
        int epochs = spec.training() == null ? 0 : spec.training().epochs();
        SemiModel model;
        try (ProgressPrinter ofVae = new ProgressPrinter(System.err, folder)) {
            model = training.apply(new SemiRun.Listeners(ofVae, new SemiProgress(System.err, folder, epochs)));
        } catch (CancellationException e) {
            System.out.println("Stopped. Resume with:  ./elbo "
                    + Shell.line(data.again(List.of("semi", "train", "--resume", folder.toString()), command)));
            System.out.println("Run folder: " + folder);
            return;
        }
        if (model instanceof ClassConditional c) {
            Images few = test.orElse(images).limit(SHOWN);
            Pictures.write(SemiGenerateCommand.analogies(c, few, few.shape()), folder.resolve(CLASSES));
        }
        LabelledSplit split = LabelledSplit.balanced(images.labels().orElseThrow(), spec.labels(), spec.seed());
        Images tested = test.orElseGet(() -> images.select(split.unlabelled()));
        report(folder, spec, model, Errors.of(model, tested, model.predict(tested)), test.isPresent());
    }

    private void checkFlags() {
        data.check(command);
        Set<String> given = new TreeSet<>();
        command.commandLine().getParseResult().matchedOptions().forEach(o -> given.add(o.longestName()));
        refuse(given, AUTOENCODER_FLAGS, "m1 or m1m2", method.method == SemiMethod.M2);
        refuse(given, SemiNetworkOptions.FLAGS, "m2 or m1m2", method.method == SemiMethod.M1);
        refuse(given, Set.of("--penalty"), "m1", method.method != SemiMethod.M1);
        refuse(given, Set.of("--binarize"), "m2", method.method != SemiMethod.M2);
        if (given.containsAll(AUTOENCODER_FLAGS)) {
            throw wrong("--vae-epochs cannot be used with --vae, which is already trained");
        }
        if (run.resume != null) {
            for (String flag : given) {
                if (!RESUMED.contains(flag) && !data.takes(flag)) {
                    throw wrong("--resume keeps the settings of the run; it cannot be used with " + flag);
                }
            }
        }
        if (!(run.saveEvery >= 0 && run.saveEvery <= MOST_SECONDS)) {
            throw wrong("--save-every " + run.saveEvery + ": must be 0 to " + MOST_SECONDS + " seconds");
        }
        if (run.threads != null && (run.threads < 1 || run.threads > MOST_THREADS)) {
            throw wrong("--threads " + run.threads + ": must be 1 to " + MOST_THREADS);
        }
    }

    private void refuse(Set<String> given, Set<String> flags, String methods, boolean when) {
        for (String flag : given) {
            if (when && flags.contains(flag)) {
                throw wrong(flag + " requires --method " + methods);
            }
        }
    }

    private Training vaeTraining() {
        try {
            return Training.defaults().withEpochs(autoencoder.epochs).withSeed(run.seed);
        } catch (IllegalArgumentException e) {
            throw wrong("--vae-" + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private static List<Integer> extents(ImageShape shape) {
        return List.of(shape.height(), shape.width(), shape.channels());
    }

    private static String word(SemiSpec spec) {
        return spec.method().name().toLowerCase(Locale.ROOT);
    }

    private void report(Path folder, SemiSpec spec, SemiModel model, Errors errors, boolean tested) throws IOException {
        if (run.json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("method", word(spec));
            fields.put("labels", model.provenance().labelled());
            fields.put("unlabelled", model.provenance().unlabelled());
            M2Epoch epoch = model.provenance().epoch();
            fields.put("epochs", epoch == null ? null : epoch.epoch());
            fields.put("tested_on", tested ? "test" : "unlabelled");
            fields.put("rows", errors.rows());
            fields.put("errors", errors.wrong());
            fields.put("error_rate", errors.rate());
            fields.put("weights_digest", model.digest());
            fields.put("folder", folder.toString());
            Say.json(fields);
            return;
        }
        System.out.println((tested ? "Test error: " : "Error on the unlabelled rows: ") + errors);
        System.out.println("Run folder: " + folder);
        System.out.println("  "
                + String.join(
                        ", ",
                        Stream.of(CLASSIFIER, SemiRun.METRICS, CLASSES, SemiRun.AUTOENCODER)
                                .filter(name -> Files.exists(folder.resolve(name)))
                                .toList()));
    }
}
