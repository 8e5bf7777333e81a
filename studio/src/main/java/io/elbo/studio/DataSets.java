package io.elbo.studio;

import io.elbo.data.DataException;
import io.elbo.data.image.DownloadProgress;
import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.ImageSource;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableRows;
import io.elbo.formats.Tables;
import io.elbo.run.RunData;
import io.elbo.table.TableModel;
import io.elbo.table.TableRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Reopens the data that runs were trained on. Keeps only a few data sets because they are large. */
final class DataSets {
    private static final int KEPT = 2;
    private static final System.Logger LOGGER = System.getLogger("io.elbo.studio");
    private static final DownloadProgress SILENT = (file, bytes, total) -> {};

    private final Recent<RunData, ImagePairs> images = new Recent<>(KEPT);
    private final Recent<TableKey, TableRows> tables = new Recent<>(KEPT);

    private record TableKey(RunData data, FileState file, Schema schema) {}

    /** Returns the items of a run. */
    Items of(StudioRun run, Loaded model) {
        RunData data = data(run);
        return model.table() == null
                ? ImageItems.of(model.vae(), opened(data, () -> images.get(data, d -> d.open(SILENT))))
                : new TableItems(model.table(), opened(data, () -> table(data, model.table())));
    }

    /**
     * Opens data without quoting its content in errors. A run folder may come from anywhere and may name any file of this computer
     * as its data.
     */
    private static <T> T opened(RunData data, Supplier<T> open) {
        try {
            return open.get();
        } catch (DataException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "data cannot be opened", e);
            throw new DataException(data.data() + ": " + why(data), e);
        }
    }

    private static String why(RunData data) {
        Path file = Path.of(data.data());
        if (ImageSource.names().contains(data.data())) {
            return "cannot be opened again";
        }
        if (!Files.exists(file)) {
            return "does not exist any more";
        }
        return Files.isReadable(file) ? "is not what this run was trained on" : "is not readable";
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

    private static RunData data(StudioRun run) {
        return Summaries.data(run)
                .orElseThrow(() -> new DataException("this run's folder does not say what it was trained on"));
    }
}
