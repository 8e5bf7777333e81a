package io.elbo.cli;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.course.study.DecompositionStudy;
import io.elbo.course.study.EmStudy;
import io.elbo.course.study.EstimatorStudy;
import io.elbo.course.study.GradientStudy;
import io.elbo.course.study.MinibatchStudy;
import io.elbo.course.study.ScalarStudy;
import io.elbo.course.study.Study;
import io.elbo.course.study.StudyFiles;
import io.elbo.course.study.Table;
import io.elbo.data.DataException;
import io.elbo.data.image.Images;
import io.elbo.model.Bernoulli;
import io.elbo.parallel.Threads;
import io.elbo.rows.Examples;
import io.elbo.spec.Binarization;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code elbo study}. */
@Command(
        name = "study",
        sortOptions = false,
        description = {
            "Demonstrates a piece of the theory by an experiment: a table, a picture and the key figures.",
            "",
            "estimators: mean and variance of estimators A and B of the ELBO, by the number of draws of z.",
            "minibatch: mean and variance of minibatch estimates of the ELBO of all data, by minibatch size.",
            "gradients: variance of the encoder's gradient with the reparameterization trick and with the score "
                    + "function, and a training with each.",
            "scalar: a trained model with one number x and one z, compared with its exact optimum.",
            "decomposition: ln p(x) = ELBO + KL(q(z|x) || p(z|x)) during a training, with each term integrated.",
            "em: probabilistic PCA and factor analysis by EM, and linear VAEs, on the same data.",
            "",
            "The first three train a VAE with one hidden layer of 200 units and 10 latents on black and white "
                    + "images (values of at least one half become 1). minibatch uses the first 1000 images as all the data. "
                    + "The other studies draw their own rows. The same command writes the same numbers on every machine."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo study estimators",
            "  ./elbo study gradients --data mnist --limit 5000 -o studies",
            "  ./elbo study em --json"
        })
final class StudyCommand implements Callable<Integer> {
    private static final int HIDDEN = 200;
    private static final int LATENT = 10;
    private static final int ALL_DATA = 1000;
    private static final int MOST_EPOCHS = 10_000;

    enum Name {
        estimators(10),
        minibatch(5),
        gradients(10),
        scalar(200),
        decomposition(100),
        em(200);

        private final int epochs;

        Name(int epochs) {
            this.epochs = epochs;
        }

        private boolean usesImages() {
            return this == estimators || this == minibatch || this == gradients;
        }
    }

