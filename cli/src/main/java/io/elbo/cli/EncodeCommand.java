package io.elbo.cli;

import io.elbo.Encoding;
import io.elbo.Vae;
import io.elbo.data.NumberFile;
import io.elbo.data.NumberTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code elbo encode}. */
@Command(
        name = "encode",
        sortOptions = false,
        description = {
            "Writes the latents of images, q(z|x), as a table.",
            "A line for each image: mean_0, mean_1, ... and log_variance_0, log_variance_1, ... (natural logarithms); "
                    + "of a plain autoencoder, whose codes are points, the means only."
        },
        footer = {"", "Example:", "  ./elbo encode runs/mnist-1 --data mnist --data-dir ~/mnist -o latents.csv"})
final class EncodeCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Option(names = "-o", paramLabel = "FILE", order = 10, required = true, description = "A .csv or .npy.")
    private Path out;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        data.check(command);
        OutputFile.check(out, command, OutputFile.CSV, OutputFile.NPY);
        Vae vae = model.load();
        NumberFile.write(
                out, table(vae.encode(data.examples(vae, command)), vae.spec().latent()));
        System.out.println("Wrote " + out);
        return 0;
    }

    private static NumberTable table(Encoding q, int latent) {
        List<String> names = new ArrayList<>();
        int variances = q.logVariance()[0].length;
        for (String name : variances == 0 ? List.of("mean_") : List.of("mean_", "log_variance_")) {
            for (int j = 0; j < latent; j++) {
                names.add(name + j);
            }
        }
        float[][] values = new float[q.mean().length][latent + variances];
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(q.mean()[i], 0, values[i], 0, latent);
            System.arraycopy(q.logVariance()[i], 0, values[i], latent, variances);
        }
        return new NumberTable(names, values);
    }
}
