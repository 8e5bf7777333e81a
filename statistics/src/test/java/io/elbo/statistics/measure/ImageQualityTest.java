package io.elbo.statistics.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.ImageShape;
import io.elbo.test.Failures;
import org.junit.jupiter.api.Test;

class ImageQualityTest {
    private static final ImageShape GREY = new ImageShape(24, 20, 1);
    private static final ImageShape COLOUR = new ImageShape(13, 16, 3);

    /** Compares with the values of reference.py. */
    @Test
    void allThreeAgreeWithScikitImage() {
        agrees(GREY, 1, 0.01065740615237869, 19.72348483000185, 0.9170552889467408);
        agrees(GREY, 255, 692.9978422894023, 19.72348478468607, 0.9170552876255361);
        agrees(COLOUR, 1, 0.010902528819965066, 19.624727566302063, 0.9163985488276071);
        agrees(COLOUR, 255, 708.9369464952034, 19.624727505183156, 0.9163985467351569);
    }

    private static void agrees(ImageShape shape, int peak, double mse, double psnr, double ssim) {
        float[] x = image(shape, peak, 0);
        float[] y = image(shape, peak, 0.25);
        assertEquals(mse, ImageQuality.mse(x, y), 1e-12 * mse);
        assertEquals(psnr, ImageQuality.psnr(x, y, peak), 1e-11);
        assertEquals(ssim, ImageQuality.ssim(x, y, shape, peak), 1e-11);
    }

    private static float[] image(ImageShape shape, int peak, double noise) {
        float[] image = new float[shape.size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = peak * (float) ((1 - noise) * Draws.uniform(1, i) + noise * Draws.uniform(2, i));
        }
        return image;
    }

    @Test
    void anErrorOfATenthOfThePeakIsTwentyDecibel() {
        float[] black = new float[8];
        float[] grey = new float[8];
        java.util.Arrays.fill(grey, 25);
        assertEquals(625, ImageQuality.mse(black, grey));
        assertEquals(20, ImageQuality.psnr(black, grey, 250), 1e-13);
        assertEquals(Double.POSITIVE_INFINITY, ImageQuality.psnr(grey, grey, 1));
    }

    /** Without contrast, the formula reduces to the means: (2 a b + C1) / (a^2 + b^2 + C1). */
    @Test
    void flatImagesAreComparedByTheirMeans() {
        float[] dark = new float[GREY.size()];
        float[] light = new float[GREY.size()];
        java.util.Arrays.fill(dark, 0.25f);
        java.util.Arrays.fill(light, 0.75f);
        double expected = (2 * 0.25 * 0.75 + 1e-4) / (0.0625 + 0.5625 + 1e-4);
        assertEquals(expected, ImageQuality.ssim(dark, light, GREY, 1), 1e-12);
    }

    @Test
    void anImageIsMostLikeItselfAndLikenessIsMutual() {
        float[] x = image(COLOUR, 1, 0);
        float[] y = image(COLOUR, 1, 0.5);
        assertEquals(1, ImageQuality.ssim(x, x, COLOUR, 1), 1e-14);
        assertEquals(ImageQuality.ssim(x, y, COLOUR, 1), ImageQuality.ssim(y, x, COLOUR, 1), 1e-14);
        float[] negative = x.clone();
        for (int i = 0; i < negative.length; i++) {
            negative[i] = 1 - x[i];
        }
        assertTrue(ImageQuality.ssim(x, negative, COLOUR, 1) < -0.5);
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        float[] x = image(GREY, 1, 0);
        Failures.refused(() -> ImageQuality.mse(x, new float[3]), "480", "3");
        Failures.refused(() -> ImageQuality.ssim(x, x, COLOUR, 1), "480", "624");
        Failures.refused(
                () -> ImageQuality.ssim(new float[100], new float[100], new ImageShape(10, 10, 1), 1), "10", "11 x 11");
        Failures.rejected(() -> ImageQuality.psnr(x, x, 0), "peak 0.0", "above 0");
        x[7] = Float.NaN;
        Failures.refused(() -> ImageQuality.mse(x, x), "column 7", "NaN");
    }
}
