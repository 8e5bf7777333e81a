package io.elbo.cli;

import io.elbo.spec.EpochMetrics;
import io.elbo.studio.request.TrainRequest;
import io.elbo.table.Purpose;
import io.elbo.table.TableModel;
import io.elbo.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Runs the training of a table model and prints the result. */
final class TableRunSummary {
    private TableRunSummary() {}

    /**
     * Trains with progress on standard error.
     *
     * @param data the data flags, to repeat when a stopped training is resumed
     */
    static void report(Path folder, TrainRequest data, Function<TrainingListener, TableModel> training) {
        try (ProgressPrinter progress = new ProgressPrinter(System.err, folder)) {
            TableModel trained = training.apply(progress);
            progress.clear();
            report(trained);
            System.out.println("Run folder: " + folder);
            System.out.println("  model.safetensors, schema.json, spec.json, metrics.csv");
        } catch (CancellationException e) {
            List<String> again = new ArrayList<>(List.of(TrainCommand.NAME, "--resume", folder.toString()));
            again.addAll(data.words());
            System.out.println("Stopped. Resume with:  ./elbo " + Shell.line(again));
            System.out.println("Run folder: " + folder);
        }
    }

    private static void report(TableModel trained) {
        EpochMetrics best = trained.provenance().best();
        String compared = trained.spec().purposes().contains(Purpose.SCORE)
                ? String.format(Locale.ROOT, "; p-values compare with %,d rows", trained.calibrationRows())
                : "";
        System.out.printf(
                Locale.ROOT,
                "Best epoch %d, %s ELBO %.2f nats a row%s.%n",
                best.epoch(),
                best.validation() == null ? "training" : "validation",
                (best.validation() == null ? best.train() : best.validation()).value(),
                compared);
    }
}
