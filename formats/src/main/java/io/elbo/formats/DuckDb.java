package io.elbo.formats;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** Configures DuckDB: in memory, on one thread, in file order, without the network. */
final class DuckDb {
    private static final String MEMORY = "1GB";

    private DuckDb() {}

    /** Opens a new database in memory that is deleted when it is closed. */
    public static DuckDBConnection open() throws SQLException {
        Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", settings());
        return connection.unwrap(DuckDBConnection.class);
    }

    /**
     * Returns the settings of all databases. Data that do not fit into memory go to a folder inside the JDK's temporary folder,
     * which is created when needed and removed afterwards. Extensions are neither loaded nor downloaded.
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

    /** Returns a text as an SQL literal. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Returns a name as an SQL identifier. */
    public static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Returns SQL for the rows of a Parquet file. The path is taken literally, even if it looks like a pattern or a partition. */
    public static String parquet(Path file) {
        String path = file.toAbsolutePath().toString().replaceAll("[*?\\[]", "[$0]");
        return "read_parquet(" + literal(path) + ", hive_partitioning = false)";
    }
}
