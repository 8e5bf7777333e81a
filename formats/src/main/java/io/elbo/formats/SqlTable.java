package io.elbo.formats;

import io.elbo.data.DataException;
import io.elbo.data.table.Reading;
import io.elbo.data.table.RowSink;
import io.elbo.data.table.TableNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** The result of a query as a table. Each pass opens a connection and runs the query again. */
final class SqlTable implements TypedSource {
    private static final int FETCH = 1000;

    private final String name;
    private final Connector connector;
    private final String query;
    private final Function<Exception, DataException> wrong;
    private final ResultCells cells;
    private final List<String> columns;
    private final List<String> notes;
    private boolean measured;

    /** Opens a connection. */
    @FunctionalInterface
    public interface Connector {
        /** @throws SQLException if no connection can be opened */
        Connection open() throws SQLException;
    }

    /**
     * Runs the query for its columns.
     *
     * @param name of the table in messages
     * @param notes about it, in sentences
     * @param wrong converts a driver's error for the user
     */
    public SqlTable(
            String name,
            Connector connector,
            String query,
            List<String> notes,
            Function<Exception, DataException> wrong) {
        this.name = name;
        this.connector = connector;
        this.query = query;
        this.notes = new ArrayList<>(notes);
        this.wrong = wrong;
        try (Connection connection = connector.open();
                PreparedStatement statement = connection.prepareStatement(query)) {
            this.cells = described(statement);
        } catch (SQLException e) {
            throw wrong.apply(e);
        }
        if (cells.names().length == 0) {
            throw new DataException(name + ": has no columns; at least one is needed");
        }
        this.columns = TableNames.unique(cells.names(), this.notes);
        this.measured = !cells.hasSeconds();
    }

    private ResultCells described(PreparedStatement statement) throws SQLException {
        ResultSetMetaData columns = statement.getMetaData();
        if (columns != null) {
            return new ResultCells(columns, name);
        }
        // a driver that does not know before
        statement.setFetchSize(FETCH);
        try (ResultSet result = statement.executeQuery()) {
            return new ResultCells(result.getMetaData(), name);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<StoredType> stored() {
        return cells.stored();
    }

    @Override
    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }

    @Override
    public Reading read(RowSink sink) {
        if (!measured) {
            pass((row, result) -> cells.measure(result));
            measured = true;
        }
        String[][] next = new String[1][];
        return Reading.whole(pass((row, result) -> next[0] = cells.cells(result), row -> sink.row(row, next[0])));
    }

    /** An operation on a row while the result is positioned on it. */
    @FunctionalInterface
    private interface Look {
        void at(long row, ResultSet result) throws SQLException;
    }

    /** An operation on a row afterwards. */
    @FunctionalInterface
    private interface Give {
        void row(long row);
    }

    private void pass(Look look) {
        pass(look, row -> {});
    }

    private long pass(Look look, Give give) {
        long rows = 0;
        try (Connection connection = connector.open();
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet result = statement.executeQuery(query)) {
                while (result.next()) {
                    look.at(++rows, result);
                    give.row(rows);
                }
            }
        } catch (SQLException e) {
            throw wrong.apply(explained(e));
        }
        return rows;
    }

    /**
     * Returns a better error. When DuckDB streams, these words hide an error in the first rows; without streaming, its message is
     * specific.
     */
    private SQLException explained(SQLException found) {
        if (!String.valueOf(found.getMessage()).contains("Invalid result set")) {
            return found;
        }
        try (Connection connection = connector.open();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE elbo_explained AS " + query);
            return found;
        } catch (SQLException e) {
            return e;
        }
    }
}
