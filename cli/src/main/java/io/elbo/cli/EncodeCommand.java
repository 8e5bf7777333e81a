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
        mixinStandardHelpOptions = true,
        description = "Writes q(z|x) of each row: mean and natural logarithm of the variance of each latent.",
        footer = {"", "Example:   ./elbo encode runs/mnist-1 --data mnist --data-dir ~/mnist -o latents.csv"})
final class EncodeCommand implements Callable<Integer> {
    @Mixin
    private ModelOption model;

    @Mixin
    private DataOptions data;

    @Option(names = "--split", description = "${COMPLETION-CANDIDATES}. Default: test, if there is one")
    private DataOptions.Split split;

    @Option(names = "-o", paramLabel = "FILE", required = true, description = "A .csv or .npy.")
    private Path out;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        Numbers.check(out, "-o", command.commandLine());
        Vae vae = model.load();
        Encoding q = vae.encode(data.split(command.commandLine(), split));
        int latent = vae.spec().latent();
        List<String> names = new ArrayList<>();
        for (int j = 0; j < latent; j++) {
            names.add("mean_" + j);
        }
        for (int j = 0; j < latent; j++) {
            names.add("log_variance_" + j);
        }
        float[][] values = new float[q.mean().length][2 * latent];
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(q.mean()[i], 0, values[i], 0, latent);
            System.arraycopy(q.logVariance()[i], 0, values[i], latent, latent);
        }
        NumberFile.write(out, new NumberTable(names, values));
        System.out.println("Wrote " + out);
        return 0;
    }
}
