package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.DataProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Counts rows while a table is read, and keeps the first broken ones. It is for implementations of {@link TableSource}. */
public final class BrokenRowLog {
    private static final int MOST_REFUSED = 3;

    private final String name;
    private final BrokenRows policy;
    private final Consumer<BrokenRow> listener;
    private final List<BrokenRow> first = new ArrayList<>();
    private long rows;
    private long broken;

    /**
     * @param name of the table in messages
     * @param policy for broken rows
     */
    public BrokenRowLog(String name, BrokenRows policy) {
        this(name, policy, null);
    }

    /** @param listener receives each broken row; null for none */
    public BrokenRowLog(String name, BrokenRows policy, Consumer<BrokenRow> listener) {
        this.name = name;
        this.policy = policy;
        this.listener = listener;
    }

    /** Passes a row on, unless the table will be refused. */
    public void row(RowSink sink, long line, String[] cells) {
        rows++;
        if (broken == 0 || policy == BrokenRows.SKIP) {
            sink.row(line, cells);
        }
    }

    /** Passes a row on if it has as many cells as the table has columns; otherwise logs it as broken. */
    public void row(RowSink sink, long line, String[] cells, int columns) {
        if (cells.length == columns) {
            row(sink, line, cells);
        } else {
            broken(
                    line,
                    "has " + cells.length + (cells.length == 1 ? " cell" : " cells") + "; the table has " + columns);
        }
    }

    /** Logs a broken row. */
    public void broken(long line, String why) {
        broken++;
        if (listener != null) {
            listener.accept(new BrokenRow(line, why));
        }
        if (first.size() < Reading.MOST_NAMED) {
            first.add(new BrokenRow(line, why));
        }
    }

    /** Returns whether enough broken rows are known to refuse the table. */
    public boolean full() {
        return policy == BrokenRows.REFUSE && broken >= MOST_REFUSED;
    }

    /** @throws DataException naming the first broken rows, if there are any and the policy refuses them */
    public Reading finish() {
        if (broken > 0 && policy == BrokenRows.REFUSE) {
            String lines =
                    first.stream().limit(MOST_REFUSED).map(BrokenRow::toString).collect(Collectors.joining("; "));
            throw new DataException(
                    name + ": " + lines + (full() ? "; there may be more" : ""), DataProblem.BROKEN_ROWS);
        }
        return new Reading(rows, broken, first);
    }
}
