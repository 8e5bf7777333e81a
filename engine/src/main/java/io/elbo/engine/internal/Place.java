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
        Place place = new Place(size, size);
        place.whole = new float[Math.multiplyExact(size, rows)];
        return place;
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
