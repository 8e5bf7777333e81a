package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.DataProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Counts rows while a table is read, and keeps the first broken ones: for those who write a {@link TableSource}. */
public final class BrokenRowLog {
    private static final int MOST_REFUSED = 3;

    private final String name;
    private final BrokenRows policy;
    private final Consumer<BrokenRow> listener;
    private final List<BrokenRow> first = new ArrayList<>();
    private long rows;
    private long broken;

    /**
     * @param name what messages call the table
     * @param policy what is to be done about broken rows
     */
    public BrokenRowLog(String name, BrokenRows policy) {
        this(name, policy, null);
    }

    /** @param listener hears of each broken row; null for nobody */
    public BrokenRowLog(String name, BrokenRows policy, Consumer<BrokenRow> listener) {
        this.name = name;
        this.policy = policy;
        this.listener = listener;
    }

    /** Gives a row on, unless the table is to be refused. */
    public void row(RowSink sink, long line, String[] cells) {
        rows++;
        if (broken == 0 || policy == BrokenRows.SKIP) {
            sink.row(line, cells);
        }
    }

    /** Gives a row on if it has as many cells as the table has columns; else it is none. */
    public void row(RowSink sink, long line, String[] cells, int columns) {
        if (cells.length == columns) {
            row(sink, line, cells);
        } else {
            broken(
                    line,
                    "has " + cells.length + (cells.length == 1 ? " cell" : " cells") + "; the table has " + columns);
        }
    }

    /** Counts a row that is none. */
    public void broken(long line, String why) {
        broken++;
        if (listener != null) {
            listener.accept(new BrokenRow(line, why));
        }
        if (first.size() < Reading.MOST_NAMED) {
            first.add(new BrokenRow(line, why));
        }
    }

    /** Whether enough is known to refuse the table. */
    public boolean full() {
        return policy == BrokenRows.REFUSE && broken >= MOST_REFUSED;
    }

    /** @throws DataException naming the first broken rows, if there are some and they are to be refused */
    public Reading finish() {
        if (broken > 0 && policy == BrokenRows.REFUSE) {
            String lines =
                    first.stream().limit(MOST_REFUSED).map(BrokenRow::toString).collect(Collectors.joining("; "));
            throw new DataException(name + ": " + lines + (full() ? "; perhaps more" : ""), DataProblem.BROKEN_ROWS);
        }
        return new Reading(rows, broken, first);
    }
}
