package io.elbo.rows;

import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.ImageShape;
import io.elbo.data.Rows;
import io.elbo.data.image.Corruption;
import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.Images;
import io.elbo.data.number.NumberTable;
import io.elbo.spec.VaeSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows in up to three parts: what p(x|z) is a distribution of, what the encoder sees of it, and what both networks get
 * beside. As {@link Rows}, these are the targets. Plain rows stand for examples with neither input nor condition.
 *
 * @param target x
 * @param input what the encoder sees; null for the target itself
 * @param condition what encoder and decoder get beside, for example a one-hot label; null for none
 */
public record Examples(Rows target, Rows input, Rows condition) implements Rows {
    /** Beyond this a label is taken for something else. */
    private static final int MOST_CLASSES = 10_000;

    public Examples {
        if (target == null) {
            throw new IllegalArgumentException("target: is missing");
        }
        checkCount("inputs", input, target);
        checkCount("conditions", condition, target);
    }

    private static void checkCount(String name, Rows rows, Rows target) {
        if (rows != null && rows.count() != target.count()) {
            throw new DataException(rows.count() + " " + name + " for " + target.count() + " rows; each row needs one");
        }
    }

    /** These rows as examples. */
    public static Examples of(Rows rows) {
        return rows instanceof Examples examples ? examples : new Examples(rows, null, null);
    }

    /** (input, target) pairs, for example noisy and clean. */
    public static Examples pairs(Rows input, Rows target) {
        return new Examples(target, input, null);
    }

    /**
     * Columns of a table as pairs.
     *
     * @param input the names of the columns that the encoder sees
     * @param target the names of the columns that it is to give
     * @throws DataException if the table has no such column
     */
    public static Examples pairs(NumberTable table, List<String> input, List<String> target) {
        return pairs(columns(table, input), columns(table, target));
    }

    private static Rows columns(NumberTable table, List<String> names) {
        int[] columns = names.stream().mapToInt(table.names()::indexOf).toArray();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] < 0) {
                throw new DataException(
                        "there is no column " + names.get(i) + "; there are " + String.join(", ", table.names()));
            }
        }
        return FloatRows.of(Arrays.stream(table.values())
                .map(row -> {
                    float[] chosen = new float[columns.length];
                    for (int i = 0; i < columns.length; i++) {
                        chosen[i] = row[columns[i]];
                    }
                    return chosen;
                })
                .toArray(float[][]::new));
    }

    /**
     * Rows as targets, with what a corruption makes of them as inputs: the same each time.
     *
     * @param shape of the images that the rows are; null if they are none
     * @throws IllegalArgumentException if such rows cannot be corrupted so
     */
    public static Examples corrupted(Rows clean, ImageShape shape, Corruption corruption, long seed) {
        int width = clean.width();
        corruption.check(shape, width);
        float[][] inputs = new float[clean.count()][width];
        for (int i = 0; i < inputs.length; i++) {
            clean.read(i, inputs[i], 0);
            // steps of training begin with 1
            corruption.apply(shape, inputs[i], 0, width, seed, 0, i);
        }
        return pairs(FloatRows.of(inputs), clean);
    }

    /**
     * Images with their labels as conditions.
     *
     * @param classes of the labels, which run from 0
     * @throws DataException if the images have no labels, or others
     */
    public static Examples labelled(Images images, int classes) {
        Classes numbers = new Classes(classes, List.of());
        return new Examples(images, null, numbers.conditions(numbers.labels(images)));
    }

    /** Colour images with their grey version as the condition: what a model that colours pictures is trained on. */
    public static Examples greyConditioned(Images images) {
        if (images.shape().channels() != 3) {
            throw new DataException(images.name() + ": is not in colour, so that there is nothing to add to grey");
        }
        return new Examples(images, null, images.grey());
    }

    /**
     * Images with the condition that a model needs: their labels, or their grey version; images alone if it needs none.
     *
     * @throws DataException if the images do not have the condition
     */
    public static Examples fitting(VaeSpec spec, Images images) {
        if (spec.condition() == null) {
            return of(images);
        }
        if (spec.condition().size() == 1) {
            return labelled(images, spec.condition().get(0));
        }
        return greyConditioned(images);
    }

    /**
     * Pairs with the condition that a model needs, which goes with the targets.
     *
     * @throws DataException if the targets do not have it
     */
    public static Examples fitting(VaeSpec spec, ImagePairs pairs) {
        Examples targets = fitting(spec, pairs.target());
        return new Examples(targets.target(), pairs.input(), targets.condition());
    }

    /**
     * The number of classes of labelled images: as many as have names, or else one more than the greatest label.
     *
     * @throws DataException if the images have no labels
     */
    public static int classes(Images images) {
        int[] labels = images.labels().orElseThrow(() -> new DataException(images.name() + ": has no labels"));
        int most = Math.max(
                Arrays.stream(labels).max().orElse(0), images.labelNames().size() - 1);
        if (most >= MOST_CLASSES) {
            throw new DataException(
                    images.name() + ": label " + most + "; classes run from 0 to " + (MOST_CLASSES - 1));
        }
        return most + 1;
    }

    /**
     * Labels as rows with a one in the place of the label.
     *
     * @throws DataException if a label is not one of the classes
     */
    public static Rows oneHot(int[] labels, int classes) {
        float[][] rows = new float[labels.length][classes];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new DataException(
                        "row " + i + ": label " + labels[i] + "; classes run from 0 to " + (classes - 1));
            }
            rows[i][labels[i]] = 1;
        }
        return FloatRows.of(rows);
    }

    @Override
    public Examples select(int... rows) {
        return new Examples(
                target.select(rows),
                input == null ? null : input.select(rows),
                condition == null ? null : condition.select(rows));
    }

    /** The first rows; all if there are fewer. */
    public Examples limit(int rows) {
        return rows >= count() ? this : select(IntStream.range(0, rows).toArray());
    }

    /** What the encoder sees. */
    public Rows seen() {
        return input == null ? target : input;
    }

    @Override
    public int count() {
        return target.count();
    }

    @Override
    public int width() {
        return target.width();
    }

    @Override
    public void read(int row, float[] to, int offset) {
        target.read(row, to, offset);
    }
}
