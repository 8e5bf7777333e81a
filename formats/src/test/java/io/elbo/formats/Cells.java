package io.elbo.formats;

import io.elbo.data.table.CsvSink;
import io.elbo.data.table.TableSource;
import java.util.ArrayList;
import java.util.List;

/** Tables in memory. */
final class Cells {
    private Cells() {}

    static List<List<String>> rows(TableSource source) {
        List<List<String>> rows = new ArrayList<>();
        source.read((line, cells) -> rows.add(List.of(cells)));
        return rows;
    }

    static CsvSink.Content content(List<List<String>> rows) {
        return sink -> {
            for (int i = 0; i < rows.size(); i++) {
                sink.row(i + 1, rows.get(i).toArray(new String[0]));
            }
        };
    }
}
