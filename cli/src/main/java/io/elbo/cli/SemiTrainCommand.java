package io.elbo.cli;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.file.Folders;
import io.elbo.data.image.Images;
import io.elbo.layer.Activation;
import io.elbo.model.Bernoulli;
import io.elbo.plot.Pictures;
import io.elbo.semi.ClassConditional;
import io.elbo.semi.LabelledSplit;
import io.elbo.semi.M1;
import io.elbo.semi.M1M2;
import io.elbo.semi.M2;
import io.elbo.semi.M2Epoch;
import io.elbo.semi.M2Spec;
import io.elbo.semi.M2Training;
import io.elbo.semi.SemiModel;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.LinearClassifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
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
            "Trains a classifier on a few labels and all rows, and says its test error.",
            "Labels are chosen evenly over the classes; all others are forgotten. The folder gets "
                    + "classifier.safetensors; of m2 and m1m2 metrics.csv and classes.png, the styles of ten images in "
                    + "every class; of m1 and m1m2, if it was trained here, the autoencoder, model.safetensors, which --vae "
                    + "takes again. The same command gives the same weights on every machine.",
            "",
            "Ctrl-C ends the training after the current step; what was learned so far is written."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo semi train --data mnist --labels 100 --method m1m2",
            "  ./elbo semi train --data mnist --labels 1000 --method m1 --vae runs/mnist-1"
        })
final class SemiTrainCommand implements Callable<Integer> {
    static final String CLASSIFIER = "classifier.safetensors";

    private static final String AUTOENCODER = "model.safetensors";
    private static final Set<String> AUTOENCODER_FLAGS = Set.of("--vae", "--vae-epochs");
    private static final int MOST_THREADS = 1024;
    private static final int SHOWN = 10;

    enum Method {
        m1,
        m2,
        m1m2
    }

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

    /** What is learned, from how many labels. */
    static final class MethodOptions {
        @Option(names = "--method", paramLabel = "M", description = "${COMPLETION-CANDIDATES}. Default: m2")
        private Method method = Method.m2;

        @Option(names = "--labels", paramLabel = "N", description = "Labels that the training sees. Default: 100")
        private int labels = 100;

        @Option(
                names = "--penalty",
                paramLabel = "P",
                description = "Of m1: of the squared weights of the linear classifier. Default: 1")
        private double penalty = 1;
    }

    /** The autoencoder whose latents are classified. */
    static final class AutoencoderOptions {
        @Option(
                names = "--vae",
                paramLabel = "RUN",
                description = "A run folder or model.safetensors, trained on the same data by ./elbo train. Default: "
                        + "one with two hidden layers of 600 units and 50 latents is trained first")
        private Path vae;

        @Option(names = "--vae-epochs", paramLabel = "N", description = "Of its training. Default: 20")
        private int epochs = 20;
    }

    /** Where the result goes, and how it is made. */
    static final class RunOptions {
        @Option(names = "--seed", paramLabel = "S", description = "Of everything random. Default: 1")
        private long seed = 1;

        @Option(names = "--out", paramLabel = "DIR", description = "The run folder. Default: runs/DATA-METHOD-1, ...")
        private Path out;

        @Option(
                names = "--threads",
                paramLabel = "T",
                description = "Changes the speed, never the result. Default: all processors")
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
        M2Training training = Usage.settings(command, () -> networks.training(run.seed));
        M2Spec.Networks shape = Usage.settings(command, networks::networks);
        LinearClassifier.Options linear = Usage.settings(command, () -> new LinearClassifier.Options(method.penalty));
        Training ofVae = vaeTraining();
        Vae given = autoencoder.vae == null ? null : ModelOption.load(autoencoder.vae);
        Images images = data.images(command);
        LabelledSplit split = Usage.settings(
                command, () -> LabelledSplit.balanced(images.labels().orElseThrow(), method.labels, run.seed));
        // before the training: to learn of a test set that cannot be read after it would be late
        Optional<Images> test = data.test(command);
        Path folder = run.out == null ? TrainRunOptions.unused(images.name() + "-" + method.method) : run.out;
        prepare(folder);
        int threads = run.threads == null ? Runtime.getRuntime().availableProcessors() : run.threads;
        Vae vae = method.method == Method.m2 || given != null ? given : vae(images, ofVae, folder, threads);
        if (Interruption.requested()) {
            return 0;
        }
        SemiProgress progress = new SemiProgress(System.err, folder, training.epochs());
        SemiModel model = Usage.settings(command, () -> switch (method.method) {
            case m1 -> M1.fit(vae, images, split, linear);
            case m2 ->
                M2.fit(
                        new M2Spec(extents(images.shape()), split.classes(), new Bernoulli(), shape),
                        images,
                        split,
                        training,
                        progress,
                        threads);
            case m1m2 -> M1M2.fit(vae, shape, images, split, training, progress, threads);
        });
        List<String> files = write(folder, model, progress.ended(), test.orElse(images));
        Errors errors = errors(model, test.orElseGet(() -> images.select(split.unlabelled())));
        report(folder, model, errors, test.isPresent(), files, given == null && vae != null);
        return 0;
    }

