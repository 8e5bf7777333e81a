package io.elbo.data.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.data.ImageShape;
import io.elbo.data.ImageSize;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
    @ParameterizedTest
    @CsvSource({"28,28,14,14,1", "28,28,10,9,1", "13,7,5,3,3", "13,7,13,3,3", "2,2,1,1,1", "5,9,5,9,3"})
    void shrinkingIsTheMeanOverAFineGrid(int height, int width, int toHeight, int toWidth, int channels) {
        byte[] pixels = noise(height * width * channels);
        byte[] resized = resize(pixels, height, width, channels, toHeight, toWidth);
        // Each old pixel becomes toHeight x toWidth fine ones, each new one is the mean of height x width of them.
        for (int y = 0; y < toHeight; y++) {
            for (int x = 0; x < toWidth; x++) {
                for (int c = 0; c < channels; c++) {
                    long sum = 0;
                    for (int fy = y * height; fy < (y + 1) * height; fy++) {
                        for (int fx = x * width; fx < (x + 1) * width; fx++) {
                            sum += pixels[((fy / toHeight) * width + fx / toWidth) * channels + c] & 0xFF;
                        }
                    }
                    long mean = Math.round((double) sum / (height * width));
                    assertEquals(mean, resized[(y * toWidth + x) * channels + c] & 0xFF);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"7,7,28,28,1", "3,5,4,11,3", "1,1,6,6,3", "2,9,17,10,1"})
    void growingIsLinearBetweenPixelCentres(int height, int width, int toHeight, int toWidth, int channels) {
        byte[] pixels = noise(height * width * channels);
        byte[] resized = resize(pixels, height, width, channels, toHeight, toWidth);
        for (int y = 0; y < toHeight; y++) {
            for (int x = 0; x < toWidth; x++) {
                for (int c = 0; c < channels; c++) {
                    double atY = Math.min(Math.max((y + 0.5) * height / toHeight - 0.5, 0), height - 1);
                    double atX = Math.min(Math.max((x + 0.5) * width / toWidth - 0.5, 0), width - 1);
                    double sum = 0;
                    for (int j = 0; j < height; j++) {
                        for (int i = 0; i < width; i++) {
                            double weight = Math.max(0, 1 - Math.abs(atY - j)) * Math.max(0, 1 - Math.abs(atX - i));
                            sum += weight * (pixels[(j * width + i) * channels + c] & 0xFF);
                        }
                    }
                    assertEquals(sum, resized[(y * toWidth + x) * channels + c] & 0xFF, 0.5 + 1e-9);
                }
            }
        }
    }

    @Test
    void oneSideMayShrinkWhileTheOtherGrows() {
        byte[] pixels = {0, 100, 50, (byte) 150, 100, (byte) 200, (byte) 150, (byte) 250};
        byte[] resized = resize(pixels, 4, 2, 1, 2, 4);
        // Rows in pairs: (25, 125) and (125, 225); columns at 0, 1/4, 3/4, 1.
        assertArrayEquals(new byte[] {25, 50, 100, 125, 125, (byte) 150, (byte) 200, (byte) 225}, resized);
    }

    private static byte[] resize(byte[] pixels, int height, int width, int channels, int toHeight, int toWidth) {
        return new Resampler(new ImageShape(height, width, channels), new ImageSize(toWidth, toHeight)).resize(pixels);
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
