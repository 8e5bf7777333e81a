package io.elbo.cli;

import io.elbo.run.RunDirectory;
import io.elbo.spec.EpochMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The summary at the end of the training of an image model. */
final class RunSummary {
    private static final List<String> FILES = List.of(
            "model.safetensors", "metrics.csv", "samples.png", "reconstructions.png", "latent-grid.png", "curves.png");

    private RunSummary() {}

    /**
     * Prints the result of the training.
     *
     * @param data the data flags, to repeat when a stopped training is resumed
     * @param trained whether anything was trained
     */
    static void report(Path folder, RunDirectory.Result result, List<String> data, boolean trained) {
        result.warnings().forEach(Say::warning);
        if (!result.finished()) {
            List<String> again = new ArrayList<>(List.of(TrainCommand.NAME, "--resume", folder.toString()));
            again.addAll(data);
            System.out.println("Stopped. Resume with:  ./elbo " + Shell.line(again));
        } else if (!trained) {
            System.out.println("Nothing is left to train; --epochs N continues to epoch N.");
        }
        EpochMetrics best = result.model().provenance().best();
        if (best != null) {
            ReachedTerms terms = new ReachedTerms(result.model().spec());
            System.out.printf(
                    Locale.ROOT,
                    "Best epoch %d, %s %s %s.%n",
                    best.epoch(),
                    best.validation() == null ? "training" : "validation",
                    terms.brief(best.validation() == null ? best.train() : best.validation()),
                    terms.unit());
        }
        files(folder);
    }

    /** Prints the run folder and its files. */
    static void files(Path folder) {
        System.out.println("Run folder: " + folder);
        System.out.println("  "
                + String.join(
                        ", ",
                        FILES.stream()
                                .filter(name -> Files.exists(folder.resolve(name)))
                                .toList()));
    }
}
