package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.image.Images;
import io.elbo.image.generation.FeatureClassifier;
import io.elbo.image.generation.Features;
import io.elbo.image.generation.GenerationReport;
import io.elbo.image.generation.LatentSampler;
import io.elbo.image.generation.Scores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo judge}. */
@Command(
        name = "judge",
        sortOptions = false,
        description = {
            "Measures the quality of generated images, with held-out images as a baseline.",
            "Compares generated images with training images: Frechet distance, precision, recall, density and "
                    + "coverage in the features of a classifier trained on the labels (principal components if there are no "
                    + "labels), the distance to the nearest training image, and the share of copies. With --draws K, also "
                    + "estimates ln p(x) of held-out images."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo judge runs/mnist-1",
            "  ./elbo judge runs/mnist-1 --sampler mixture.safetensors --features f.safetensors"
        })
final class JudgeCommand implements Callable<Integer> {
    private static final int DENSITY_ROWS = 1000;

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private BothSplitsOptions data;

    @Mixin
    private SamplerOption sampler;

    @Option(
            names = "-n",
            paramLabel = "N",
            order = 10,
            description =
                    "Number of images to generate. As many held-out images are compared. Default: ${DEFAULT-VALUE}")
    private int n = 5000;

    @Option(
            names = "--draws",
            paramLabel = "K",
            order = 11,
            description = "Estimate ln p(x) of " + DENSITY_ROWS
                    + " held-out images with K draws of z each. Default: 0, no estimate")
    private int draws;

    @Option(
            names = "--features",
            paramLabel = "FILE",
            order = 12,
            description =
                    "Classifier file, .safetensors: read if it exists, otherwise written. Results are comparable only "
                            + "with the same classifier. Default: a new classifier with seed 1")
    private Path features;

    @Option(
            names = "--seed",
            paramLabel = "S",
            order = 13,
            description = "Seed of the draws. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "--json", order = 14, description = "Print JSON.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        data.check(command);
        GenerationReport.Options options;
        try {
            options = new GenerationReport.Options(n, draws, DENSITY_ROWS, seed);
        } catch (IllegalArgumentException e) {
            String flag = e.getMessage().startsWith("samples") ? "-n" : "--draws";
            throw new ParameterException(
                    command.commandLine(), flag + e.getMessage().replaceFirst("^\\w+", ""), e);
        }
        if (features != null && !Files.exists(features)) {
            OutputFile.check(features, "--features", command, ".safetensors");
        }
        Vae vae = model.load();
        LatentSampler source = sampler.of(vae);
        Images training = data.train(vae, command);
        Images heldOut = data.test(vae, command);
        Features space = features(training);
        GenerationReport report = GenerationReport.of(vae, source, training, heldOut, space, options);
        if (json) {
            Say.json(fields(report, source));
        } else {
            print(report, source);
        }
        return 0;
    }

    private Features features(Images training) {
        if (features != null && Files.exists(features)) {
            return FeatureClassifier.load(features);
        }
        Features fitted = Features.fit(training, 1);
        if (features != null && fitted instanceof FeatureClassifier classifier) {
            classifier.save(features);
        }
        return fitted;
    }

    private static Map<String, ToDoubleFunction<Scores>> columns() {
        Map<String, ToDoubleFunction<Scores>> columns = new LinkedHashMap<>();
        columns.put("frechet_distance", Scores::frechet);
        columns.put("precision", Scores::precision);
        columns.put("recall", Scores::recall);
        columns.put("density", Scores::density);
        columns.put("coverage", Scores::coverage);
        columns.put("nearest_distance", Scores::nearest);
        columns.put("copies", Scores::copies);
        return columns;
    }

    private static Map<String, Object> fields(GenerationReport report, LatentSampler source) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sampler", source.name());
        fields.put("features", report.features());
        fields.put("rows", report.rows());
        fields.put("samples", scores(report.samples()));
        fields.put("held_out", scores(report.heldOut()));
        fields.put("nearest_ratio", report.nearestRatio());
        boolean estimated = report.logLikelihood() != null;
        fields.put("log_likelihood", estimated ? report.logLikelihood().mean() : null);
        // JSON has no NaN: one draw has no standard error
        fields.put(
                "log_likelihood_standard_error",
                estimated && report.logLikelihood().samples() > 1
                        ? report.logLikelihood().standardError()
                        : null);
        return fields;
    }

    private static Map<String, Double> scores(Scores scores) {
        Map<String, Double> values = new LinkedHashMap<>();
        columns().forEach((name, column) -> values.put(name, column.applyAsDouble(scores)));
        return values;
    }

    private static void print(GenerationReport report, LatentSampler source) {
        System.out.printf(Locale.ROOT, "%,d images each; codes: %s%n", report.rows(), source.name());
        System.out.println("Space: " + report.features());
        System.out.printf(Locale.ROOT, "%-20s%12s%12s%n", "", "generated", "held out");
        columns()
                .forEach((name, column) -> System.out.printf(
                        Locale.ROOT,
                        "%-20s%12.4g%12.4g%n",
                        name.replace('_', ' '),
                        column.applyAsDouble(report.samples()),
                        column.applyAsDouble(report.heldOut())));
        System.out.printf(Locale.ROOT, "%-20s%12.3f%n", "nearest, ratio", report.nearestRatio());
        if (report.logLikelihood() != null) {
            System.out.printf(
                    Locale.ROOT,
                    "%-20s%12.3f nats a row, +- %.3f; %,d rows, %,d draws each%n",
                    "ln p(x)",
                    report.logLikelihood().mean(),
                    report.logLikelihood().standardError(),
                    report.logLikelihood().rows(),
                    report.logLikelihood().samples());
        }
    }
}
