package io.elbo.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elbo.Binarization;
import io.elbo.Evaluation;
import io.elbo.EvaluationOptions;
import io.elbo.Vae;
import io.elbo.data.Images;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo evaluate}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Says how well a model fits data: ELBO, reconstruction and KL (mean per row, nats), bits per "
                + "dimension, active units, and with --samples K the importance-sampled estimate of ln p(x).",
        footer = {"", "Example:   ./elbo evaluate runs/mnist-1 --data mnist --data-dir ~/mnist --samples 100 --json"})
final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    private ModelOption model;

    @Mixin
    private DataOptions data;

    @Option(names = "--split", description = "${COMPLETION-CANDIDATES}. Default: test, if there is one")
    private DataOptions.Split split;

    @Option(names = "--samples", paramLabel = "K", description = "Samples a row for ln p(x). Default: none")
    private int samples;

    @Option(names = "--binarize", description = "${COMPLETION-CANDIDATES}. Default: as the model was trained")
    private Binarization binarize;

    @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        EvaluationOptions options;
        try {
            options = new EvaluationOptions(samples, binarize, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--" + e.getMessage());
        }
        Vae vae = model.load();
        Images images = data.split(command.commandLine(), split);
        Evaluation result = vae.evaluate(images, options);
        if (json) {
            System.out.println(JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(fields(result)));
        } else {
            print(result);
        }
        return 0;
    }

    private static Map<String, Object> fields(Evaluation e) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows", e.rows());
        fields.put("elbo", e.elbo().value());
        fields.put("reconstruction", e.elbo().reconstruction());
        fields.put("kl", e.elbo().kl());
        fields.put("bits_per_dimension", e.bitsPerDimension());
        fields.put("active_units", e.activeUnits());
        fields.put("kl_per_latent", e.klPerLatent());
        // JSON has no NaN: what was not estimated is null
        fields.put("log_likelihood", Double.isNaN(e.logLikelihood()) ? null : e.logLikelihood());
        fields.put(
                "log_likelihood_standard_error",
                Double.isNaN(e.logLikelihoodStandardError()) ? null : e.logLikelihoodStandardError());
        return fields;
    }

    private static void print(Evaluation e) {
        System.out.printf(Locale.ROOT, "rows                %,d%n", e.rows());
        System.out.printf(
                Locale.ROOT, "ELBO                %.3f nats a row%n", e.elbo().value());
        System.out.printf(Locale.ROOT, "  reconstruction    %.3f%n", e.elbo().reconstruction());
        System.out.printf(Locale.ROOT, "  KL                %.3f%n", e.elbo().kl());
        System.out.printf(Locale.ROOT, "bits per dimension  %.4f%n", e.bitsPerDimension());
        if (e.samples() > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "ln p(x)             %.3f +- %.3f (%d samples a row)%n",
                    e.logLikelihood(),
                    e.logLikelihoodStandardError(),
                    e.samples());
        }
        System.out.printf(
                Locale.ROOT,
                "active units        %d of %d%n",
                e.activeUnits(),
                e.klPerLatent().size());
        StringBuilder kl = new StringBuilder();
        e.klPerLatent().forEach(k -> kl.append(String.format(Locale.ROOT, " %.2f", k)));
        System.out.println("KL of each latent  " + kl);
    }
}
