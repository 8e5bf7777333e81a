package io.elbo.engine.execution;

import io.elbo.engine.Shape;
import io.elbo.engine.kernel.Panels;

/**
 * The memory layout of a parameter. A vector is stored as it is. A matrix, written {@code [o, c]} or
 * {@code [o, c, height, width]} as in PyTorch, is treated as {@code depth x columns} with {@code depth = height * width * c} and
 * {@code columns = o}. It is stored in panels of {@link Panels#WIDTH} columns: {@code [columns / WIDTH][depth][WIDTH]}. Columns
 * that fill up the last panel are zero and stay zero.
 */
final class Layout {
    private final Shape shape;
    private final boolean matrix;
    private final int depth;
    private final int columns;

    public Layout(Shape shape) {
        this.shape = shape;
        matrix = shape.rank() == 2 || shape.rank() == 4;
        columns = matrix ? shape.extent(0) : shape.size();
        depth = matrix ? shape.size() / columns : 1;
    }

    public boolean matrix() {
        return matrix;
    }

    public int depth() {
        return depth;
    }

    public int columns() {
        return columns;
    }

    /** Returns the floats of memory. */
    public int length() {
        return Panels.count(columns) * depth * Panels.WIDTH;
    }

    /** Returns the index in memory of the value with this index in the parameter's own order. */
    public int at(int index) {
        if (!matrix) {
            return index;
        }
        int o = index / depth;
        int rest = index % depth;
        if (shape.rank() == 2) {
            return at(rest, o);
        }
        int pixels = shape.extent(2) * shape.extent(3);
        int c = rest / pixels;
        int pixel = rest % pixels;
        return at(pixel * shape.extent(1) + c, o);
    }

    private int at(int row, int column) {
        return Panels.at(depth, row, column);
    }
}
