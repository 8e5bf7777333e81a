package io.elbo.formats;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** DuckDB as it is used here: in memory, on one thread, in the order of the file, without the network. */
final class DuckDb {
    private static final String MEMORY = "1GB";

    private DuckDb() {}

    /** A new database in memory, gone when it is closed. */
    public static DuckDBConnection open() throws SQLException {
        Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", settings());
        return connection.unwrap(DuckDBConnection.class);
    }

    /**
     * The settings of all databases. What does not fit into the memory goes to a folder in the JDK's temporary one, which is made
     * when it is needed, and removed. Extensions are neither loaded nor fetched from anywhere.
     */
    public static Properties settings() {
        String spill = Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "elbo-duckdb-" + ProcessHandle.current().pid())
                .toString();
        Properties settings = new Properties();
        settings.setProperty("jdbc_stream_results", "true");
        settings.setProperty("threads", "1");
        settings.setProperty("preserve_insertion_order", "true");
        settings.setProperty("memory_limit", MEMORY);
        settings.setProperty("temp_directory", spill);
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("custom_extension_repository", spill);
        settings.setProperty("autoinstall_extension_repository", spill);
        return settings;
    }

    /** A text in SQL. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A name in SQL. */
    public static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** The rows of a Parquet file, in SQL: of this very file, whatever its name has that a pattern or a partition would have. */
    public static String parquet(Path file) {
        String path = file.toAbsolutePath().toString().replaceAll("[*?\\[]", "[$0]");
        return "read_parquet(" + literal(path) + ", hive_partitioning = false)";
    }
}
