package io.elbo.course.study;

import io.elbo.data.Rows;
import io.elbo.rows.Examples;
import io.elbo.spec.Binarization;
import io.elbo.spec.Training;

/** Rows as a model that was trained on binarized ones expects them: 1 from one half on, else 0, the same each time. */
record Binarized(Rows rows) implements Rows {
    private static final float HALF = 0.5f;

    /** Examples whose targets are binarized if those of the training were. */
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
