package io.elbo.data.image;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.ImageShape;
import io.elbo.data.ImageSize;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
    private static final byte[][] PIXELS = {{0, 1, 2, 3, 4, 5}, {10, 20, 30, 40, 50, 60}, {-1, -2, -3, -4, -5, -6}};

    private final Images images = Images.of("three", 2, 3, 1, PIXELS);

    @Test
    void everyByteIsReadAsTheFloatNearestToItsShareOf255() {
        byte[][] all = new byte[1][256];
        for (int i = 0; i < 256; i++) {
            all[0][i] = (byte) i;
        }
        float[] read = Images.of("all", 16, 16, 1, all).toArray()[0];
        for (int i = 0; i < 256; i++) {
            BigDecimal exact = BigDecimal.valueOf(i).divide(BigDecimal.valueOf(255), new MathContext(40));
            BigDecimal error = exact.subtract(new BigDecimal(read[i])).abs();
            for (float other : new float[] {Math.nextUp(read[i]), Math.nextDown(read[i])}) {
                assertTrue(error.compareTo(exact.subtract(new BigDecimal(other)).abs()) < 0, "byte " + i);
            }
        }
    }

    @Test
    void readWritesOnlyItsFeaturesAtTheOffset() {
        float[] to = {9, 9, 9, 9, 9, 9, 9, 9};
        images.read(2, to, 1);
        assertArrayEquals(new float[] {9, 1, 254 / 255f, 253 / 255f, 252 / 255f, 251 / 255f, 250 / 255f, 9}, to);
        assertThrows(IndexOutOfBoundsException.class, () -> images.read(0, new float[6], 1));
        assertEquals(255, images.pixel(2, 0));
    }

    @Test
    void writingToWhatWentInOrCameOutDoesNotChangeTheImages() {
        byte[][] pixels = {{1, 2}};
        int[] labels = {7};
        float[][] factors = {{0.5f}};
        Images kept = Images.of("kept", 1, 2, 1, pixels).withLabels(labels).withFactors(List.of("f"), factors);
        pixels[0][0] = 9;
        labels[0] = 9;
        factors[0][0] = 9;
        kept.copyOf(0)[0] = 9;
        kept.labels().orElseThrow()[0] = 9;
        kept.factors().orElseThrow()[0][0] = 9;
        assertEquals(1, kept.pixel(0, 0));
        assertArrayEquals(new int[] {7}, kept.labels().orElseThrow());
        assertEquals(0.5f, kept.factors().orElseThrow()[0][0]);
    }

    @Test
    void selectAndLimitTakeLabelsAndFactorsAlong() {
        Images all = images.withLabels(new int[] {5, 6, 7}).withFactors(List.of("a", "b"), new float[][] {
            {0, 1}, {2, 3}, {4, 5}
        });
        Images chosen = all.select(new int[] {2, 0, 2});
        assertArrayEquals(PIXELS[2], chosen.copyOf(0));
        assertArrayEquals(PIXELS[0], chosen.copyOf(1));
        assertArrayEquals(new int[] {7, 5, 7}, chosen.labels().orElseThrow());
        assertArrayEquals(
                new float[][] {{4, 5}, {0, 1}, {4, 5}}, chosen.factors().orElseThrow());
        assertArrayEquals(new int[] {5, 6}, all.limit(2).labels().orElseThrow());
        assertEquals(3, all.limit(100).count());
        assertThrows(IndexOutOfBoundsException.class, () -> all.select(new int[] {3}));
        refused(() -> all.limit(0), "three", "limit of 0");
        refused(() -> all.select(new int[0]), "no rows selected");
    }

    @Test
    void digestIsSha256OfSizesAndPixels() {
        // printf '\0\0\0\1\0\0\0\1\0\0\0\2\0\0\0\1\1\2' | sha256sum
        Images two = Images.of("two", 1, 2, 1, new byte[][] {{1, 2}});
        assertEquals("12458e1f40b1efde05a65f97ab9c701fa9e608f6aed1f1ad9e1ce5b831fc2990", two.digest());
        assertEquals(
                two.digest(),
                Images.of("other", 1, 2, 1, new byte[][] {{1, 2}})
                        .withLabels(new int[] {3})
                        .digest());
        assertNotEquals(
                two.digest(), Images.of("two", 2, 1, 1, new byte[][] {{1, 2}}).digest());
        assertNotEquals(
                two.digest(), Images.of("two", 1, 1, 1, new byte[][] {{1}, {2}}).digest());
        assertNotEquals(
                two.digest(), Images.of("two", 1, 2, 1, new byte[][] {{1, 3}}).digest());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused(() -> Images.of("none", 1, 1, 1, new byte[0][]), "none", "no images");
        refused(
                () -> Images.of("short", 2, 2, 1, new byte[][] {new byte[4], new byte[3]}),
                "short",
                "image 1",
                "3",
                "4");
        refused(() -> images.withLabels(new int[2]), "three: 2 labels for 3 images");
        refused(() -> images.withFactors(List.of("a"), new float[2][1]), "factors of 2 rows for 3 images");
        refused(() -> images.withFactors(List.of("a"), new float[][] {{1}, {1, 2}, {1}}), "row 1 has 2 factors");
        refused(() -> images.withFactors(List.of("a", "a"), new float[3][2]), "all must differ");
        refused(() -> images.withFactors(List.of(), new float[3][0]), "at least one");
    }

    @ParameterizedTest
    @CsvSource({"0,1,1", "1,-1,1", "1,1,2", "1,1,0", "65536,65536,1", "2147483647,2147483647,3", "16384,16384,3"})
    void impossibleShapesAreRefused(int height, int width, int channels) {
        refused(() -> new ImageShape(height, width, channels));
    }

    @Test
    void sizesAreWrittenWidthFirst() {
        assertEquals(new ImageSize(64, 48), ImageSize.parse("64x48"));
        assertEquals(new ImageSize(64, 48), ImageSize.parse(" 64X48 "));
        assertEquals("64x48", ImageSize.parse("64x48").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "64", "64x", "x48", "-1x4", "6.4x4", "64x48x3", "0x4", "9999x1", "999999999999x1", "64*48"})
    void otherSizesAreRefused(String text) {
        refused(() -> ImageSize.parse(text));
    }
}
