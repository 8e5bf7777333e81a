package io.elbo.formats;

import io.elbo.data.DataException;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.table.CsvSink;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads and writes tables in Parquet files. */
public final class ParquetFile {
    private ParquetFile() {}

    /**
     * Opens a file. A column of bytes is refused. Lists and structures are read as their JSON text, and a note says so. Lines are
     * row numbers from 1.
     *
     * @throws DataException naming the file, if it cannot be read
     */
    public static TypedSource open(Path file) {
        return open(file, Words.of(file));
    }

    static TypedSource open(Path file, String name) {
        Words.requireFile(file, name);
        List<String> notes = new ArrayList<>();
        try {
            String query = query(file, name, notes);
            return new SqlTable(name, DuckDb::open, query, notes, e -> damaged(file, name, e));
        } catch (SQLException e) {
            throw damaged(file, name, e);
        }
    }

    private static String query(Path file, String name, List<String> notes) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Connection connection = DuckDb.open();
                Statement statement = connection.createStatement();
                ResultSet described = statement.executeQuery("DESCRIBE SELECT * FROM " + DuckDb.parquet(file))) {
            while (described.next()) {
                String column = described.getString(1);
                String type = described.getString(2);
                if (type.equals("BLOB")) {
                    throw new DataException(name + ": column " + Words.oneLine(column)
                            + " holds bytes (BLOB), which cannot be cells; remove the column");
                }
                boolean nested =
                        type.endsWith("]") || type.matches("(STRUCT|MAP|UNION)\\(.*") || type.equals("VARIANT");
                if (nested) {
                    notes.add(
                            "column " + Words.oneLine(column) + " holds lists or structures; it is read as JSON text");
                }
                String id = DuckDb.identifier(column);
                columns.add(nested ? "CAST(to_json(" + id + ") AS VARCHAR) AS " + id : id);
            }
        }
        return "SELECT " + String.join(", ", columns) + " FROM " + DuckDb.parquet(file);
    }

    private static DataException damaged(Path file, String name, Exception cause) {
        return new DataException(name + ": is not a readable Parquet file: " + DuckDbFault.reason(cause, file), cause);
    }

    /**
     * Writes a file atomically.
     *
     * @return values that could not be stored in the type of their column and were left out, in sentences; empty if there are
     *     none
     * @throws DataException naming the file, if it cannot be written, or two column names differ only in capitals
     */
    public static List<String> write(Path file, TableLayout layout, CsvSink.Content content) {
        requireNoTwins(file, layout);
        List<String> notes = new ArrayList<>();
        AtomicFile.replace(file, temporary -> {
            try {
                notes.addAll(ParquetSink.write(temporary, Words.of(file), layout, content));
            } catch (SQLException e) {
                throw new DataException(Words.of(file) + ": cannot be written: " + DuckDbFault.reason(e, temporary), e);
            }
            force(temporary);
        });
        return notes;
    }

    /** Refuses names that differ only in capitals, because many readers of Parquet, including DuckDB, ignore case. */
    private static void requireNoTwins(Path file, TableLayout layout) {
        Map<String, String> seen = new HashMap<>();
        for (String name : layout.names()) {
            String twin = seen.put(name.toLowerCase(Locale.ROOT), name);
            if (twin != null) {
                throw new DataException(Words.of(file) + ": cannot have the columns " + Words.oneLine(twin) + " and "
                        + Words.oneLine(name) + ", which differ only in capitals; use .csv or .jsonl instead");
            }
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