    private void checkFlags() {
        data.check(command);
        Set<String> given = new TreeSet<>();
        command.commandLine().getParseResult().matchedOptions().forEach(o -> given.add(o.longestName()));
        refuse(given, AUTOENCODER_FLAGS, "m1 or m1m2", method.method == Method.m2);
        refuse(given, SemiNetworkOptions.FLAGS, "m2 or m1m2", method.method == Method.m1);
        refuse(given, Set.of("--penalty"), "m1", method.method != Method.m1);
        refuse(given, Set.of("--binarize"), "m2", method.method != Method.m2);
        if (given.containsAll(AUTOENCODER_FLAGS)) {
            throw wrong("--vae-epochs does not go with --vae, which is trained already");
        }
        if (run.threads != null && (run.threads < 1 || run.threads > MOST_THREADS)) {
            throw wrong("--threads " + run.threads + ": must be 1 to " + MOST_THREADS);
        }
    }

    private void refuse(Set<String> given, Set<String> flags, String methods, boolean when) {
        for (String flag : given) {
            if (when && flags.contains(flag)) {
                throw wrong(flag + " goes with --method " + methods + " only");
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

    private static void prepare(Path folder) {
        for (String name : List.of(CLASSIFIER, AUTOENCODER)) {
            if (Files.exists(folder.resolve(name))) {
                throw new DataException(folder + ": already holds a run (" + name + "); choose another folder");
            }
        }
        Folders.make(folder);
    }

    private static List<Integer> extents(ImageShape shape) {
        return List.of(shape.height(), shape.width(), shape.channels());
    }

    /** The autoencoder of the publication. */
    private static Vae vae(Images images, Training training, Path folder, int threads) {
        VaeSpec spec = VaeSpec.dense(
                extents(images.shape()), List.of(600, 600), 50, new Bernoulli(), Activation.Function.SOFTPLUS);
        try (ProgressPrinter progress = new ProgressPrinter(System.err, folder)) {
            Vae vae = Trainer.fit(spec, images, training, progress, threads);
            progress.clear();
            vae.save(folder.resolve(AUTOENCODER));
            return vae;
        }
    }

    private static List<String> write(Path folder, SemiModel model, List<M2Epoch> epochs, Images shown) {
        List<String> files = new ArrayList<>(List.of(CLASSIFIER));
        model.save(folder.resolve(CLASSIFIER));
        if (model instanceof ClassConditional c) {
            byte[] metrics = M2Epoch.csv(epochs).getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(folder.resolve("metrics.csv"), out -> out.write(metrics));
            Images few = shown.limit(SHOWN);
            Pictures.write(SemiGenerateCommand.analogies(c, few, few.shape()), folder.resolve("classes.png"));
            files.addAll(List.of("metrics.csv", "classes.png"));
        }
        return files;
    }

    private static Errors errors(SemiModel model, Images images) {
        return Errors.of(model, images, model.predict(images));
    }

    private void report(
            Path folder, SemiModel model, Errors errors, boolean tested, List<String> files, boolean trainedVae)
            throws IOException {
        if (run.json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("method", method.method.name());
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
        System.out.println("  " + String.join(", ", files) + (trainedVae ? ", " + AUTOENCODER : ""));
    }
}
