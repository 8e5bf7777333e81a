package io.elbo.cli;

import io.elbo.EpochMetrics;
import io.elbo.Provenance;
import io.elbo.Vae;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code elbo info}. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = "Says what a model is and where it comes from.",
        footer = {"", "Example:   ./elbo info runs/lines-1"})
final class InfoCommand implements Callable<Integer> {
    @Mixin
    private ModelOption model;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Vae vae = model.load();
        if (json) {
            System.out.println(vae.toJson());
            return 0;
        }
        Provenance from = vae.provenance();
        System.out.printf(Locale.ROOT, "parameters   %,d%n", vae.size());
        System.out.println("rows         " + vae.spec().data());
        System.out.println("encoder      " + vae.spec().encoder());
        System.out.println("latent       " + vae.spec().latent() + ", "
                + vae.spec().posterior() + ", prior " + vae.spec().prior());
        System.out.println("decoder      " + vae.spec().decoder());
        System.out.println("likelihood   " + vae.spec().likelihood());
        System.out.printf(
                Locale.ROOT,
                "data         %s, %,d rows trained on, %,d held out, SHA-256 %s%n",
                from.data(),
                from.trainingRows(),
                from.validationRows(),
                from.digest());
        System.out.println("training     " + from.training());
        EpochMetrics best = from.best();
        if (best != null) {
            System.out.printf(
                    Locale.ROOT,
                    "best epoch   %d, %s ELBO %.3f%n",
                    best.epoch(),
                    best.validation() == null ? "training" : "validation",
                    best.score());
        }
        System.out.println("weights      SHA-256 " + vae.digest());
        System.out.println("elbo         " + from.version());
        return 0;
    }
}
