package io.elbo.data.image;

import io.elbo.data.DataException;
import io.elbo.data.Digested;
import io.elbo.data.ImageShape;
import io.elbo.data.ImageSize;
import io.elbo.data.Rows;
import io.elbo.data.picture.Resampler;
import io.elbo.math.ElementRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Grey or colour images of one shape, stored as bytes. Each may have a label, ground-truth factors and a file name. Immutable:
 * methods that change a set return a new one.
 *
 * <p>A feature is one value of one pixel, in the order row of pixels, column, channel ("HWC"). {@link #read} returns
 * {@code byte / 255}, so features lie in [0, 1].
 */
public final class Images implements Rows, Digested {
    private static final float[] UNIT = unitTable();

    private final String name;
    private final ImageShape shape;
    private final byte[][] pixels;
    private final Annotations known;
    private volatile String digest; // computed on demand; computing it twice is harmless

    private Images(String name, ImageShape shape, byte[][] pixels, Annotations known) {
        this.name = name;
        this.shape = shape;
        this.pixels = pixels;
        this.known = known;
    }

    /**
     * Creates images from arrays, which are copied.
     *
     * @param name of the set, for reports
     * @param pixels [rows][height * width * channels], at least one row
     * @throws DataException if there is no row, or the length of a row does not match the shape
     */
    public static Images of(String name, int height, int width, int channels, byte[][] pixels) {
        byte[][] copy = new byte[pixels.length][];
        for (int row = 0; row < copy.length; row++) {
            copy[row] = pixels[row].clone();
        }
        return wrap(name, new ImageShape(height, width, channels), copy);
    }

    /** Creates images as {@link #of}, from arrays that nobody else will write to. */
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
        return new Images(name, shape, pixels, Annotations.NONE);
    }

    /**
     * Creates images of noise: each value is uniform among 0 to 255, independent of all others. They serve as a baseline for a
     * model that should distinguish what it was trained on from other images.
     *
     * @param count at least 1
     * @param seed other seeds give other pictures
     * @return named "noise"; row i depends only on the seed and i
     * @throws DataException if {@code count} is smaller than 1
     */
    public static Images noise(ImageShape shape, int count, long seed) {
        if (count < 1) {
            throw new DataException("noise: " + count + " images; at least 1 is needed");
        }
        byte[][] pixels = new byte[count][];
        Arrays.setAll(pixels, row -> PictureBytes.noise(shape, seed, row));
        return wrap("noise", shape, pixels);
    }

    @Override
    public int count() {
        return pixels.length;
    }

    /** Returns the number of features: {@code shape().size()}, not the width of the picture. */
    @Override
    public int width() {
        return shape.size();
    }

    /** Returns the height, width and channels of every image. */
    public ImageShape shape() {
        return shape;
    }

    /** Returns the name of the set, for reports. */
    public String name() {
        return name;
    }

    /** Returns the same images under another name. */
    Images named(String name) {
        return new Images(name, shape, pixels, known);
    }

    /** Writes {@code byte / 255}, rounded to the nearest float. */
    @Override
    public void read(int row, float[] to, int offset) {
        byte[] image = pixels[row];
        Objects.checkFromIndexSize(offset, image.length, to.length);
        for (int feature = 0; feature < image.length; feature++) {
            to[offset + feature] = UNIT[image[feature] & 0xFF];
        }
    }

    /** Returns one stored value, 0 to 255. */
    public int pixel(int row, int feature) {
        return pixels[row][feature] & 0xFF;
    }

    /** Returns a copy of the bytes of one image, [height * width * channels]. */
    public byte[] copyOf(int row) {
        return pixels[row].clone();
    }

    /** Returns a copy of the class labels, [count]; empty if the set has none. */
    public Optional<int[]> labels() {
        return Optional.ofNullable(known.labels()).map(int[]::clone);
    }

    /**
     * Returns the names of the labels: entry k is the name of label k. Empty if the set has no labels or they have no names. Some
     * labels may occur in no image.
     */
    public List<String> labelNames() {
        return known.labelNames();
    }

    /**
     * Returns the same images with these labels, without names.
     *
     * @param labels [count], copied
     * @throws DataException if the number of labels is not the number of images
     */
    public Images withLabels(int[] labels) {
        return withLabels(labels, List.of());
    }

    /**
     * Returns the same images with these labels.
     *
     * @param labels [count], copied
     * @param names the name of each label, from label 0 on; empty for none
     * @throws DataException if the number of labels is not the number of images, or names are given but a label that occurs has
     *     none
     */
    public Images withLabels(int[] labels, List<String> names) {
        if (labels.length != count()) {
            throw new DataException(
                    name + ": " + labels.length + " labels for " + count() + " images; each image needs one");
        }
        for (int row = 0; row < labels.length && !names.isEmpty(); row++) {
            if (labels[row] < 0 || labels[row] >= names.size()) {
                throw new DataException(name + ": row " + row + " has label " + labels[row]
                        + ", but only these labels have names: 0 to " + (names.size() - 1));
            }
        }
        return new Images(name, shape, pixels, known.withLabels(labels.clone(), List.copyOf(names)));
    }

    /**
     * Returns the names of the files of the images, without the folder of the set ({@code cat/1.png}). Empty if the images do not
     * come from separate files.
     */
    public List<String> fileNames() {
        return known.fileNames();
    }

    /**
     * Returns how the files of the images were read, with {@link PictureReading#white} if some have more than 8 bits per sample.
     * Empty if the images do not come from separate files, or these were not all read in the same way.
     */
    public Optional<PictureReading> reading() {
        return Optional.ofNullable(known.report()).map(PictureReport::reading);
    }

    /** Returns the names of files of this set that could not be read. */
    List<String> brokenFileNames() {
        return known.report() == null
                ? List.of()
                : known.report().broken().stream()
                        .map(PictureReport.Broken::name)
                        .toList();
    }

    /** Returns the same images with these file names. */
    public Images withFiles(List<String> names, PictureReport report) {
        return new Images(name, shape, pixels, known.withFiles(List.copyOf(names), report));
    }

    /** Returns the names of the ground-truth factors, in the order of the columns of {@link #factors}; empty if there are none. */
    public List<String> factorNames() {
        return known.factorNames();
    }

    /** Returns a copy of the ground-truth factors, [count][factor]; empty if they are not known. */
    public Optional<float[][]> factors() {
        return Optional.ofNullable(known.factors()).map(Images::deepCopy);
    }

    /**
     * Returns the same images with these ground-truth factors.
     *
     * @param names one name for each column, all different
     * @param values [count][names], copied
     * @throws DataException if a row is missing or has another number of values
     */
    public Images withFactors(List<String> names, float[][] values) {
        if (names.isEmpty() || names.stream().distinct().count() != names.size()) {
            throw new DataException(
                    name + ": factor names " + names + ": there must be at least one, and all must differ");
        }
        if (values.length != count()) {
            throw new DataException(name + ": factors of " + values.length + " rows for " + count()
                    + " images; each image needs factors");
        }
        for (int row = 0; row < values.length; row++) {
            if (values[row].length != names.size()) {
                throw new DataException(name + ": row " + row + " has " + values[row].length + " factors; "
                        + names.size() + " are named: " + names);
            }
        }
        return new Images(name, shape, pixels, known.withFactors(List.copyOf(names), deepCopy(values)));
    }

    /**
     * Returns the first images with their labels and factors, or all if there are fewer.
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
     * Returns these rows in this order, with their labels and factors. The pixels are shared, not copied.
     *
     * @param rows each 0 to {@code count() - 1}; a row may occur more than once
     * @throws DataException if there are none
     */
    @Override
    public Images select(int... rows) {
        if (rows.length == 0) {
            throw new DataException(name + ": no rows selected; at least one is needed");
        }
        byte[][] chosen = new byte[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = pixels[Objects.checkIndex(rows[i], count())];
        }
        return new Images(name, shape, chosen, known.select(rows));
    }

    /**
     * Returns the images whose label is wanted, in their order.
     *
     * @throws DataException if the set has no labels, or no image has such a label
     */
    public Images whereLabel(IntPredicate wanted) {
        int[] labels = known.labels();
        if (labels == null) {
            throw new DataException(name + ": has no labels to choose images by");
        }
        return select(IntStream.range(0, count())
                .filter(row -> wanted.test(labels[row]))
                .toArray());
    }

    /**
     * Returns these images followed by the others. Labels, factors and file names are kept if both sets have them, and dropped if
     * only one has.
     *
     * @return named after both: {@code mnist+noise}
     * @throws DataException if the shapes differ, or labels or factors are named differently
     */
    public Images concat(Images others) {
        String both = name + "+" + others.name;
        if (!shape.equals(others.shape)) {
            throw new DataException(both + ": images of " + sides() + " and " + others.sides()
                    + " cannot be one set; all images must have the same shape");
        }
        byte[][] all = Arrays.copyOf(pixels, count() + others.count());
        System.arraycopy(others.pixels, 0, all, count(), others.count());
        try {
            return new Images(both, shape, all, known.concat(others.known));
        } catch (DataException e) {
            throw new DataException(both + ": " + e.getMessage(), e);
        }
    }

    /**
     * The two parts of a set.
     *
     * @param first the requested fraction of the rows
     * @param second the rest
     */
    public record Split(Images first, Images second) {}

    /**
     * Shuffles all images and splits them in two. The order depends only on the seed and the number of images (Fisher and Yates).
     *
     * @param fraction of the images in the first part, between 0 and 1; rounded to whole images so that neither part is empty
     * @throws IllegalArgumentException if the fraction is out of range
     * @throws DataException if there is only one image
     */
    public Split shuffledSplit(double fraction, long seed) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("split fraction " + fraction + ": must be above 0 and below 1");
        }
        if (count() < 2) {
            throw new DataException(name + ": one image cannot be split in two");
        }
        int first = (int) Math.min(count() - 1, Math.max(1, Math.round(fraction * count())));
        int[] order = ElementRandom.permutation(count(), seed);
        return new Split(select(Arrays.copyOf(order, first)), select(Arrays.copyOfRange(order, first, order.length)));
    }

    /**
     * Returns the images in another size, with the same labels and factors. Each side uses area averaging where it shrinks and
     * linear interpolation where it grows, in integer arithmetic.
     */
    public Images resized(ImageSize size) {
        if (size.width() == shape.width() && size.height() == shape.height()) {
            return this;
        }
        Resampler resampler = new Resampler(shape, size);
        return changed(resampler.to(), resampler::resize);
    }

    /**
     * Returns the images with both sides divided by an integer. Each new pixel is the mean of factor x factor old ones, rounded
     * half up in integer arithmetic.
     *
     * @param factor at least 1
     * @throws DataException if the factor does not divide both sides
     */
    public Images downscaled(int factor) {
        if (factor < 1 || shape.width() % factor != 0 || shape.height() % factor != 0) {
            throw new DataException(
                    name + ": downscaling by " + factor + ": the factor must divide both sides of " + sides());
        }
        return resized(new ImageSize(shape.width() / factor, shape.height() / factor));
    }

    /** Returns the negatives: 255 - x. */
    public Images inverted() {
        return changed(shape, PictureBytes::inverted);
    }

    /**
     * Returns the images rotated counter-clockwise about their centre, as {@link Filters#rotate}, rounded half up. The factors
     * stay those of the original images.
     *
     * @param degrees any finite angle
     * @throws IllegalArgumentException if it is not finite
     */
    public Images rotated(double degrees) {
        Rotation rotation = new Rotation(shape, degrees);
        return changed(shape, image -> PictureBytes.rotated(rotation, image));
    }

    /**
     * Returns the images with 1 channel, the luma of Rec. 601: {@code (299 R + 587 G + 114 B) / 1000}, rounded half up in integer
     * arithmetic. Grey images stay as they are.
     */
    public Images grey() {
        return shape.channels() == 1
                ? this
                : changed(new ImageShape(shape.height(), shape.width(), 1), PictureBytes::grey);
    }

    /** Applies a function to each image; labels, factors and file names stay. */
    private Images changed(ImageShape to, UnaryOperator<byte[]> change) {
        byte[][] changed = new byte[count()][];
        Arrays.setAll(changed, row -> change.apply(pixels[row]));
        return new Images(name, to, changed, known);
    }

    /**
     * Returns the SHA-256, 64 hexadecimal digits, of the shape and the pixels of all rows in order. It does not cover the name,
     * labels or factors. Equal images have equal digests, whatever their source.
     */
    @Override
    public String digest() {
        String known = digest;
        if (known == null) {
            known = PixelDigest.of(shape, pixels);
            digest = known;
        }
        return known;
    }

    /** Returns a description such as {@code mnist: 60000 images of 28x28}. */
    @Override
    public String toString() {
        return name + ": " + count() + " images of " + sides();
    }

    private String sides() {
        return shape.width() + "x" + shape.height() + (shape.channels() == 1 ? "" : " in colour");
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
