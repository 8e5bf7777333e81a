package io.elbo.engine.execution;

import io.elbo.engine.Shape;
import io.elbo.engine.kernel.Panels;

/** The values of one parameter in the layout of the kernels, with a transposed copy if a program needs one. */
final class Tensor {
    private final String name;
    private final Shape shape;
    private final Layout layout;
    private final float[] data;
    private float[] transposed;

    public Tensor(String name, Shape shape, Layout layout) {
        this.name = name;
        this.shape = shape;
        this.layout = layout;
        data = new float[layout.length()];
    }

    public String name() {
        return name;
    }

    public Shape shape() {
        return shape;
    }

    public Layout layout() {
        return layout;
    }

    /** Returns the panels of {@code [depth][columns]}. */
    public float[] data() {
        return data;
    }

    /** Returns the panels of {@code [columns][depth]}, kept up to date from the first call on. */
    public synchronized float[] transposed() {
        if (transposed == null) {
            float[] panels = new float[Panels.count(layout.depth()) * layout.columns() * Panels.WIDTH];
            transposed = panels;
            refreshTransposed();
        }
        return transposed;
    }

    public float[] get() {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = data[layout.at(i)];
        }
        return values;
    }

    public void set(float[] values) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(
                    name + ": " + values.length + " values for shape " + shape + " of " + shape.size());
        }
        for (int i = 0; i < values.length; i++) {
            data[layout.at(i)] = values[i];
        }
        refreshTransposed();
    }

    public void copyFrom(Tensor other) {
        if (!shape.equals(other.shape)) {
            throw new IllegalArgumentException(name + ": shape " + shape + ", not " + other.shape);
        }
        System.arraycopy(other.data, 0, data, 0, data.length);
        refreshTransposed();
    }

    private void refreshTransposed() {
        for (int panel = 0; panel < Panels.count(layout.columns()); panel++) {
            refreshTransposed(panel, 0, layout.depth());
        }
    }

    /** Updates the transposed copy for some rows of one panel. */
    void refreshTransposed(int panel, int from, int to) {
        if (transposed == null) {
            return;
        }
        int width = Panels.WIDTH;
        int columns = layout.columns();
        int first = panel * width;
        int count = Math.min(width, columns - first);
        for (int k = from; k < to; k++) {
            int source = (panel * layout.depth() + k) * width;
            int target = Panels.at(columns, first, k);
            for (int j = 0; j < count; j++) {
                transposed[target + j * width] = data[source + j];
            }
        }
    }
}
