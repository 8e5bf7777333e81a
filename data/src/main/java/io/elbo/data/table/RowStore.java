package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.DataProblem;
import io.elbo.data.file.DoublesDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Collected rows: in memory if there are few, otherwise in a temporary file that is mapped into memory. Where the system allows
 * it, the file is unlinked as soon as all rows are written, so nothing is left of it however the process ends.
 */
public final class RowStore implements TableRows {
    /** Values of a block: 512 KiB. */
    private static final int BLOCK = 1 << 16;
    /** Values per mapping: 64 MiB, because a mapping must be smaller than 2 GiB. */
    private static final int MAPPED = 1 << 23;

    private final int count;
    private final int columns;
    private final int rowsPerBlock;
    private final DoubleBuffer[] blocks;
    private final boolean onDisk;
    private final String digest;

    private RowStore(Builder from, DoubleBuffer[] blocks) {
        count = from.count;
        columns = from.columns;
        rowsPerBlock = from.rowsPerBlock;
        onDisk = from.file != null;
        digest = from.digest.text();
        this.blocks = blocks;
    }

    /**
     * Returns a builder that collects rows.
     *
     * @param columns values of a row
     * @param memory maximum bytes of rows in Java's memory
     */
    public static Builder builder(int columns, long memory) {
        return new Builder(columns, memory);
    }

    /** Returns a part of Java's memory that leaves enough for training. */
    public static long usualMemory() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    /** Returns whether the rows are in a file. */
    public boolean onDisk() {
        return onDisk;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public double[] row(int row) {
        Objects.checkIndex(row, count);
        double[] values = new double[columns];
        blocks[row / rowsPerBlock].get(row % rowsPerBlock * columns, values);
        return values;
    }

    @Override
    public double value(int row, int column) {
        Objects.checkIndex(row, count);
        Objects.checkIndex(column, columns);
        return blocks[row / rowsPerBlock].get(row % rowsPerBlock * columns + column);
    }

    @Override
    public String digest() {
        return digest;
    }

    /** Collects rows, for one thread. It must be closed if it is not built. */
    public static final class Builder implements AutoCloseable {
        private final int columns;
        private final int rowsPerBlock;
        private final long memory;
        private final DoublesDigest digest = new DoublesDigest();
        private final List<double[]> full = new ArrayList<>();
        private double[] block;
        private int count;
        private FileChannel file;
        private ByteBuffer bytes;

        private Builder(int columns, long memory) {
            if (columns < 1) {
                throw new IllegalArgumentException("columns " + columns + ": must be at least 1");
            }
            this.columns = columns;
            this.memory = memory;
            rowsPerBlock = Math.max(1, BLOCK / columns);
        }

        /** Returns how many rows there are. */
        public int count() {
            return count;
        }

        /**
         * Adds a row, whose values are copied.
         *
         * @throws DataException if there is no room for it
         */
        public void add(double[] row) {
            if (row.length != columns) {
                throw new DataException(
                        "row " + count + " has " + row.length + " values; there are " + columns + " columns");
            }
            if (count == Integer.MAX_VALUE) {
                throw new DataException(
                        "there are more than " + Integer.MAX_VALUE + " rows", DataProblem.TOO_MANY_ROWS);
            }
            int at = count % rowsPerBlock * columns;
            if (at == 0) {
                next();
            }
            System.arraycopy(row, 0, block, at, columns);
            digest.add(row);
            count++;
        }

        private void next() {
            int values = rowsPerBlock * columns;
            if (file == null && 8L * values * (full.size() + 1) > memory && count > 0) {
                spill();
            }
            if (file == null) {
                block = new double[values];
                full.add(block);
            } else if (count > 0) {
                write(block);
            }
        }

        /** Moves all rows to a file. Its last block is full and is reused. */
        private void spill() {
            try {
                Path path = Files.createTempFile("elbo-rows-", ".tmp");
                file = FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            } catch (IOException e) {
                throw noRoom(e);
            }
            bytes = ByteBuffer.allocateDirect(8 * block.length).order(ByteOrder.nativeOrder());
            full.subList(0, full.size() - 1).forEach(this::write);
            full.clear();
        }

        private void write(double[] values) {
            bytes.clear();
            bytes.asDoubleBuffer().put(values);
            bytes.limit(8 * values.length);
            try {
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            } catch (IOException e) {
                throw noRoom(e);
            }
        }

        private DataException noRoom(IOException e) {
            return new DataException(
                    "row " + count + ": no room for the rows in the folder of temporary files, " + "java.io.tmpdir="
                            + System.getProperty("java.io.tmpdir") + " (" + e.getMessage() + ")",
                    DataProblem.NO_ROOM_FOR_ROWS,
                    e);
        }

        /** Returns the rows. It must be called only once. */
        public RowStore build() {
            if (file == null) {
                return new RowStore(this, full.stream().map(DoubleBuffer::wrap).toArray(DoubleBuffer[]::new));
            }
            write(block);
            int blockBytes = 8 * rowsPerBlock * columns;
            int mappedAtOnce = Math.max(1, 8 * MAPPED / blockBytes);
            DoubleBuffer[] blocks = new DoubleBuffer[(int) (((long) count + rowsPerBlock - 1) / rowsPerBlock)];
            try {
                for (int from = 0; from < blocks.length; from += mappedAtOnce) {
                    int some = Math.min(mappedAtOnce, blocks.length - from);
                    ByteBuffer mapped = file.map(
                                    FileChannel.MapMode.READ_ONLY, (long) from * blockBytes, (long) some * blockBytes)
                            .order(ByteOrder.nativeOrder());
                    for (int i = 0; i < some; i++) {
                        blocks[from + i] = mapped.slice(i * blockBytes, blockBytes)
                                .order(ByteOrder.nativeOrder())
                                .asDoubleBuffer();
                    }
                }
            } catch (IOException e) {
                throw noRoom(e);
            }
            RowStore store = new RowStore(this, blocks);
            close();
            return store;
        }

        /** Deletes the file; mappings stay. */
        @Override
        public void close() {
            if (file != null) {
                try {
                    file.close();
                } catch (IOException e) {
                    throw noRoom(e);
                }
            }
        }
    }
}
