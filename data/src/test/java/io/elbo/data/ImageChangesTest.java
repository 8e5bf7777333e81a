package io.elbo.data;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.image.Filters;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageChangesTest {
    private static final Images KNOWN = Images.of(
                    "three", 2, 2, 1, new byte[][] {{0, 1, 2, 3}, {10, 20, 30, 40}, {-1, -2, -3, -4}})
            .withLabels(new int[] {1, 0, 1}, List.of("cat", "dog"))
            .withFactors(List.of("f"), new float[][] {{0.5f}, {1.5f}, {2.5f}})
            .withFiles(List.of("a", "b", "c"), null);

    @Test
    void theNegativeOfTheNegativeIsTheImage() {
        assertArrayEquals(new byte[] {-1, -2, -3, -4}, KNOWN.inverted().copyOf(0));
        assertEquals(KNOWN.digest(), KNOWN.inverted().inverted().digest());
    }

    @Test
    void greyIsTheLumaOfRec601RoundedHalfUp() {
        // the corners of the colour cube, 0.114 * 250 = 28.5, and others
        byte[] rgb = new byte[3 * 500];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i < 24 ? (i / 3 >> i % 3 & 1) * 255 : i * i * 7 + i * 31);
        }
        rgb[24] = 0;
        rgb[25] = 0;
        rgb[26] = (byte) 250;
        Images grey = Images.of("rgb", 20, 25, 3, new byte[][] {rgb}).grey();
        assertEquals(new ImageShape(20, 25, 1), grey.shape());
        for (int i = 0; i < 500; i++) {
            BigDecimal luma = new BigDecimal("0.299")
                    .multiply(BigDecimal.valueOf(rgb[3 * i] & 0xFF))
                    .add(new BigDecimal("0.587").multiply(BigDecimal.valueOf(rgb[3 * i + 1] & 0xFF)))
                    .add(new BigDecimal("0.114").multiply(BigDecimal.valueOf(rgb[3 * i + 2] & 0xFF)));
            assertEquals(luma.setScale(0, RoundingMode.HALF_UP).intValue(), grey.pixel(0, i));
        }
        assertEquals(29, grey.pixel(0, 8));
        assertSame(KNOWN, KNOWN.grey());
    }

    @Test
    void equalChannelsAreTheirOwnGrey() {
        byte[] rgb = new byte[768];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3);
        }
        Images grey = Images.of("rgb", 16, 16, 3, new byte[][] {rgb}).grey();
        for (int i = 0; i < 256; i++) {
            assertEquals(i, grey.pixel(0, i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 14})
    void downscalingTakesTheMeanOfEachBlockRoundedHalfUp(int factor) {
        Images images = Images.noise(new ImageShape(28, 14, 3), 3, 1);
        Images small = images.downscaled(factor);
        assertEquals(new ImageShape(28 / factor, 14 / factor, 3), small.shape());
        for (int i = 0; i < small.width(); i++) {
            int row = i / 3 / small.shape().width();
            int column = i / 3 % small.shape().width();
            int sum = 0;
            for (int y = row * factor; y < (row + 1) * factor; y++) {
                for (int x = column * factor; x < (column + 1) * factor; x++) {
                    sum += images.pixel(2, (y * 14 + x) * 3 + i % 3);
                }
            }
            assertEquals(Math.round((double) sum / (factor * factor)), small.pixel(2, i));
        }
    }

    @Test
    void rotationIsTheFilterOnBytes() {
        Images images = Images.noise(new ImageShape(9, 6, 3), 2, 1);
        Images turned = images.rotated(33);
        float[] expected = Filters.rotate(images.shape(), images.toArray()[1], 33);
        for (int i = 0; i < turned.width(); i++) {
            assertEquals(255 * expected[i], turned.pixel(1, i), 0.501);
        }
        Images square = Images.noise(new ImageShape(8, 8, 1), 2, 1);
        assertNotEquals(square.digest(), square.rotated(90).digest());
        assertEquals(square.digest(), square.rotated(90).rotated(270).digest());
    }

    @Test
    void aLineTurnedIsTheLineOfAGreaterAngle() {
        Images lying = Lines.draw(new float[][] {{14, 0, 2, 1, 14, 14}});
        Images risen = Lines.draw(new float[][] {{14, (float) (Math.PI / 6), 2, 1, 14, 14}});
        Images turned = lying.rotated(30);
        double difference = 0;
        for (int i = 0; i < 784; i++) {
            difference += Math.abs(risen.pixel(0, i) - turned.pixel(0, i)) / 255.0;
        }
        // of an area of 31 pixels; rotated the wrong way it is about 40
        assertTrue(difference < 5, difference + "");
    }

    @Test
    void everyChangeKeepsWhatIsKnownAboutTheImages() {
        for (Images changed :
                List.of(KNOWN.inverted(), KNOWN.rotated(10), KNOWN.downscaled(2), KNOWN.resized(new ImageSize(3, 3)))) {
            assertArrayEquals(new int[] {1, 0, 1}, changed.labels().orElseThrow());
            assertEquals(List.of("cat", "dog"), changed.labelNames());
            assertEquals(List.of("f"), changed.factorNames());
            assertEquals(2.5f, changed.factors().orElseThrow()[2][0]);
            assertEquals(List.of("a", "b", "c"), changed.fileNames());
            assertEquals("three", changed.name());
        }
    }

    @Test
    void imagesAreChosenByTheirLabel() {
        Images dogs = KNOWN.whereLabel(label -> label == 1);
        assertArrayEquals(new int[] {1, 1}, dogs.labels().orElseThrow());
        assertEquals(List.of("cat", "dog"), dogs.labelNames());
        assertEquals(List.of("a", "c"), dogs.fileNames());
        assertArrayEquals(KNOWN.copyOf(2), dogs.copyOf(1));
        refused(() -> KNOWN.whereLabel(label -> label > 1), "three: no rows selected");
        refused(() -> Lines.generate(2, 1).whereLabel(label -> true), "lines: has no labels");
    }

    @Test
    void setsPutTogetherKeepWhatBothHave() {
        Images twice = KNOWN.concat(KNOWN.select(new int[] {1}));
        assertEquals("three+three", twice.name());
        assertEquals(4, twice.count());
        assertArrayEquals(KNOWN.copyOf(1), twice.copyOf(3));
        assertArrayEquals(KNOWN.copyOf(2), twice.copyOf(2));
        assertArrayEquals(new int[] {1, 0, 1, 0}, twice.labels().orElseThrow());
        assertEquals(List.of("cat", "dog"), twice.labelNames());
        assertArrayEquals(
                new float[][] {{0.5f}, {1.5f}, {2.5f}, {1.5f}}, twice.factors().orElseThrow());
        assertEquals(List.of("a", "b", "c", "b"), twice.fileNames());

        Images withNoise = KNOWN.concat(Images.noise(KNOWN.shape(), 2, 1));
        assertEquals(5, withNoise.count());
        assertTrue(withNoise.labels().isEmpty() && withNoise.factors().isEmpty());
        assertEquals(List.of(), withNoise.labelNames());
        assertEquals(List.of(), withNoise.factorNames());
        assertEquals(List.of(), withNoise.fileNames());
    }

    @Test
    void setsThatMeanDifferentThingsAreNotPutTogether() {
        refused(
                () -> KNOWN.concat(Images.noise(new ImageShape(2, 2, 3), 1, 1)),
                "three+noise: images of 2x2 and 2x2 in colour cannot be one set");
        refused(
                () -> KNOWN.concat(KNOWN.withLabels(new int[3], List.of("dog"))),
                "three+three: the labels mean different things: they are named [cat, dog] and [dog]");
        refused(() -> KNOWN.concat(KNOWN.withFactors(List.of("g"), new float[3][1])), "the factors mean different");
    }

    @Test
    void labelsWithNamesAreAllNamed() {
        refused(
                () -> KNOWN.withLabels(new int[] {0, 2, 1}, List.of("cat", "dog")),
                "three: row 1 has label 2, but only these labels have names: 0 to 1");
        refused(() -> KNOWN.withLabels(new int[] {-1, 0, 0}, List.of("cat")), "row 0 has label -1");
        assertEquals(List.of(), KNOWN.withLabels(new int[] {7, -3, 0}).labelNames());
    }

    @Test
    void aShuffledSplitHasEachImageOnceInAnOrderOfTheSeed() {
        Images all = Lines.generate(100, 1);
        int[] rows = IntStream.range(0, 100).toArray();
        Images.Split split = all.withLabels(rows).shuffledSplit(0.8, 5);
        assertEquals(80, split.first().count());
        assertEquals(20, split.second().count());
        int[] order = IntStream.concat(
                        Arrays.stream(split.first().labels().orElseThrow()),
                        Arrays.stream(split.second().labels().orElseThrow()))
                .toArray();
        assertEquals(all.select(order).limit(80).digest(), split.first().digest());
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        assertArrayEquals(rows, sorted);
        assertEquals(split.second().digest(), all.shuffledSplit(0.8, 5).second().digest());
        assertNotEquals(
                split.second().digest(), all.shuffledSplit(0.8, 6).second().digest());
    }

    @Test
    void neitherPartOfASplitIsEmpty() {
        assertEquals(1, KNOWN.shuffledSplit(0.01, 1).first().count());
        assertEquals(1, KNOWN.shuffledSplit(0.99, 1).second().count());
        refused(() -> KNOWN.limit(1).shuffledSplit(0.5, 1), "three: one image cannot be split");
        for (double fraction : new double[] {0, 1, -1, Double.NaN}) {
            String message = assertThrows(IllegalArgumentException.class, () -> KNOWN.shuffledSplit(fraction, 1))
                    .getMessage();
            assertEquals("split fraction " + fraction + ": must be above 0 and below 1", message);
        }
    }

    @Test
    void noiseIsTheKnownOneAndUniform() {
        // A transcription to Python integers gives this digest.
        assertEquals(
                "0e2a0e12a72880803401b82164f2dc1d7817cb3e128df3cc2996a7a9681f8a5e",
                Images.noise(new ImageShape(2, 3, 3), 3, 42).digest());
        Images noise = Images.noise(new ImageShape(16, 16, 1), 200, 1);
        int[] counts = new int[256];
        for (int row = 0; row < 200; row++) {
            for (int i = 0; i < 256; i++) {
                counts[noise.pixel(row, i)]++;
            }
        }
        // chi-square with 255 degrees of freedom: mean 255, standard deviation 22.6
        double chiSquare = Arrays.stream(counts)
                .mapToDouble(count -> (count - 200.0) * (count - 200) / 200)
                .sum();
        assertEquals(255, chiSquare, 113);
        refused(() -> Images.noise(noise.shape(), 0, 1), "noise: 0 images");
    }

    @Test
    void impossibleChangesAreRefused() {
        refused(() -> KNOWN.downscaled(0), "three: downscaling by 0: the factor must divide both sides of 2x2");
        refused(() -> KNOWN.downscaled(3), "downscaling by 3");
        assertThrows(IllegalArgumentException.class, () -> KNOWN.rotated(Double.NaN));
    }
}
