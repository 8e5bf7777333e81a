package io.elbo.cli;

import io.elbo.studio.request.TrainRequest;
import io.elbo.studio.request.TrainSetting;
import io.elbo.table.TableRun;
import io.elbo.table.TableSpec;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Starts the training of a table model.
 *
 * @param given all flags as typed
 */
record NewTableRun(
        TrainRequest given,
        TrainRunOptions run,
        TrainingDataOptions data,
        ModelOptions model,
        TrainingOptions training,
        TableTrainingOptions table,
        CommandSpec command) {
    /** @param file the table */
    void begin(String file) {
        Optional<TableSpec> spec = Optional.ofNullable(run.spec()).map(TableSpec::read);
        TableRun.Table read = table.read(file, data.most(), command);
        read.tooFew().ifPresent(Say::warning);
        Path folder = run.folder(TableFiles.name(file));
        TableRunSummary.report(
                folder,
                given.only(TrainSetting::ofResumedTable),
                progress -> Usage.settings(
                        command,
                        () -> TableRun.train(
                                folder,
                                read,
                                suited ->
                                        wanted(spec.orElse(suited), read.rows().count()),
                                run.options(data.given(file, table.options(command))),
                                progress)));
    }

    private TableSpec wanted(TableSpec from, int rows) {
        TableSpec parts = table.purposes().map(some -> from.with(some, rows)).orElse(from);
        return parts.withModel(
                model.on(parts.model().withTraining(training.on(parts.model().training()))));
    }
}
