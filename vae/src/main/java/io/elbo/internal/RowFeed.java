package io.elbo.internal;

import io.elbo.Binarization;
import io.elbo.data.Rows;
import io.elbo.engine.CounterRandom;
import io.elbo.engine.Feed;

/** Feeds rows to input x: a batch of some order, binarized as wanted. */
final class RowFeed implements Feed {
    private static final float HALF = 0.5f;

    private final Rows rows;
    private final Binarization binarization;
    private final CounterRandom random;
    private final int width;
    private int[] order;
    private int first;
    private int step;
    private int firstAddress;

    RowFeed(Rows rows, Binarization binarization, long seed) {
        this.rows = rows;
        this.binarization = binarization;
        random = CounterRandom.of(seed, "binarization");
        width = rows.width();
    }

    /**
     * The batch to feed.
     *
     * @param newOrder rows of the data; null for the data's own order
     * @param from where the batch begins in it
     * @param address of the random numbers, with that of the first row
     */
    void batch(int[] newOrder, int from, int address, int rowAddress) {
        order = newOrder;
        first = from;
        step = address;
        firstAddress = rowAddress;
    }

    @Override
    public void fill(int input, int row, float[] to, int at) {
        rows.read(order == null ? first + row : order[first + row], to, at);
        switch (binarization) {
            case NONE -> {
                return;
            }
            case THRESHOLD -> {
                for (int i = at; i < at + width; i++) {
                    to[i] = to[i] >= HALF ? 1 : 0;
                }
            }
            case DYNAMIC -> draw(firstAddress + row, to, at);
        }
    }

    private void draw(int address, float[] to, int at) {
        float[] uniform = UNIFORM.get();
        for (int i = 0; i < width; i += 4) {
            int n = Math.min(4, width - i);
            boolean certain = true;
            for (int j = at + i; j < at + i + n; j++) {
                certain &= to[j] <= 0 || to[j] >= 1;
            }
            // most pixels are black or white: no number is needed, and none is skipped, for they have addresses
            if (!certain) {
                random.uniform(step, address, i, uniform, 0, n);
                for (int j = 0; j < n; j++) {
                    to[at + i + j] = uniform[j] < to[at + i + j] ? 1 : 0;
                }
            }
        }
    }

    private static final ThreadLocal<float[]> UNIFORM = ThreadLocal.withInitial(() -> new float[4]);
}
