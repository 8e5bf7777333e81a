package io.elbo.cli;

import io.elbo.formats.JdbcQuery;
import io.elbo.spec.EpochMetrics;
import io.elbo.table.TableModel;
import io.elbo.table.TableRun;
import io.elbo.table.TableTraining;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Trains a model of a table. */
record NewTableRun(
        TrainRunOptions run,
        TrainingDataOptions data,
        ModelOptions model,
        TrainingOptions training,
        TableTrainingOptions table,
        CommandSpec command) {
    /** @param file of the table */
    void train(String file) {
        Optional<TableTraining> spec = Optional.ofNullable(run.spec()).map(TableTraining::read);
        TableRun.Table read = table.read(file, data.most(), command);
        read.tooFew().ifPresent(Say::warning);
        Path folder = run.folder(name(file));
        try (ProgressPrinter progress = new ProgressPrinter(System.err, folder)) {
            TableModel trained = Usage.settings(
                    command,
                    () -> TableRun.train(
                            folder,
                            read,
                            data.given(file, table.options(command)),
                            suited -> wanted(spec.orElse(suited)),
                            progress,
                            run.threads()));
            progress.clear();
            report(trained);
        }
        System.out.println("Run folder: " + folder);
        System.out.println("  model.safetensors, schema.json, spec.json, metrics.csv");
    }

    private TableTraining wanted(TableTraining from) {
        return model.on(from.withTraining(training.on(from.training())));
    }

    /** What the folder of the run is called after. */
    private static String name(String file) {
        return file.equals(TableFiles.STANDARD) || JdbcQuery.isUrl(file)
                ? "table" // a URL may have a password in it
                : Path.of(file).getFileName().toString().replaceFirst("\\..*", "");
    }

    private static void report(TableModel trained) {
        EpochMetrics best = trained.provenance().best();
        System.out.printf(
                Locale.ROOT,
                "%s; p-values compare with %,d rows.%n",
                best == null
                        ? "Stopped before the first epoch ended"
                        : String.format(
                                Locale.ROOT,
                                "Best epoch %d, %s ELBO %.2f nats a row",
                                best.epoch(),
                                best.validation() == null ? "training" : "validation",
                                (best.validation() == null ? best.train() : best.validation()).value()),
                trained.calibrationRows());
    }
}
