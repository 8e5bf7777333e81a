package io.elbo.formats;

import io.elbo.data.DataException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Reads the result of a database query. It uses any JDBC driver on the class path; DuckDB's is included. Each pass runs the query
 * again, and the database determines the order of rows. Add an ORDER BY for reproducible results. Lines are row numbers from 1.
 */
public final class JdbcQuery {
    private static final String DUCKDB = "jdbc:duckdb:";

    private JdbcQuery() {}

    /** Returns whether a text is the URL of a database. */
    public static boolean isUrl(String data) {
        return data.regionMatches(true, 0, "jdbc:", 0, "jdbc:".length());
    }

    /**
     * Runs a query for its columns. A DuckDB file is opened read-only; for other databases the connection is marked as read-only.
     *
     * @param user empty if none is needed, or the URL has one
     * @param password empty if none is needed, or the URL has one; it never appears in a message
     * @throws DataException naming the database without possible secrets, if there is no driver for it, or the driver reports an
     *     error
     */
    public static TypedSource open(String url, String query, Optional<String> user, Optional<String> password) {
        Secrets secrets = Secrets.of(url, password);
        String name = secrets.name();
        Properties properties = new Properties();
        user.ifPresent(value -> properties.setProperty("user", value));
        password.ifPresent(value -> properties.setProperty("password", value));
        boolean duckDb = url.startsWith(DUCKDB);
        if (duckDb) {
            properties.putAll(DuckDb.settings());
            String place = url.substring(DUCKDB.length()).replaceFirst(";.*", "");
            if (!place.isEmpty() && !place.startsWith(":")) {
                properties.setProperty("duckdb.read_only", "true");
            }
        }
        Driver driver = driver(url, name);
        return new SqlTable(
                name,
                () -> connect(driver, url, properties, duckDb),
                query,
                List.of(),
                e -> secrets.failure(name + ": " + secrets.without(e.getMessage()), e));
    }

    private static Driver driver(String url, String name) {
        try {
            return DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new DataException(name + ": there is no driver for it on the class path; available drivers: "
                    + DriverManager.drivers()
                            .map(driver -> driver.getClass().getName())
                            .sorted()
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
    }

    private static Connection connect(Driver driver, String url, Properties properties, boolean duckDb)
            throws SQLException {
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("the driver does not take this URL");
        }
        if (!duckDb) {
            try {
                connection.setReadOnly(true);
                connection.setAutoCommit(false); // PostgreSQL fetches rows in portions only within a transaction
            } catch (SQLException e) {
                // not all databases support it; reading works without
            }
        }
        return connection;
    }
}
