package io.elbo.engine.execution;

/**
 * Where a row-wise value lies: for the whole batch, for the chunk of rows that a worker is at, for the block of these that its
 * group of instructions is at, or the same for all rows. The draws of a row are consecutive rows here.
 */
final class Buffer {
    final int size;
    /** Floats from one row to the next; 0 where all rows share one value. */
    private final int stride;

    private boolean block;

    /** Draws of a row of the batch. */
    private final int draws;
    /** The value of the row, where its draws share it; null where each draw has its own. */
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
                    + ": must be fewer than 2^31 together, so take smaller batches");
        }
        Buffer buffer = new Buffer(size, size, draws, null);
        buffer.whole = new float[size * rows * draws];
        return buffer;
    }

    boolean ofWholeBatch() {
        return whole != null;
    }

    /** The values of all rows of a batch as the one value that every row sees. */
    Buffer allRows() {
        return constant(whole, whole.length);
    }

    /** Puts zeros into the rows of the batch from this one on. */
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

    /** This row's value as that of each of its draws. */
    Buffer eachDraw(int draws) {
        return stride == 0 ? this : new Buffer(size, size, draws, this);
    }

    /** Keeps the values of the current block of rows, or draws, only. Before anything is assigned. */
    void keepBlock() {
        block = true;
    }

    /** Floats for each row of a chunk; of a block, for each row or draw. */
    int perRow() {
        return block ? size : size * draws;
    }

    /** Whether the values of rows lie one after the other. */
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
