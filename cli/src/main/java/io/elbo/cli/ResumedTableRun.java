package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.data.table.CsvOptions;
import io.elbo.data.table.TableSource;
import io.elbo.formats.Tables;
import io.elbo.run.RunData;
import io.elbo.run.RunFolder;
import io.elbo.studio.request.TrainRequest;
import io.elbo.studio.request.TrainSetting;
import io.elbo.table.TableRun;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Resumes the training of a table model.
 *
 * @param given all flags as typed
 */
record ResumedTableRun(
        TrainRequest given,
        TrainRunOptions run,
        TrainingDataOptions data,
        TableTrainingOptions table,
        CommandSpec command) {
    /** @param file the table; empty for the one that the folder names */
    void goOn(Optional<String> file) {
        Path folder = run.resume();
        TableRun.requireResumable(folder);
        TableSource source;
        int most;
        RunData of;
        if (file.isPresent()) {
            source = table.open(file.get(), command);
            most = data.most();
            of = data.given(file.get(), table.options(command));
        } else {
            of = RunFolder.data(folder)
                    .filter(RunData::table)
                    .orElseThrow(() ->
                            new DataException(folder + ": does not name its training table; give it with --data"));
            CsvOptions options = of.options();
            source = Tables.open(Path.of(of.data()), options);
            most = of.limit() == null ? Integer.MAX_VALUE : of.limit();
        }
        TableRun.Table read = table.read(source, TableRun.schemaOf(folder), most);
        TableRunSummary.report(
                folder,
                given.only(TrainSetting::ofResumedTable),
                progress -> TableRun.resume(folder, read, run.options(of), progress));
    }
}
