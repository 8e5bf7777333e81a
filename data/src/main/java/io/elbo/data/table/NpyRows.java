package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.file.CountedInput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The rows of an NPY file as text, block by block, in either memory order. At most a few MiB are in memory.
 *
 * @param file an uncompressed NPY file
 * @param name of the file in messages
 * @param begin the byte of the first number
 */
record NpyRows(Path file, String name, NpyHeader header, long begin) {
    private static final int BLOCK = 1 << 20;

    /** @throws DataException naming file and place, if it is not a complete array of 1 or 2 dimensions of numbers */
    public static NpyRows open(Path file, String name) {
        try (CountedInput in = CountedInput.open(file)) {
            NpyRows array = new NpyRows(file, name, NpyHeader.read(in, name), in.position());
            array.check(in.fileSize());
            return array;
        }
    }

    private void check(long fileSize) {
        long[] shape = header.shape();
        if (shape.length != 1 && shape.length != 2 || columns() < 1 || columns() > 1 << 20) {
            throw wrong("has the shape " + Arrays.toString(shape)
                    + "; a table has 2 dimensions and at least one column, or 1 if it has one column");
        }
        long held = (fileSize - begin) / header.type().size();
        if (held / columns() < rows()
                || fileSize - begin != rows() * columns() * header.type().size()) {
            throw wrong("holds " + held + " numbers; the shape " + Arrays.toString(shape) + " needs another number");
        }
    }

    public long rows() {
        return header.shape()[0];
    }

    public int columns() {
        return header.shape().length == 1 ? 1 : (int) Math.min(header.shape()[1], Integer.MAX_VALUE);
    }

    private DataException wrong(String what) {
        return new DataException(name + ": " + what);
    }

    /** Opens the numbers for one pass. */
    public Pass pass() throws IOException {
        return new Pass(FileChannel.open(file));
    }

    /** One pass over the rows. */
    public final class Pass implements AutoCloseable {
        private final FileChannel channel;
        private final int blockRows =
                (int) Math.max(1, BLOCK / ((long) columns() * header.type().size()));
        private final ByteBuffer block = ByteBuffer.allocate(
                        blockRows * columns() * header.type().size())
                .order(header.type().order());
        private long row;
        private int inBlock;
        private int left;

        private Pass(FileChannel channel) {
            this.channel = channel;
        }

        /** Writes the next row into the cells from an offset. There must be a next row. */
        public void next(String[] cells, int offset) throws IOException {
            if (inBlock == left) {
                fill();
            }
            int size = header.type().size();
            for (int column = 0; column < columns(); column++) {
                int index = header.fortranOrder() ? column * left + inBlock : inBlock * columns() + column;
                cells[offset + column] = header.type().text(block.position(index * size));
            }
            inBlock++;
            row++;
        }

        private void fill() throws IOException {
            left = (int) Math.min(blockRows, rows() - row);
            inBlock = 0;
            int size = header.type().size();
            block.clear();
            if (header.fortranOrder()) {
                for (int column = 0; column < columns(); column++) {
                    block.limit(block.position() + left * size);
                    read(begin + (column * rows() + row) * size);
                }
            } else {
                block.limit(left * columns() * size);
                read(begin + row * columns() * size);
            }
        }

        private void read(long from) throws IOException {
            long at = from;
            while (block.hasRemaining()) {
                int n = channel.read(block, at);
                if (n < 0) {
                    throw new EOFException("ends in row " + row);
                }
                at += n;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
