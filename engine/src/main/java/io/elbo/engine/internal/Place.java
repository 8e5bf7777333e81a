package io.elbo.engine.internal;

/**
 * Where a row-wise value lies: for the whole batch, for the chunk of rows that a worker is at, for its current row only,
 * or the same for all rows.
 */
final class Place {
    final int size;
    /** Floats from one row to the next; 0 where all rows share one place. */
    private int stride;

    private float[] whole;
    private float[][] perWorker;

    private Place(int size, int stride) {
        this.size = size;
        this.stride = stride;
    }

    static Place wholeBatch(int size, int rows) {
        if ((long) size * rows > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(size + " numbers kept for each of " + rows
                    + " rows: must be fewer than 2^31 together, so take smaller batches");
        }
        Place place = new Place(size, size);
        place.whole = new float[size * rows];
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
        Place place = new Place(size, 0);
        place.whole = values;
        return place;
    }

    static Place chunk(int size) {
        return new Place(size, size);
    }

    static Place row(int size) {
        return new Place(size, 0);
    }

    /** Takes over another way of lying in memory, before anything is assigned. */
    void become(Place other) {
        stride = other.stride;
        whole = other.whole;
    }

    void assign(float[][] arrays) {
        perWorker = arrays;
    }

    float[] array(Worker worker) {
        return whole != null ? whole : perWorker[worker.index];
    }

    int at(Worker worker, int row) {
        return whole != null ? row * stride : (row - worker.chunkStart) * stride;
    }
}
