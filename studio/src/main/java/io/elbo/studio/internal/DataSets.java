package io.elbo.studio.internal;

import io.elbo.RunData;
import io.elbo.data.DataException;
import io.elbo.data.DownloadProgress;
import io.elbo.data.ImagePairs;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableRows;
import io.elbo.formats.Tables;
import io.elbo.table.TableModel;
import io.elbo.table.TableRun;
import java.nio.file.Path;

/** The data that runs were trained on, opened again: few are kept, as they are large. */
final class DataSets {
    private static final int KEPT = 2;
    private static final DownloadProgress SILENT = (file, bytes, total) -> {};

    private final Recent<RunData, ImagePairs> images = new Recent<>(KEPT);
    private final Recent<TableKey, TableRows> tables = new Recent<>(KEPT);

    private record TableKey(RunData data, FileState file, Schema schema) {}

    /** The items of a run. */
    Items of(Run run, Loaded model) {
        RunData data = data(run);
        return model.table() == null
                ? ImageItems.of(model.vae(), images.get(data, d -> d.open(SILENT)))
                : new TableItems(model.table(), table(data, model.table()));
    }

    private TableRows table(RunData data, TableModel model) {
        Path file = Path.of(data.data());
        TableKey key = new TableKey(data, FileState.of(file), model.schema());
        return tables.get(
                key,
                k -> TableRun.Table.read(
                                Tables.open(file, data.options()),
                                model.schema(),
                                false,
                                data.limit() == null ? Integer.MAX_VALUE : data.limit())
                        .rows());
    }

    private static RunData data(Run run) {
        return Summaries.data(run)
                .orElseThrow(() -> new DataException("this run's folder does not say what it was trained on"));
    }
}
