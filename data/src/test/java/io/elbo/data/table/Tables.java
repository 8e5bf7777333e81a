package io.elbo.data.table;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Tables in memory, and the published ones if they exist beside the checkout. */
final class Tables {
    /** The folder of published data; a property can set another one. */
    static final Path SHARED = Path.of(System.getProperty("elbo.shared", "../../shared"), "data");

    private Tables() {}

    static List<List<String>> rows(TableSource source) {
        List<List<String>> rows = new ArrayList<>();
        source.read((line, cells) -> rows.add(List.of(cells)));
        return rows;
    }

    static boolean shared() {
        return Files.isDirectory(SHARED.resolve("tabular"));
    }

    /** Columns of cells. */
    static TableSource of(List<String> names, List<String[]> rows) {
        return new TableSource() {
            @Override
            public String name() {
                return "memory";
            }

            @Override
            public List<String> columns() {
                return names;
            }

            @Override
            public Reading read(RowSink sink) {
                for (int row = 0; row < rows.size(); row++) {
                    sink.row(row + 2, rows.get(row).clone());
                }
                return Reading.whole(rows.size());
            }
        };
    }

    /** One column. */
    static TableSource column(String name, List<String> cells) {
        return of(
                List.of(name),
                IntStream.range(0, cells.size())
                        .mapToObj(row -> new String[] {cells.get(row)})
                        .toList());
    }

    /** Returns the same table with decimal commas. */
    static TableSource withDecimalComma(TableSource source) {
        return new TableSource() {
            @Override
            public String name() {
                return source.name();
            }

            @Override
            public List<String> columns() {
                return source.columns();
            }

            @Override
            public char decimalMark() {
                return ',';
            }

            @Override
            public Reading read(RowSink sink) {
                return source.read(sink);
            }
        };
    }

    /** Returns the same table; the listener receives how many rows were read before each. */
    static TableSource watched(TableSource source, LongConsumer rows) {
        return new TableSource() {
            private long read;

            @Override
            public String name() {
                return source.name();
            }

            @Override
            public List<String> columns() {
                return source.columns();
            }

            @Override
            public Reading read(RowSink sink) {
                return source.read((line, cells) -> {
                    rows.accept(read++);
                    sink.row(line, cells);
                });
            }
        };
    }
}
