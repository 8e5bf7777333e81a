package io.elbo.table;

import io.elbo.data.Digested;
import io.elbo.data.Rows;
import io.elbo.data.table.TableRows;

/** The rows of a table as inputs of a model. */
final class CodedRows {
    /** The greatest number of cells whose codes are kept; of a larger table, a row is coded whenever it is read. */
    private static final long MOST_KEPT = 2_000_000;

    private CodedRows() {}

    /** Writes a row to an input of a model. */
    interface Writer {
        void write(CellCodes codes, int row, float[] to, int at);
    }

    /** Returns the coded rows of a block. */
    static Rows of(CellCodes codes, int width, Writer writer) {
        return new Block(codes, width, writer);
    }

    private record Block(CellCodes codes, int width, Writer writer) implements Rows {
        @Override
        public int count() {
            return codes.count();
        }

        @Override
        public void read(int row, float[] to, int offset) {
            writer.write(codes, row, to, offset);
        }
    }

    /** Returns the rows of a table that are read again and again. */
    static Source source(TableRows rows, CellCodes.Coder coder) {
        boolean kept = (long) rows.count() * rows.columns() <= MOST_KEPT;
        return new Source(rows, coder, kept ? coder.code(rows) : null);
    }

    /**
     * The rows of a table.
     *
     * @param codes null if each row is coded when it is read
     */
    record Source(TableRows rows, CellCodes.Coder coder, CellCodes codes) {
        Rows rows(int width, Writer writer) {
            return new Table(this, width, writer);
        }
    }

    /** The rows of a table. Their digest is that of the table. */
    private record Table(Source source, int width, Writer writer) implements Rows, Digested {
        @Override
        public int count() {
            return source.rows.count();
        }

        @Override
        public void read(int row, float[] to, int offset) {
            if (source.codes == null) {
                writer.write(source.coder.code(source.rows, row, row + 1), 0, to, offset);
            } else {
                writer.write(source.codes, row, to, offset);
            }
        }

        @Override
        public String digest() {
            return source.rows.digest();
        }
    }
}
