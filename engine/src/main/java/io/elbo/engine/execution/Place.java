package io.elbo.engine.execution;

/**
 * Where a row-wise value lies: for the whole batch, for the chunk of rows that a worker is at, for the block of these that its
 * group of instructions is at, or the same for all rows. The draws of a row are consecutive rows here.
 */
final class Place {
    final int size;
    /** Floats from one row to the next; 0 where all rows share one place. */
    private final int stride;

    private boolean block;

    /** Draws of a row of the batch. */
    private final int draws;
    /** What lies here once for all draws; null for a place of its own. */
    private final Place single;

    private float[] whole;
    private float[][] perWorker;

    private Place(int size, int stride, int draws, Place single) {
        this.size = size;
        this.stride = stride;
        this.draws = draws;
        this.single = single;
    }

    static Place wholeBatch(int size, int rows, int draws) {
        if ((double) size * rows * draws > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(size + " numbers kept for each of " + rows + " rows"
                    + (draws > 1 ? " in each of " + draws + " draws" : "")
                    + ": must be fewer than 2^31 together, so take smaller batches");
        }
        Place place = new Place(size, size, draws, null);
        place.whole = new float[size * rows * draws];
        return place;
    }

    boolean ofWholeBatch() {
        return whole != null;
    }

    /** The values of all rows of a batch as the one value that every row sees. */
    Place allRows() {
        return constant(whole, whole.length);
    }

    /** Puts zeros into the rows of the batch from this one on. */
    void clear(int firstRow) {
        java.util.Arrays.fill(whole, firstRow * size, whole.length, 0);
    }

    static Place constant(float[] values, int size) {
        Place place = new Place(size, 0, 1, null);
        place.whole = values;
        return place;
    }

    static Place chunk(int size, int draws) {
        return new Place(size, size, draws, null);
    }

    /** This row's value as that of each of its draws. */
    Place eachDraw(int draws) {
        return stride == 0 ? this : new Place(size, size, draws, this);
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
