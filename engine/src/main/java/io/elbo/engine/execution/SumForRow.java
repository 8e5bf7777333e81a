package io.elbo.engine.execution;

import io.elbo.engine.Binary;

/**
 * {@code y_j = sum over rows i of x_i[j]}, i ascending. The values for the rows j of a chunk are adjacent in each {@code x_i}, as
 * they are in y.
 *
 * @param x of an earlier phase, for the whole batch
 */
record SumForRow(Buffer x, Buffer y) implements Instruction {
    @Override
    public void run(Worker w, int from, int to) {
        float[] terms = x.array(w);
        float[] sums = y.array(w);
        int first = from * y.size;
        int n = (to - from) * y.size;
        int at = y.at(w, from);
        System.arraycopy(terms, x.at(w, 0) + first, sums, at, n);
        for (int row = 1; row < w.rows; row++) {
            w.kernels.binary(Binary.ADD, sums, at, terms, x.at(w, row) + first, sums, at, n);
        }
    }
}
