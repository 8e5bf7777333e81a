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
 * What a database answers to a query. Any JDBC driver on the class path does; DuckDB's is there. Each pass asks again, so that
 * the rows come in whatever order the database gives them, unless the query has an ORDER BY: where a result shall be the same each
 * time, it needs one. "Lines" are rows, from 1.
 */
public final class JdbcQuery {
    private static final String DUCKDB = "jdbc:duckdb:";

    private JdbcQuery() {}

    /** Whether it is the URL of a database. */
    public static boolean isUrl(String data) {
        return data.regionMatches(true, 0, "jdbc:", 0, "jdbc:".length());
    }

    /**
     * Asks for the columns. A database of DuckDB in a file is opened for reading only; of others, connections say that they will only
     * read.
     *
     * @param user empty if none is needed, or the URL has one
     * @param password empty if none is needed, or the URL has one; no message has it
     * @throws DataException naming the database without what may be secret, if there is no driver for it, or the driver finds a
     *     fault
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
            throw new DataException(name + ": there is no driver for it on the class path; those there are: "
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
                connection.setAutoCommit(false); // PostgreSQL gives rows in portions only within a transaction
            } catch (SQLException e) {
                // not all can; reading does not need it
            }
        }
        return connection;
    }
}
