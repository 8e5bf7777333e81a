package io.elbo.data.image;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.ImageShape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {
    @Test
    void theBitsAreTheKnownOnes() {
        // A transcription of the generator to Python, with its own sine and cosine, gives the same digest.
        assertEquals(
                "c2d2a031fb1e6d9eadaf5d982865c7904fab7dc6f25ac21c5faf7ded23459b5a",
                Lines.generate(100, 1).digest());
    }

    @Test
    void aRowDoesNotDependOnHowManyThereAre() {
        Images few = Lines.generate(10, 5);
        Images many = Lines.generate(1000, 5);
        assertEquals(few.digest(), many.limit(10).digest());
        assertArrayEquals(few.factors().orElseThrow(), many.limit(10).factors().orElseThrow());
        assertNotEquals(few.digest(), Lines.generate(10, 6).digest());
    }

    @Test
    void rowsOfOneSeedAreNotShiftedRowsOfAnother() {
        float[][] one = Lines.generate(50, 1).factors().orElseThrow();
        float[][] two = Lines.generate(50, 2).factors().orElseThrow();
        for (float[] a : one) {
            for (float[] b : two) {
                assertFalse(Arrays.equals(a, b));
            }
        }
    }

    @Test
    void drawingTheFactorsAgainGivesTheSamePictures() {
        Images lines = Lines.generate(200, 3);
        assertEquals(lines.digest(), Lines.draw(lines.factors().orElseThrow()).digest());
        assertEquals(List.of("length", "angle", "width", "brightness", "x", "y"), lines.factorNames());
        assertEquals(new ImageShape(28, 28, 1), lines.shape());
    }

    @Test
    void factorsAreUniformInTheirRangesAndUncorrelated() {
        float[][] factors = Lines.generate(20_000, 1).factors().orElseThrow();
        double[][] ranges = {{6, 16}, {0, Math.PI}, {1, 3}, {0.4, 1}, {10, 18}, {10, 18}};
        double[][] unit = new double[6][factors.length];
        for (int row = 0; row < factors.length; row++) {
            for (int f = 0; f < 6; f++) {
                unit[f][row] = (factors[row][f] - ranges[f][0]) / (ranges[f][1] - ranges[f][0]);
                assertTrue(unit[f][row] > -1e-6 && unit[f][row] < 1 + 1e-6);
                assertTrue(factors[row][f] <= ranges[f][1]);
            }
        }
        // Five standard errors of 20,000 rows.
        for (int f = 0; f < 6; f++) {
            assertEquals(0.5, mean(unit[f], unit[f], false), 5 * 0.2887 / 141);
            for (int g = 0; g <= f; g++) {
                double correlation = (mean(unit[f], unit[g], true) - 0.25) * 12;
                assertEquals(f == g ? 1 : 0, correlation, 12 * 5 * 0.3 / 141, "factors " + f + " and " + g);
            }
        }
    }

    private static double mean(double[] a, double[] b, boolean product) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += product ? a[i] * b[i] : a[i];
        }
        return sum / a.length;
    }

    @Tag("slow")
    @Test
    void everyPixelIsTheCoverageByTheNearestOfManyPointsOnTheSegment() {
        Images lines = Lines.generate(20, 11);
        float[][] factors = lines.factors().orElseThrow();
        for (int row = 0; row < lines.count(); row++) {
            float[] f = factors[row];
            for (int pixel = 0; pixel < 784; pixel++) {
                double nearest = Double.MAX_VALUE;
                for (int i = -500; i <= 500; i++) {
                    double along = f[0] / 2 * i / 500.0;
                    double dx = pixel % 28 + 0.5 - (f[4] + along * Math.cos(f[1]));
                    double dy = pixel / 28 + 0.5 - (f[5] - along * Math.sin(f[1]));
                    nearest = Math.min(nearest, Math.hypot(dx, dy));
                }
                double coverage = Math.max(0, Math.min(1, f[2] / 2 + 0.5 - nearest));
                assertEquals(255 * f[3] * coverage, lines.pixel(row, pixel), 0.6, "row " + row + " pixel " + pixel);
            }
        }
    }

    @Test
    void pixelsSumToTheAreaOfTheSegmentWithItsRoundEnds() {
        Images lines = Lines.generate(300, 4);
        float[][] factors = lines.factors().orElseThrow();
        for (int row = 0; row < lines.count(); row++) {
            float[] f = factors[row];
            double radius = f[2] / 2;
            // A linear edge one pixel wide adds pi / 12 to the area of a disc and nothing to that of a strip.
            double area = f[0] * f[2] + Math.PI * (radius * radius + 1 / 12.0);
            assertEquals(1, sum(lines, row) / (255 * f[3] * area), 0.08, "row " + row);
        }
    }

    @Test
    void theWholeSegmentIsInThePictureAndClearlyVisible() {
        Images lines = Lines.generate(2000, 8);
        for (int row = 0; row < lines.count(); row++) {
            int brightest = 0;
            for (int i = 0; i < 784; i++) {
                boolean border = i < 28 || i >= 756 || i % 28 == 0 || i % 28 == 27;
                brightest = Math.max(brightest, lines.pixel(row, i));
                assertTrue(!border || lines.pixel(row, i) < 128, "row " + row);
            }
            assertTrue(brightest >= 75, "row " + row + ": " + brightest);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,6,16", "2,1,3", "3,0.4,1"})
    void longerWiderAndBrighterLinesHaveMoreLight(int factor, float low, float high) {
        float[][] factors = new float[21][];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = new float[] {10, 0.7f, 2, 0.8f, 14.3f, 13.6f};
            factors[i][factor] = low + (high - low) * i / 20;
        }
        Images lines = Lines.draw(factors);
        for (int i = 1; i < factors.length; i++) {
            assertTrue(sum(lines, i) > sum(lines, i - 1));
        }
    }

    @Test
    void aHorizontalLineIsDrawnAsByHand() {
        // Rows 13 and 14 are half a pixel from the axis and fully covered; rows 12 and 15 are just out of reach.
        Images line = Lines.draw(new float[][] {{8, 0, 2, 1, 14, 14}});
        assertEquals(255, line.pixel(0, 13 * 28 + 14));
        assertEquals(255, line.pixel(0, 14 * 28 + 11));
        assertEquals(0, line.pixel(0, 12 * 28 + 14));
        assertEquals(0, line.pixel(0, 13 * 28 + 5));
    }

    @Test
    void aPositiveAngleRisesToTheRight() {
        Images line = Lines.draw(new float[][] {{14, (float) (Math.PI / 4), 2, 1, 14, 14}});
        assertTrue(line.pixel(0, 10 * 28 + 17) > 200);
        assertEquals(0, line.pixel(0, 10 * 28 + 10));
    }

    @Test
    void linesOutsideThePictureAreCutOffHoweverFarTheyAre() {
        Images lines = Lines.draw(new float[][] {
            {Float.MAX_VALUE, 1, 1, 1, 14, 14},
            {1, 1, 1, 1, -Float.MAX_VALUE, Float.MAX_VALUE},
            {0, 0, Float.MAX_VALUE, 1, 14, 14},
            {10, 0, 2, 0, 14, 14}
        });
        assertTrue(sum(lines, 0) > 0);
        assertEquals(0, sum(lines, 1));
        assertEquals(784 * 255, sum(lines, 2));
        assertEquals(0, sum(lines, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 255, 63.75, 63.75",
        "0.1, 255, 178.5, 63.75",
        "0.25, 159.375, 255, 63.75",
        "0.45, 63.75, 255, 197.625",
        "0.6, 63.75, 140.25, 255",
        "0.8, 216.75, 63.75, 255",
        "0.95, 255, 63.75, 121.125",
        "-0.05, 255, 63.75, 121.125",
        "7.1, 255, 178.5, 63.75"
    })
    void theHueIsThatOfHsvAtThreeQuartersOfSaturation(float hue, double red, double green, double blue) {
        // 255 * colorsys.hsv_to_rgb(hue, 0.75, 1) of Python
        Images line = Lines.draw(new float[][] {{8, 0, 2, 1, 14, 14, hue}});
        int middle = 3 * (13 * 28 + 14);
        assertEquals(red, line.pixel(0, middle), 0.501);
        assertEquals(green, line.pixel(0, middle + 1), 0.501);
        assertEquals(blue, line.pixel(0, middle + 2), 0.501);
    }

    @Test
    void aColouredLineIsTheGreyLineOfItsFactorsInTheStrongestChannel() {
        Images grey = Lines.generate(300, 6);
        Images colour = Lines.generateColour(300, 6);
        assertEquals("lines-colour", colour.name());
        assertEquals(List.of("length", "angle", "width", "brightness", "x", "y", "hue"), colour.factorNames());
        float[][] greyFactors = grey.factors().orElseThrow();
        float[][] factors = colour.factors().orElseThrow();
        double hues = 0;
        for (int row = 0; row < 300; row++) {
            assertArrayEquals(greyFactors[row], Arrays.copyOf(factors[row], 6));
            assertTrue(factors[row][6] >= 0 && factors[row][6] < 2 / 3f);
            hues += factors[row][6];
            for (int i = 0; i < 784; i++) {
                int strongest = Math.max(
                        colour.pixel(row, 3 * i), Math.max(colour.pixel(row, 3 * i + 1), colour.pixel(row, 3 * i + 2)));
                assertEquals(grey.pixel(row, i), strongest);
            }
        }
        assertEquals(1 / 3.0, hues / 300, 5 * 2 / 3.0 * 0.2887 / Math.sqrt(300));
        assertEquals(colour.digest(), Lines.draw(factors).digest());
    }

    @Test
    void impossibleFactorsAreRefusedByRowAndName() {
        float[] good = {10, 0, 2, 1, 14, 14};
        refused(() -> Lines.draw(new float[][] {good, {10, 0, 2}}), "row 1 has 3 factors");
        float[] colour = {10, 0, 2, 1, 14, 14, 0.5f};
        refused(() -> Lines.draw(new float[][] {good, colour}), "row 1 has 7 factors; it must have [length");
        refused(() -> Lines.draw(new float[][] {colour, good}), "row 1 has 6 factors", "hue]");
        refused(() -> Lines.draw(new float[][] {{1, 2}}), "row 0 has 2 factors", "and for colour hue");
        colour[6] = Float.NaN;
        refused(() -> Lines.draw(new float[][] {colour}), "row 0, hue: NaN");
        refused(() -> Lines.draw(new float[][] {{-1, 0, 2, 1, 14, 14}}), "row 0, length: -1.0");
        refused(() -> Lines.draw(new float[][] {{1, 0, 0, 1, 14, 14}}), "row 0, width: 0.0");
        refused(() -> Lines.draw(new float[][] {{1, 0, 1, 1.5f, 14, 14}}), "row 0, brightness: 1.5");
        refused(() -> Lines.draw(new float[][] {{1, Float.NaN, 1, 1, 14, 14}}), "row 0, angle: NaN");
        refused(() -> Lines.generate(0, 1), "0 rows");
    }

    private static double sum(Images images, int row) {
        double sum = 0;
        for (int i = 0; i < images.width(); i++) {
            sum += images.pixel(row, i);
        }
        return sum;
    }
}
