package io.elbo.data;

import io.elbo.data.internal.PixelDigest;
import io.elbo.data.internal.Resampler;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Grey or colour images of one shape, kept as bytes; perhaps with a label and with ground-truth factors for each.
 *
 * <p>A feature is one value of one pixel, in the order row of pixels, column, channel ("HWC"). {@link #read} gives
 * {@code byte / 255}, so features lie in [0, 1].
 */
public final class Images implements Rows {
    private static final float[] UNIT = unitTable();

    private final String name;
    private final ImageShape shape;
    private final byte[][] pixels;
    private final int[] labels; // null: none
    private final List<String> factorNames;
    private final float[][] factors; // null: none
    private volatile String digest; // null until asked for; computing it twice is harmless

    private Images(
            String name, ImageShape shape, byte[][] pixels, int[] labels, List<String> factorNames, float[][] factors) {
        this.name = name;
        this.shape = shape;
        this.pixels = pixels;
        this.labels = labels;
        this.factorNames = factorNames;
        this.factors = factors;
    }

    /**
     * Images from arrays, which are copied.
     *
     * @param name what to call the set in reports
     * @param pixels [rows][height * width * channels], at least one row
     * @throws DataException if there is no row, or a row has another length than the shape asks for
     */
    public static Images of(String name, int height, int width, int channels, byte[][] pixels) {
        byte[][] copy = new byte[pixels.length][];
        for (int row = 0; row < copy.length; row++) {
            copy[row] = pixels[row].clone();
        }
        return wrap(name, new ImageShape(height, width, channels), copy);
    }

    /** As {@link #of}, for arrays that nobody else will write to. */
    static Images wrap(String name, ImageShape shape, byte[][] pixels) {
        Objects.requireNonNull(name);
        if (pixels.length == 0) {
            throw new DataException(name + ": there are no images; at least one is needed");
        }
        for (int row = 0; row < pixels.length; row++) {
            if (pixels[row].length != shape.size()) {
                throw new DataException(name + ": image " + row + " has " + pixels[row].length + " values; "
                        + shape.height() + " x " + shape.width() + " pixels of " + shape.channels() + " channels need "
                        + shape.size());
            }
        }
        return new Images(name, shape, pixels, null, List.of(), null);
    }

    @Override
    public int count() {
        return pixels.length;
    }

    /** The number of features: {@code shape().size()}, not the width of the picture. */
    @Override
    public int width() {
        return shape.size();
    }

    /** Height, width and channels of every image. */
    public ImageShape shape() {
        return shape;
    }

    /** What to call the set in reports. */
    public String name() {
        return name;
    }

    /** The same images under another name. */
    Images named(String name) {
        return new Images(name, shape, pixels, labels, factorNames, factors);
    }

    /** Writes {@code byte / 255}, the float nearest to that quotient. */
    @Override
    public void read(int row, float[] to, int offset) {
        byte[] image = pixels[row];
        Objects.checkFromIndexSize(offset, image.length, to.length);
        for (int feature = 0; feature < image.length; feature++) {
            to[offset + feature] = UNIT[image[feature] & 0xFF];
        }
    }

    /** One stored value, 0 to 255. */
    public int pixel(int row, int feature) {
        return pixels[row][feature] & 0xFF;
    }

    /** A copy of the bytes of one image, [height * width * channels]. */
    public byte[] copyOf(int row) {
        return pixels[row].clone();
    }

    /** A copy of all features, [count][width], each in [0, 1]. */
    public float[][] toArray() {
        float[][] all = new float[count()][width()];
        for (int row = 0; row < all.length; row++) {
            read(row, all[row], 0);
        }
        return all;
    }

    /** A copy of the class labels, [count]; empty if the set has none. */
    public Optional<int[]> labels() {
        return Optional.ofNullable(labels).map(int[]::clone);
    }

    /**
     * The same images with these labels.
     *
     * @param labels [count], copied
     * @throws DataException if there is not one label for each image
     */
    public Images withLabels(int[] labels) {
        if (labels.length != count()) {
            throw new DataException(
                    name + ": " + labels.length + " labels for " + count() + " images; each image needs one");
        }
        return new Images(name, shape, pixels, labels.clone(), factorNames, factors);
    }

    /** The names of the ground-truth factors, in the order of the columns of {@link #factors}; empty if there are none. */
    public List<String> factorNames() {
        return factorNames;
    }

    /** A copy of the values that the images were made from, [count][factor]; empty if they are not known. */
    public Optional<float[][]> factors() {
        return Optional.ofNullable(factors).map(Images::deepCopy);
    }

    /**
     * The same images with these ground-truth factors.
     *
     * @param names one name for each column, all different
     * @param values [count][names], copied
     * @throws DataException if a row is missing or has another number of values
     */
    public Images withFactors(List<String> names, float[][] values) {
        if (names.isEmpty() || names.stream().distinct().count() != names.size()) {
            throw new DataException(name + ": factor names " + names + ": at least one, and no name twice");
        }
        if (values.length != count()) {
            throw new DataException(
                    name + ": factors of " + values.length + " rows for " + count() + " images; each image needs some");
        }
        for (int row = 0; row < values.length; row++) {
            if (values[row].length != names.size()) {
                throw new DataException(name + ": row " + row + " has " + values[row].length + " factors; "
                        + names.size() + " are named: " + names);
            }
        }
        return new Images(name, shape, pixels, labels, List.copyOf(names), deepCopy(values));
    }

    /**
     * The first images, with their labels and factors; all of them if there are fewer.
     *
     * @param rows at least 1
     * @throws DataException if {@code rows} is smaller
     */
    public Images limit(int rows) {
        if (rows < 1) {
            throw new DataException(name + ": limit of " + rows + " rows; at least 1 is needed");
        }
        return rows >= count() ? this : select(IntStream.range(0, rows).toArray());
    }

    /**
     * These rows in this order, with their labels and factors. The pixels are shared, not copied.
     *
     * @param rows each 0 to {@code count() - 1}; one may occur more than once
     * @throws DataException if there are none
     */
    public Images select(int[] rows) {
        if (rows.length == 0) {
            throw new DataException(name + ": no rows selected; at least one is needed");
        }
        byte[][] chosen = new byte[rows.length][];
        int[] chosenLabels = labels == null ? null : new int[rows.length];
        float[][] chosenFactors = factors == null ? null : new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            int row = Objects.checkIndex(rows[i], count());
            chosen[i] = pixels[row];
            if (labels != null) {
                chosenLabels[i] = labels[row];
            }
            if (factors != null) {
                chosenFactors[i] = factors[row];
            }
        }
        return new Images(name, shape, chosen, chosenLabels, factorNames, chosenFactors);
    }

    /**
     * The images brought to another size, with the same labels and factors: each side by area averaging where it
     * shrinks and linearly where it grows, in whole-number arithmetic.
     */
    public Images resized(ImageSize size) {
        if (size.width() == shape.width() && size.height() == shape.height()) {
            return this;
        }
        Resampler resampler = new Resampler(shape, size);
        byte[][] resized = new byte[count()][];
        for (int row = 0; row < resized.length; row++) {
            resized[row] = resampler.resize(pixels[row]);
        }
        return new Images(name, resampler.to(), resized, labels, factorNames, factors);
    }

    /**
     * SHA-256, 64 hexadecimal digits, of the shape and the pixels of all rows in order; not of the name, labels or
     * factors. Equal images have equal digests wherever they were read from.
     */
    public String digest() {
        String known = digest;
        if (known == null) {
            known = PixelDigest.of(shape, pixels);
            digest = known;
        }
        return known;
    }

    /** For example {@code mnist: 60000 images of 28x28}. */
    @Override
    public String toString() {
        return name + ": " + count() + " images of " + shape.width() + "x" + shape.height()
                + (shape.channels() == 1 ? "" : " in colour");
    }

    private static float[][] deepCopy(float[][] rows) {
        return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    }

    private static float[] unitTable() {
        float[] table = new float[256];
        for (int value = 0; value < table.length; value++) {
            table[value] = value / 255f;
        }
        return table;
    }
}
