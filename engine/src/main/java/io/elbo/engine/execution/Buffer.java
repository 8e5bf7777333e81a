package io.elbo.engine.execution;

/**
 * The memory of a row-wise value. It holds the values of the whole batch, of the chunk of rows that a worker processes, of a
 * block of that chunk (for the current group of instructions), or one value for all rows. The draws of a row are consecutive rows
 * here.
 */
final class Buffer {
    final int size;
    /** Floats between the starts of two rows; 0 where all rows share one value. */
    private final int stride;

    private boolean block;

    /** Draws of each row of the batch. */
    private final int draws;
    /** The row's value if its draws share it; null if each draw has its own. */
    private final Buffer single;

    private float[] whole;
    private float[][] perWorker;

    private Buffer(int size, int stride, int draws, Buffer single) {
        this.size = size;
        this.stride = stride;
        this.draws = draws;
        this.single = single;
    }

    static Buffer wholeBatch(int size, int rows, int draws) {
        if ((double) size * rows * draws > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(size + " numbers kept for each of " + rows + " rows"
                    + (draws > 1 ? " in each of " + draws + " draws" : "")
                    + ": the total must be below 2^31; use smaller batches");
        }
        Buffer buffer = new Buffer(size, size, draws, null);
        buffer.whole = new float[size * rows * draws];
        return buffer;
    }

    boolean ofWholeBatch() {
        return whole != null;
    }

    /** Returns the values of all rows of a batch as the one value that every row reads. */
    Buffer allRows() {
        return constant(whole, whole.length);
    }

    /** Sets the rows of the batch from this one on to zero. */
    void clear(int firstRow) {
        java.util.Arrays.fill(whole, firstRow * size, whole.length, 0);
    }

    static Buffer constant(float[] values, int size) {
        Buffer buffer = new Buffer(size, 0, 1, null);
        buffer.whole = values;
        return buffer;
    }

    static Buffer chunk(int size, int draws) {
        return new Buffer(size, size, draws, null);
    }

    /** Returns this row's value as the value of each of its draws. */
    Buffer eachDraw(int draws) {
        return stride == 0 ? this : new Buffer(size, size, draws, this);
    }

    /** Limits the buffer to the current block of rows or draws. Must be called before memory is assigned. */
    void keepBlock() {
        block = true;
    }

    /** Returns the floats for each row of a chunk, or for each row or draw of a block. */
    int perRow() {
        return block ? size : size * draws;
    }

    /** Returns whether the values of consecutive rows are adjacent. */
    boolean consecutive() {
        return single == null && stride == size;
    }

    void assign(float[][] arrays) {
        perWorker = arrays;
    }

    float[] array(Worker worker) {
        return single != null ? single.array(worker) : whole != null ? whole : perWorker[worker.index];
    }

    int at(Worker worker, int row) {
        if (single != null) {
            return single.at(worker, row / draws);
        }
        if (whole != null) {
            return row * stride;
        }
        return (row - (block ? worker.blockStart : worker.chunkStart * draws)) * stride;
    }
}
