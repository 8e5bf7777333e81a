package io.elbo.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.ImageShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorruptionTest {
    private static final ImageShape GREY = new ImageShape(28, 28, 1);
    private static final ImageShape COLOUR = new ImageShape(12, 8, 3);
    private static final int ROWS = 200;

    static Stream<Corruption> all() {
        return Stream.of(
                new GaussianNoise(0.3),
                new GaussianNoise(0.3, false),
                new SaltAndPepper(0.2),
                new Masking(0.4),
                new MaskSquare(5),
                new Blur(1.2),
                new Downscale(4));
    }

    private static float[] image(ImageShape shape, int row) {
        float[] image = new float[shape.size()];
        Images.noise(shape, row + 1, 5).read(row, image, 0);
        return image;
    }

    private static float[] even(int n, float value) {
        float[] image = new float[n];
        Arrays.fill(image, value);
        return image;
    }

    private static float[] corrupted(Corruption corruption, ImageShape shape, float[] row, int step, int address) {
        float[] copy = row.clone();
        corruption.apply(shape, copy, 0, copy.length, 1, step, address);
        return copy;
    }

    @ParameterizedTest
    @MethodSource("all")
    void theOrderOfCallsAndTheThreadsDoNotShow(Corruption corruption) {
        for (ImageShape shape : List.of(GREY, COLOUR)) {
            float[][] images = Images.noise(shape, 50, 5).toArray();
            float[][] forwards = new float[50][];
            for (int row = 0; row < 50; row++) {
                forwards[row] = corrupted(corruption, shape, images[row], 3, row);
            }
            float[][] backwards = new float[50][];
            for (int row = 49; row >= 0; row--) {
                corrupted(new Blur(0.5), COLOUR, image(COLOUR, 0), row, 7);
                corrupted(corruption, shape, images[row], 4, row);
                backwards[row] = corrupted(corruption, shape, images[row], 3, row);
            }
            float[][] parallel = IntStream.range(0, 50)
                    .parallel()
                    .mapToObj(row -> corrupted(corruption, shape, images[row], 3, row))
                    .toArray(float[][]::new);
            assertArrayEquals(forwards, backwards);
            assertArrayEquals(forwards, parallel);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingBesideTheRowIsReadOrWritten(Corruption corruption) {
        float[] image = image(COLOUR, 3);
        float[] alone = corrupted(corruption, COLOUR, image, 0, 9);
        float[] among = even(image.length + 10, Float.NaN);
        System.arraycopy(image, 0, among, 7, image.length);
        corruption.apply(COLOUR, among, 7, image.length, 1, 0, 9);
        assertArrayEquals(alone, Arrays.copyOfRange(among, 7, 7 + image.length));
        for (int i : new int[] {0, 6, image.length + 7, image.length + 9}) {
            assertTrue(Float.isNaN(among[i]));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void seedStepAndRowAllMatterWhereThereIsChance(Corruption corruption) {
        boolean chance = !(corruption instanceof Blur || corruption instanceof Downscale);
        float[] image = image(GREY, 0);
        float[] first = corrupted(corruption, GREY, image, 0, 0);
        float[] otherSeed = image.clone();
        corruption.apply(GREY, otherSeed, 0, 784, 2, 0, 0);
        assertNotEquals(chance, Arrays.equals(first, otherSeed));
        assertNotEquals(chance, Arrays.equals(first, corrupted(corruption, GREY, image, 1, 0)));
        assertNotEquals(chance, Arrays.equals(first, corrupted(corruption, GREY, image, 0, 1)));
        assertFalse(Arrays.equals(first, image));
    }

    @Test
    void gaussianNoiseHasItsMeanAndItsStandardDeviation() {
        double sum = 0;
        double squares = 0;
        float[] image = even(784, 0.25f);
        for (int row = 0; row < ROWS; row++) {
            for (float value : corrupted(new GaussianNoise(0.3, false), null, image, 0, row)) {
                sum += value - 0.25;
                squares += (value - 0.25) * (value - 0.25);
            }
        }
        int n = ROWS * 784;
        assertEquals(0, sum / n, 5 * 0.3 / Math.sqrt(n));
        assertEquals(0.09, squares / n, 5 * 0.09 * Math.sqrt(2.0 / n));
    }

    @Test
    void clippedNoiseIsTheUnclippedOneBroughtIntoTheUnitInterval() {
        float[] image = image(GREY, 0);
        float[] free = corrupted(new GaussianNoise(0.5, false), GREY, image, 2, 3);
        float[] clipped = corrupted(new GaussianNoise(0.5), GREY, image, 2, 3);
        int outside = 0;
        for (int i = 0; i < 784; i++) {
            assertEquals(Math.max(0, Math.min(1, free[i])), clipped[i]);
            outside += free[i] < 0 || free[i] > 1 ? 1 : 0;
        }
        assertTrue(outside > 100, outside + "");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 1})
    void saltAndPepperHaveHalfOfTheRateEach(double rate) {
        int salt = 0;
        int pepper = 0;
        float[] image = even(784, 0.25f);
        for (int row = 0; row < ROWS; row++) {
            for (float value : corrupted(new SaltAndPepper(rate), GREY, image, 0, row)) {
                salt += value == 1 ? 1 : 0;
                pepper += value == 0 ? 1 : 0;
                assertTrue(value == 0 || value == 1 || value == 0.25f);
            }
        }
        binomial(rate / 2, ROWS * 784, salt);
        binomial(rate / 2, ROWS * 784, pepper);
    }

    @Test
    void saltAndPepperMakeAPixelBlackOrWhiteInAllItsChannels() {
        int changed = 0;
        for (int row = 0; row < ROWS; row++) {
            float[] noisy = corrupted(new SaltAndPepper(0.3), COLOUR, even(COLOUR.size(), 0.25f), 0, row);
            for (int i = 0; i < noisy.length; i += 3) {
                assertTrue(noisy[i] == noisy[i + 1] && noisy[i] == noisy[i + 2]);
                changed += noisy[i] != 0.25f ? 1 : 0;
            }
        }
        binomial(0.3, ROWS * 96, changed);
        // a row that is not an image has no pixels of three values
        float[] table = corrupted(new SaltAndPepper(0.3), null, even(COLOUR.size(), 0.25f), 0, 0);
        assertTrue(IntStream.range(0, 96).anyMatch(i -> table[3 * i] != table[3 * i + 1]));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.9, 1})
    void maskingTakesItsShareOfTheValuesAndLeavesTheOthers(double rate) {
        int masked = 0;
        float[] image = even(COLOUR.size(), 0.75f);
        for (int row = 0; row < ROWS; row++) {
            for (float value : corrupted(new Masking(rate), COLOUR, image, 6, row)) {
                masked += value == 0 ? 1 : 0;
                assertTrue(value == 0 || value == 0.75f);
            }
        }
        binomial(rate, ROWS * COLOUR.size(), masked);
    }

    @Test
    void theMaskedSquareIsWholeAndItsPlacesAreEquallyLikely() {
        ImageShape shape = new ImageShape(5, 4, 3);
        int[] places = new int[6];
        for (int row = 0; row < 6000; row++) {
            float[] masked = corrupted(new MaskSquare(3), shape, even(60, 1), 0, row);
            int first = 0;
            while (masked[first] != 0) {
                first++;
            }
            int top = first / 12;
            int left = first % 12 / 3;
            places[top * 2 + left]++;
            for (int i = 0; i < 60; i++) {
                int y = i / 12 - top;
                int x = i % 12 / 3 - left;
                assertEquals(y >= 0 && y < 3 && x >= 0 && x < 3 ? 0 : 1, masked[i]);
            }
        }
        for (int count : places) {
            binomial(1 / 6.0, 6000, count);
        }
        assertArrayEquals(new float[48], corrupted(new MaskSquare(4), new ImageShape(4, 4, 3), even(48, 1), 0, 0));
    }

    @Test
    void differentKindsDrawIndependentNumbers() {
        // If they were equal, all masked values would be dark salt-and-pepper values.
        float[] masked = corrupted(new Masking(0.5), GREY, even(784, 0.5f), 0, 0);
        float[] peppered = corrupted(new SaltAndPepper(1), GREY, even(784, 0.5f), 0, 0);
        int both = 0;
        for (int i = 0; i < 784; i++) {
            both += masked[i] == 0 && peppered[i] == 0 ? 1 : 0;
        }
        binomial(0.25, 784, both);
    }

    @Test
    void blurIsTheGaussianFilter() {
        float[] image = image(COLOUR, 2);
        assertArrayEquals(Filters.gaussianBlur(COLOUR, image, 1.2), corrupted(new Blur(1.2), COLOUR, image, 0, 0));
    }

    @Test
    void downscalingIsTheMeanOfBlocksEnlargedByPillow() {
        // resize(skimage.measure.block_reduce(x[:4, :6], (2, 2), mean), (6, 4), Image.BICUBIC), x as in FiltersTest
        float[] known = {
            0.575093f, 0.574679f, 0.573788f, 0.584742f, 0.606101f, 0.616185f,
            0.543962f, 0.534035f, 0.512974f, 0.527720f, 0.576337f, 0.599285f,
            0.482233f, 0.453439f, 0.392382f, 0.414650f, 0.517318f, 0.565773f,
            0.451102f, 0.412794f, 0.331567f, 0.357629f, 0.487554f, 0.548873f
        };
        float[] image = new float[24];
        for (int i = 0; i < 24; i++) {
            image[i] = FiltersTest.image()[i / 6 * 7 + i % 6];
        }
        assertArrayEquals(known, corrupted(new Downscale(2), new ImageShape(4, 6, 1), image, 0, 0), 1e-6f);
    }

    @Test
    void aDownscaledStepStaysInTheUnitInterval() {
        float[] image = new float[64];
        Arrays.fill(image, 32, 64, 1);
        float[] low = corrupted(new Downscale(2), new ImageShape(8, 8, 1), image, 0, 0);
        for (float value : low) {
            assertTrue(value >= 0 && value <= 1);
        }
        assertEquals(0, low[8]);
        assertEquals(1, low[56 - 8]);
        assertTrue(low[24] > 0 && low[32] < 1);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        refused("Gaussian noise: standard deviation 0.0: must be above 0", () -> new GaussianNoise(0));
        refused("standard deviation NaN", () -> new GaussianNoise(Double.NaN, true));
        refused("salt and pepper: rate 1.5: must be 0 to 1", () -> new SaltAndPepper(1.5));
        refused("masking: rate -0.1: must be 0 to 1", () -> new Masking(-0.1));
        refused("mask square: size 0: must be at least 1", () -> new MaskSquare(0));
        refused("blur: sigma Infinity: must be above 0", () -> new Blur(Double.POSITIVE_INFINITY));
        refused("downscale: factor 1: must be at least 2", () -> new Downscale(1));
    }

    @Test
    void rowsThatDoNotFitAreRefusedBeforehandAndWhenCorrupted() {
        doesNotFit("blur: applies to images only", new Blur(1), null);
        doesNotFit("mask square: applies to images only", new MaskSquare(1), null);
        doesNotFit("downscale: applies to images only", new Downscale(2), null);
        doesNotFit("factor 3: does not divide both sides of images of 8x12", new Downscale(3), COLOUR);
        doesNotFit("size 9: does not fit into images of 8x12", new MaskSquare(9), COLOUR);
        all().forEach(corruption ->
                doesNotFit("rows of 288 values are not images of 28x28 with 1 channels", corruption, GREY));
        new Masking(0.1).check(null, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> new Masking(0).apply(null, new float[3], 1, 3, 0, 0, 0));
    }

    private static void doesNotFit(String part, Corruption corruption, ImageShape shape) {
        refused(part, () -> corruption.check(shape, COLOUR.size()));
        refused(part, () -> corruption.apply(shape, new float[COLOUR.size()], 0, COLOUR.size(), 0, 0, 0));
    }

    private static void refused(String part, Runnable action) {
        String message =
                assertThrows(IllegalArgumentException.class, action::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    /** Within five standard deviations. */
    private static void binomial(double rate, int n, int count) {
        assertEquals(rate * n, count, 5 * Math.sqrt(n * rate * (1 - rate)));
    }
}
