package io.elbo.rows;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.data.image.Images;
import io.elbo.spec.VaeSpec;
import java.util.List;

/** Whether rows fit a model: refused by row and feature. */
public final class RowChecks {
    private RowChecks() {}

    /** What a training or an evaluation is given. */
    public static void examples(VaeSpec spec, Examples examples) {
        targets(spec, examples.target());
        if (examples.input() != null) {
            seen(spec, examples.input());
        } else if (spec.input() != null) {
            throw new DataException("this model sees other rows than it makes, of shape " + spec.input()
                    + "; (input, target) pairs are needed");
        }
        condition(spec, examples.condition());
    }

    /** What the encoder is given. */
    public static void inputs(VaeSpec spec, Examples examples) {
        if (examples.input() == null && spec.input() == null) {
            targets(spec, examples.target());
        } else {
            seen(spec, examples.seen());
        }
        condition(spec, examples.condition());
    }

    /** Conditions of some rows, or none. */
    public static void condition(VaeSpec spec, Rows condition) {
        if (condition == null && spec.condition() != null) {
            throw new DataException("this model needs a condition for each row, of shape " + spec.condition()
                    + ", for example its label");
        }
        if (condition != null && spec.condition() == null) {
            throw new DataException("this model takes no condition");
        }
        if (condition != null) {
            shape("condition", condition, spec.condition());
        }
    }

    private static void seen(VaeSpec spec, Rows rows) {
        shape("data", rows, spec.input() == null ? spec.data() : spec.input());
    }

    private static void targets(VaeSpec spec, Rows rows) {
        shape("data", rows, spec.data());
        // pixels are between 0 and 1
        if (rows instanceof Images
                && spec.likelihood().refuses(0, 0) == null
                && spec.likelihood().refuses(0, 1) == null
                && spec.likelihood().refuses(0, 0.5f) == null) {
            return;
        }
        float[] row = new float[rows.width()];
        for (int i = 0; i < rows.count(); i++) {
            rows.read(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                String wanted = spec.likelihood().refuses(j, row[j]);
                if (wanted != null) {
                    throw new DataException("row " + i + ", feature " + j + ": " + row[j] + "; " + wanted);
                }
            }
        }
    }

    private static void shape(String what, Rows rows, List<Integer> wanted) {
        int size = wanted.stream().reduce(1, Math::multiplyExact);
        if (rows.width() != size) {
            throw new DataException("the " + what + " has " + rows.width() + " features a row" + shape(rows)
                    + "; this model takes " + size + ", " + wanted);
        }
        if (rows instanceof Images images) {
            List<Integer> shape = List.of(
                    images.shape().height(),
                    images.shape().width(),
                    images.shape().channels());
            if (wanted.size() == 3 && !wanted.equals(shape)) {
                throw new DataException("the " + what + " has images " + shape + "; this model takes " + wanted
                        + " (height, width, channels)");
            }
        }
    }

    private static String shape(Rows rows) {
        return rows instanceof Images images
                ? " (images of " + images.shape().width() + "x" + images.shape().height()
                        + (images.shape().channels() == 1 ? "" : " in colour") + ")"
                : "";
    }

    /** Refuses rows that cannot be binarized. */
    public static void binarized(Rows rows) {
        if (rows instanceof Images) {
            return;
        }
        float[] row = new float[rows.width()];
        for (int i = 0; i < rows.count(); i++) {
            rows.read(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                if (!(row[j] >= 0 && row[j] <= 1)) {
                    throw new DataException(
                            "row " + i + ", feature " + j + ": " + row[j] + "; binarization takes values from 0 to 1");
                }
            }
        }
    }
}