    @Mixin
    private HelpOption help;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            completionCandidates = Choice.Studies.class,
            description = "Study: ${COMPLETION-CANDIDATES}.")
    private Name name;

    @Mixin
    private NamedDataOptions data;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            order = 5,
            description = "A model.safetensors file or a run folder to use instead of training a model (estimators and "
                    + "minibatch only).")
    private Path model;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            order = 6,
            description =
                    "Epochs of the training. Default: 10 for estimators and gradients, 5 for minibatch, 200 for scalar, "
                            + "100 for decomposition, 200 for em")
    private Integer epochs;

    @Option(
            names = "--seed",
            paramLabel = "S",
            order = 7,
            description = "Seed of all randomness. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(
            names = "-o",
            paramLabel = "DIR",
            order = 8,
            description = "Folder for NAME.csv, NAME.png and NAME.txt. Default: runs/studies")
    private Path out = Path.of("runs", "studies");

    @Option(names = "--json", order = 9, description = "Print JSON.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        check();
        int passes = epochs == null ? name.epochs : epochs;
        if (Terminal.Stream.ERR.interactive()) {
            System.err.println("This takes up to a minute.");
        }
        Study study = switch (name) {
            case estimators -> estimators(passes);
            case minibatch -> minibatch(passes);
            case gradients -> gradients(passes);
            case scalar -> {
                ScalarStudy.Options usual = new ScalarStudy.Options(seed);
                yield ScalarStudy.of(new ScalarStudy.Options(usual.rows(), passes, usual.variance(), seed));
            }
            case decomposition ->
                DecompositionStudy.of(
                        new DecompositionStudy.Options(new DecompositionStudy.Options(seed).rows(), passes, seed));
            case em -> EmStudy.of(new EmStudy.Options(new EmStudy.Options(seed).rows(), passes, seed));
        };
        List<Path> files = StudyFiles.write(out, name.name(), study);
        if (json) {
            Say.json(fields(study));
        } else {
            System.out.print(StudyFiles.text(study));
            System.out.println("Wrote " + files.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
        return 0;
    }

    private void check() {
        data.check(command);
        if (epochs != null && (epochs < 1 || epochs > MOST_EPOCHS)) {
            throw wrong("--epochs " + epochs + ": must be 1 to " + MOST_EPOCHS);
        }
        CommandLine.ParseResult given = command.commandLine().getParseResult();
        for (String option :
                List.of("--data", "--data-dir", "--resize", "--limit", "--background", "--white", "--broken")) {
            if (given.hasMatchedOption(option) && !name.usesImages()) {
                throw wrong(option + " requires estimators, minibatch or gradients; " + name + " draws its own rows");
            }
        }
        if (model != null && name != Name.estimators && name != Name.minibatch) {
            throw wrong("--model requires estimators or minibatch; " + name + " trains its own model");
        }
        if (model != null && epochs != null) {
            throw wrong("--epochs cannot be used with --model, which is already trained");
        }
        checkFolder();
    }

    /** Checks before any work that the folder exists or can be created. */
    private void checkFolder() {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new DataException("-o " + out + ": is a file; a folder is needed");
        }
        Path there = out.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new DataException("-o " + out + ": cannot be created: " + there + " is not a writable folder");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private VaeSpec spec(Images images) {
        return VaeSpec.dense(images.shape(), HIDDEN, LATENT, new Bernoulli());
    }

    private Training training(int passes) {
        return Training.defaults()
                .withEpochs(passes)
                .withBinarization(Binarization.THRESHOLD)
                .withValidation(0, 0)
                .withSeed(seed);
    }

    private Study estimators(int passes) {
        EstimatorStudy.Options options = new EstimatorStudy.Options(seed);
        if (model != null) {
            Vae trained = ModelOption.load(model);
            return EstimatorStudy.of(trained, Examples.fitting(trained.spec(), data.trainingImages(command)), options);
        }
        Images images = data.trainingImages(command);
        TreeMap<Integer, Vae> models = new TreeMap<>();
        Trainer.Snapshots each = (epoch, vae) -> {
            if (epoch <= 1 || epoch == passes) {
                models.put(epoch, vae);
            }
        };
        int threads = Threads.count();
        Trainer.follow(spec(images), images, training(passes), each, threads);
        return EstimatorStudy.of(models, images, options);
    }

    private Study minibatch(int passes) {
        MinibatchStudy.Options options = new MinibatchStudy.Options(seed);
        Vae trained = model == null ? null : ModelOption.load(model);
        Images images = data.trainingImages(command);
        if (trained == null) {
            trained = Trainer.fit(spec(images), images, training(passes));
        }
        Images all = images.limit(Math.min(ALL_DATA, images.count()));
        return MinibatchStudy.of(trained, Examples.fitting(trained.spec(), all), options);
    }

    private Study gradients(int passes) {
        Images images = data.trainingImages(command);
        return GradientStudy.of(spec(images), images, training(passes), new GradientStudy.Options(seed));
    }

    private Map<String, Object> fields(Study study) {
        Map<String, Object> figures = new LinkedHashMap<>();
        study.figures().forEach(f -> figures.put(f.name(), number(f.value())));
        Table table = study.table();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (List<Double> row : table.rows()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                fields.put(table.columns().get(i), number(row.get(i)));
            }
            rows.add(fields);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("study", name.name());
        all.put("seed", seed);
        all.put("figures", figures);
        all.put("table", rows);
        return all;
    }

    /** Returns null for NaN and infinity, which JSON does not have. */
    private static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
