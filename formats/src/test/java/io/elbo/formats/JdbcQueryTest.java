package io.elbo.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.table.InferenceOptions;
import io.elbo.data.table.Schema;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class JdbcQueryTest {
    private static final String H2 = "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1";

    @TempDir
    Path folder;

    private static TypedSource open(String url, String query) {
        return JdbcQuery.open(url, query, Optional.empty(), Optional.empty());
    }

    private static DataException refused(String url, String query) {
        DataException e =
                assertThrows(DataException.class, () -> open(url, query).read((line, cells) -> {}));
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        return e;
    }

    @Test
    void twoDatabasesGiveTheSameCells() throws SQLException {
        String query =
                "SELECT CAST(1.5 AS DOUBLE PRECISION) AS \"d\", CAST(1.50 AS DECIMAL(9,2)) AS \"n\", 7 AS \"i\", "
                        + "CAST(NULL AS INTEGER) AS \"none\", 'a''b' AS \"t\", TRUE AS \"b\", DATE '2024-02-29' AS \"day\", "
                        + "TIME '13:30:00' AS \"time\", TIMESTAMP '2024-03-31 02:30:00.5' AS \"at\", "
                        + "CAST('2024-01-05 13:30:00+02' AS TIMESTAMP WITH TIME ZONE) AS \"moment\"";
        List<List<String>> expected = List.of(List.of(
                "1.5",
                "1.50",
                "7",
                "",
                "a'b",
                "true",
                "2024-02-29",
                "13:30:00",
                "2024-03-31T02:30:00.500",
                "2024-01-05T11:30:00Z"));
        for (String url : List.of(H2, "jdbc:duckdb:")) {
            TypedSource source = open(url, query);
            assertEquals(
                    List.of("d", "n", "i", "none", "t", "b", "day", "time", "at", "moment"), source.columns(), url);
            assertEquals(expected, Cells.rows(source), url);
            assertEquals(expected, Cells.rows(source), url + " again");
        }
    }

    @Test
    void eachPassAsksAgain() throws SQLException {
        try (Connection connection = DriverManager.getConnection(H2);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE people (age INTEGER)");
            statement.execute("INSERT INTO people SELECT x FROM system_range(1, 5000)");
            TypedSource source = open(H2, "SELECT age FROM people ORDER BY age");
            assertEquals(5000, Cells.rows(source).size());
            statement.execute("DELETE FROM people WHERE age > 1");
            assertEquals(List.of(List.of("1")), Cells.rows(source));
            statement.execute("DELETE FROM people");
            DataException e =
                    assertThrows(DataException.class, () -> Schema.infer(source, InferenceOptions.defaults()));
            assertEquals("jdbc:h2:mem:test: has no rows; at least one is needed", e.getMessage());
        }
    }

    @Test
    void namesAreMadeUniqueAndBytesAndListsRefused() {
        TypedSource source = open("jdbc:duckdb:", "SELECT 1 AS a, 2 AS a, 3 AS \" \"");
        assertEquals(List.of("a", "a_2", "c2"), source.columns());
        assertEquals(
                List.of("column 2, 'a', occurs twice; it is named a_2", "column 3, ' ', has no name; it is named c2"),
                source.notes());
        assertTrue(refused(H2, "SELECT X'00' AS raw").getMessage().contains("column RAW holds bytes"));
        assertTrue(
                refused("jdbc:duckdb:", "SELECT 'x'::blob AS raw").getMessage().contains("column raw holds bytes"));
        for (String nested : List.of("[1, 2]", "{'x': 1}", "map {'x': 1}")) {
            String message =
                    refused("jdbc:duckdb:", "SELECT " + nested + " AS nested").getMessage();
            assertTrue(message.contains("column nested holds "), message);
        }
    }

    @Test
    void aDatabaseInAFileIsOnlyRead() throws Exception {
        Path file = folder.resolve("shop.db");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t AS SELECT i FROM range(3) r(i)");
        }
        String url = "jdbc:duckdb:" + file;
        assertEquals(3, Cells.rows(open(url, "SELECT * FROM t ORDER BY i")).size());
        assertTrue(refused(url, "DROP TABLE t").getMessage().startsWith(url + ": "));
        assertEquals(3, Cells.rows(open(url, "SELECT * FROM t")).size(), "the table is still there");
        Path none = folder.resolve("none.db");
        refused("jdbc:duckdb:" + none, "SELECT 1");
        assertFalse(Files.exists(none), "no database was made");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT * FROM 'https://example.org/x.parquet'", "INSTALL spatial", "LOAD spatial"})
    void nothingIsFetched(String query) {
        refused("jdbc:duckdb:", query);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        jdbc:duckdb:         | selec 1                  | jdbc:duckdb: Parser Error
        jdbc:duckdb:         | SELECT * FROM nothing    | jdbc:duckdb: Catalog Error
        jdbc:duckdb:         | SELECT CAST('x' AS INT)  | jdbc:duckdb: Conversion Error
        jdbc:duckdb:         | CREATE TABLE t (i INT)   | jdbc:duckdb: executeQuery() can only be used
        jdbc:h2:mem:wrong    | selec 1                  | jdbc:h2:mem:wrong: Syntax error
        jdbc:nosql://h/d?a=b | SELECT 1                 | jdbc:nosql://h/d: there is no driver for it on the class path; available drivers: org.duckdb
        """)
    void whatIsWrongIsSaidInOneLine(String url, String query, String message) {
        String said = refused(url, query).getMessage();
        assertTrue(said.startsWith(message), said);
    }

    /** A database whose messages reveal everything. */
    private static final class Gossip implements Driver {
        @Override
        public Connection connect(String url, Properties properties) throws SQLException {
            throw new SQLException("cannot connect to " + url + " with " + properties, new SQLException("with " + url));
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:gossip:");
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:gossip://host/db?user=me&password=geheim",
                "jdbc:gossip://host/db;user=me;PWD=geheim;x=1",
                "jdbc:gossip://me:geheim@host/db",
                "jdbc:gossip://me:ge@geheim@host/db?x=a@b",
                "jdbc:gossip:thin:me/geheim@//host:1521/db",
                "jdbc:gossip://(host=h,password=geheim)/db",
                "jdbc:gossip://host/db:user=me;password=geheim;",
                "jdbc:gossip://host/db?accessToken=geheim",
                "jdbc:gossip://host/db"
            })
    void passwordsAreNeverShown(String url) throws SQLException {
        Gossip gossip = new Gossip();
        DriverManager.registerDriver(gossip);
        try {
            DataException e = assertThrows(
                    DataException.class,
                    () -> JdbcQuery.open(url, "SELECT 1", Optional.of("me"), Optional.of("geheim too")));
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            assertFalse(trace.toString().contains("geheim"), trace.toString());
            assertTrue(e.getMessage().startsWith("jdbc:gossip"), e.getMessage());
        } finally {
            DriverManager.deregisterDriver(gossip);
        }
    }
}
