package io.elbo.data;

import java.util.Arrays;

/** Rows of finite numbers in memory. */
public final class FloatRows implements Rows {
    private final float[][] values;

    private FloatRows(float[][] values) {
        this.values = values;
    }

    /**
     * Copies the values.
     *
     * @param values [rows][features], at least one of each
     * @throws DataException if rows differ in length, or a value is NaN or infinite; rows and features count from 0
     */
    public static FloatRows of(float[][] values) {
        if (values.length == 0) {
            throw new DataException("there are no rows; at least one is needed");
        }
        int width = values[0].length;
        if (width == 0) {
            throw new DataException("row 0 has no features; at least one is needed");
        }
        float[][] copy = new float[values.length][];
        for (int row = 0; row < copy.length; row++) {
            copy[row] = values[row].clone();
            if (copy[row].length != width) {
                throw new DataException("row " + row + " has " + copy[row].length + " features; row 0 has " + width
                        + ", and all rows must have the same number");
            }
            requireFinite(row, copy[row]);
        }
        return new FloatRows(copy);
    }

    private static void requireFinite(int row, float[] features) {
        for (int feature = 0; feature < features.length; feature++) {
            float value = features[feature];
            if (!Float.isFinite(value)) {
                throw new DataException("row " + row + ", feature " + feature + ": " + NotFinite.text(value));
            }
        }
    }

    @Override
    public int count() {
        return values.length;
    }

    @Override
    public int width() {
        return values[0].length;
    }

    @Override
    public void read(int row, float[] to, int offset) {
        System.arraycopy(values[row], 0, to, offset, width());
    }

    @Override
    public FloatRows select(int... rows) {
        Selection.requireSome(rows);
        return new FloatRows(Arrays.stream(rows).mapToObj(row -> values[row]).toArray(float[][]::new));
    }
}
