package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.evaluation.Evaluation;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.rows.Examples;
import io.elbo.spec.Binarization;
import io.elbo.spec.VaeSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo evaluate}. */
@Command(
        name = "evaluate",
        sortOptions = false,
        description = {
            "Measures how well a model fits data.",
            "Reports the ELBO, the reconstruction and the KL divergence (mean per row, nats), bits per dimension, "
                    + "and active units with the KL divergence of each latent. --samples K adds an importance-sampled "
                    + "estimate of ln p(x). For a plain autoencoder, reports only the reconstruction and its squared error. "
                    + "The input of the encoder is corrupted as in training."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo evaluate runs/lines-1",
            "  ./elbo evaluate runs/mnist-1 --data mnist --samples 100 --json"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Mixin
    private PairsOptions pairs;

    @Option(
            names = "--samples",
            paramLabel = "K",
            order = 10,
            description = "Estimate ln p(x) with K draws of z per row. Default: no estimate")
    private Integer samples;

    @Option(
            names = "--binarize",
            paramLabel = "HOW",
            order = 11,
            completionCandidates = Choice.Binarizations.class,
            description = "Convert pixels to black and white: ${COMPLETION-CANDIDATES}. Default: as in training")
    private Binarization binarize;

    @Option(
            names = "--seed",
            paramLabel = "S",
            order = 12,
            description = "Seed of the draws of z. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "--json", order = 13, description = "Print JSON.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        data.check(command);
        pairs.check(command);
        EvaluationOptions options;
        try {
            if (samples != null && samples < 1) {
                throw new IllegalArgumentException(
                        "samples " + samples + ": must be 1 to " + EvaluationOptions.MOST_SAMPLES);
            }
            options = new EvaluationOptions(samples == null ? 0 : samples, binarize, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--" + e.getMessage());
        }
        Vae vae = model.load();
        Examples examples = PairsOptions.examples(vae, data.images(vae, pairs, command));
        Evaluation result = vae.evaluate(examples, options);
        boolean random = vae.spec().posterior().random();
        if (json) {
            Say.json(random ? fields(result) : errors(result, vae.spec()));
        } else if (random) {
            print(result);
        } else {
            printErrors(result, vae.spec());
        }
        return 0;
    }

    /** Returns the fields of a plain autoencoder, which has a reconstruction but neither an ELBO nor a KL divergence. */
    private static Map<String, Object> errors(Evaluation e, VaeSpec spec) {
        Map<String, Object> fields = fields(e);
        for (String none : List.of("elbo", "kl", "bits_per_dimension", "active_units", "kl_per_latent")) {
            fields.put(none, null);
        }
        double error = new ReachedTerms(spec).squaredError(e.elbo());
        fields.put("squared_error", Double.isNaN(error) ? null : error);
        return fields;
    }

    private static void printErrors(Evaluation e, VaeSpec spec) {
        double error = new ReachedTerms(spec).squaredError(e.elbo());
        line("rows", "%,d", e.rows());
        line("reconstruction", "%.3f nats a row", e.elbo().reconstruction());
        if (!Double.isNaN(error)) {
            line("squared error", "%.4f a row, %.6f a value", error, error / spec.features());
        }
        System.out.println(
                "The codes of a plain autoencoder have no distribution, so there is no KL divergence and no ELBO.");
    }

    private static Map<String, Object> fields(Evaluation e) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows", e.rows());
        fields.put("elbo", e.elbo().value());
        fields.put("reconstruction", e.elbo().reconstruction());
        fields.put("kl", e.elbo().kl());
        fields.put("bits_per_dimension", e.bitsPerDimension());
        // a prior that does not factorise over the latents has no KL divergence per latent
        fields.put("active_units", e.klPerLatent().isEmpty() ? null : e.activeUnits());
        fields.put("kl_per_latent", e.klPerLatent());
        // JSON has no NaN: a missing estimate is null
        fields.put("log_likelihood", Double.isNaN(e.logLikelihood()) ? null : e.logLikelihood());
        fields.put(
                "log_likelihood_standard_error",
                Double.isNaN(e.logLikelihoodStandardError()) ? null : e.logLikelihoodStandardError());
        return fields;
    }

    private static void print(Evaluation e) {
        line("rows", "%,d", e.rows());
        line("ELBO", "%.3f nats a row", e.elbo().value());
        line("  reconstruction", "%.3f", e.elbo().reconstruction());
        line("  KL divergence", "%.3f", e.elbo().kl());
        line("bits per dimension", "%.4f", e.bitsPerDimension());
        if (e.samples() > 0) {
            String error = Double.isNaN(e.logLikelihoodStandardError())
                    ? ""
                    : String.format(Locale.ROOT, " +- %.3f", e.logLikelihoodStandardError());
            line("ln p(x)", "%.3f%s nats a row, %d draws each", e.logLikelihood(), error, e.samples());
        }
        if (e.klPerLatent().isEmpty()) {
            return;
        }
        line("active units", "%d of %d", e.activeUnits(), e.klPerLatent().size());
        line(
                "KL of each latent",
                "%s",
                e.klPerLatent().stream()
                        .map(kl -> String.format(Locale.ROOT, "%.2f", kl))
                        .collect(Collectors.joining(" ")));
    }

    private static void line(String name, String format, Object... values) {
        System.out.printf(Locale.ROOT, "%-20s%s%n", name, String.format(Locale.ROOT, format, values));
    }
}
