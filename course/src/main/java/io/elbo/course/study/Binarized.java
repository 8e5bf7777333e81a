package io.elbo.course.study;

import io.elbo.data.Rows;
import io.elbo.rows.Examples;
import io.elbo.spec.Binarization;
import io.elbo.spec.Training;

/** Rows binarized for a model that was trained on binarized rows. Values of at least 1/2 become 1, others 0, the same each time. */
record Binarized(Rows rows) implements Rows {
    private static final float HALF = 0.5f;

    /** Returns examples whose targets are binarized if the training binarized its targets. */
    static Examples of(Examples rows, Training training) {
        return training.binarization() == Binarization.NONE
                ? rows
                : new Examples(new Binarized(rows.target()), rows.input(), rows.condition());
    }

    @Override
    public int count() {
        return rows.count();
    }

    @Override
    public int width() {
        return rows.width();
    }

    @Override
    public void read(int row, float[] to, int offset) {
        rows.read(row, to, offset);
        for (int i = offset; i < offset + rows.width(); i++) {
            to[i] = to[i] >= HALF ? 1 : 0;
        }
    }
}
