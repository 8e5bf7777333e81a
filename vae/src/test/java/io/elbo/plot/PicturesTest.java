package io.elbo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.ImageShape;
import io.elbo.data.image.ImageFolder;
import io.elbo.data.image.Images;
import io.elbo.spec.Elbo;
import io.elbo.spec.EpochMetrics;
import io.elbo.test.Failures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
    private static final int GAP = 0x404040;

    private static int pixel(Drawing image, int x, int y) {
        return image.rgb(x, y);
    }

    private static int pixel(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xffffff;
    }

    private static int grey(int level) {
        return level << 16 | level << 8 | level;
    }

    /** Images of 2x3 pixels are enlarged 21 times (64 / 3), cells are 63x42 with gaps of 2 pixels around. */
    @Test
    void aSheetHasItsImagesRowByRow() {
        ImageShape shape = new ImageShape(2, 3, 1);
        float[][] images = new float[3][6];
        for (int i = 0; i < 18; i++) {
            images[i / 6][i % 6] = i / 17f;
        }
        Drawing sheet = Pictures.sheet(images, shape, 2);
        assertEquals(2 * (63 + 2) + 2, sheet.width());
        assertEquals(2 * (42 + 2) + 2, sheet.height());
        for (int y = 0; y < sheet.height(); y++) {
            for (int x = 0; x < sheet.width(); x++) {
                int column = (x - 2) / 65;
                int row = (y - 2) / 44;
                int px = (x - 2) % 65;
                int py = (y - 2) % 44;
                int image = row * 2 + column;
                boolean gap = x < 2 || y < 2 || px >= 63 || py >= 42 || image > 2;
                int expected = gap ? GAP : grey(Math.round(images[image][py / 21 * 3 + px / 21] * 255));
                assertEquals(expected, pixel(sheet, x, y), x + ", " + y);
            }
        }
    }

    @Test
    void coloursAreChannelLastAndClamped() {
        Drawing sheet = Pictures.sheet(new float[][] {{1.5f, -3, 0.5f}}, new ImageShape(1, 1, 3), 10);
        assertEquals(64 + 4, sheet.width());
        assertEquals(0xff0080, pixel(sheet, 2, 2));
        assertEquals(0xff0080, pixel(sheet, 65, 65));
        assertEquals(GAP, pixel(sheet, 66, 65));
    }

    @Test
    void largeSheetsAreNotEnlarged() {
        Drawing sheet = Pictures.sheet(new float[100][60 * 60], new ImageShape(60, 60, 1), 10);
        assertEquals(10 * 62 + 2, sheet.width());
    }

    @Test
    void pairsHaveOriginalsAboveReconstructions() {
        ImageShape shape = new ImageShape(1, 1, 1);
        float[][] originals = {{0.1f}, {0.2f}, {0.3f}};
        float[][] reconstructions = {{0.6f}, {0.7f}, {0.8f}};
        Drawing pairs = Pictures.pairs(originals, reconstructions, shape, 2);
        assertEquals(2 * 66 + 2, pairs.width());
        assertEquals(4 * 66 + 2, pairs.height());
        float[][] expected = {{0.1f, 0.2f}, {0.6f, 0.7f}, {0.3f, 0}, {0.8f, 0}};
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 2; column++) {
                assertEquals(
                        grey(Math.round(expected[row][column] * 255)), pixel(pairs, 30 + column * 66, 30 + row * 66));
            }
        }
    }

    @Tag("slow")
    @Test
    void curvesAreDrawnForAnyNumberOfEpochs(@TempDir Path folder) throws IOException {
        for (int count : new int[] {0, 1, 2, 50}) {
            for (boolean held : new boolean[] {false, true}) {
                List<EpochMetrics> epochs = new ArrayList<>();
                for (int i = 1; i <= count; i++) {
                    Elbo elbo = new Elbo(-100.0 / i, 3);
                    epochs.add(new EpochMetrics(i, i * 7L, i, elbo, held ? elbo : null, 0.1));
                }
                Path file = folder.resolve("curves.png");
                Pictures.curves(epochs).write(file);
                BufferedImage read = ImageIO.read(file.toFile());
                assertTrue(read.getWidth() > 600 && read.getHeight() > 200);
                int blue = 0;
                for (int y = 0; y < read.getHeight(); y++) {
                    for (int x = 0; x < read.getWidth(); x++) {
                        blue += pixel(read, x, y) == 0x1f77b4 ? 1 : 0;
                    }
                }
                assertTrue(held || count == 0 || blue > 20, count + " epochs: " + blue + " pixels of a curve");
            }
        }
    }

    @Test
    void aPictureIsWrittenWholeOrNotAtAll(@TempDir Path folder) throws IOException {
        Drawing sheet = Pictures.sheet(new float[][] {{0.5f}}, new ImageShape(1, 1, 1), 1);
        Path file = folder.resolve("sheet.png");
        sheet.write(file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertEquals(sheet.width(), read.getWidth());
        for (int y = 0; y < read.getHeight(); y++) {
            for (int x = 0; x < read.getWidth(); x++) {
                assertEquals(pixel(sheet, x, y), pixel(read, x, y));
            }
        }
        Path inTheWay = Files.createDirectory(folder.resolve("folder.png"));
        Failures.refused(() -> sheet.write(inTheWay), "folder.png");
        Failures.refused(() -> sheet.write(folder.resolve("none").resolve("a.png")), "a.png");
        try (Stream<Path> names = Files.list(folder)) {
            assertEquals(2, names.count());
        }
    }

    @Test
    void bandsStandAboveOneAnother() {
        ImageShape shape = new ImageShape(64, 64, 1);
        List<float[][]> versions = new ArrayList<>();
        for (int band = 0; band < 3; band++) {
            float[][] images = new float[5][64 * 64];
            for (int i = 0; i < 5; i++) {
                java.util.Arrays.fill(images[i], (10 * band + i + 1) / 255f);
            }
            versions.add(images);
        }
        Drawing sheet = Pictures.bands(versions, shape, 3);
        assertEquals(3 * 66 + 2, sheet.width());
        assertEquals(6 * 66 + 2, sheet.height());
        for (int row = 0; row < 6; row++) {
            for (int column = 0; column < 3; column++) {
                int image = row / 3 * 3 + column;
                int expected = image < 5 ? grey(10 * (row % 3) + image + 1) : 0;
                assertEquals(expected, pixel(sheet, 66 * column + 30, 66 * row + 30), row + ", " + column);
            }
        }
    }

    @Test
    void smallImagesAreEnlargedPixelByPixel() {
        float[][] small = {{0.1f, 0.2f, 0.3f, 0.4f}};
        float[][] large = Pictures.enlarged(small, new ImageShape(2, 2, 1), new ImageShape(4, 6, 3));
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 6; x++) {
                for (int c = 0; c < 3; c++) {
                    assertEquals(small[0][y / 2 * 2 + x / 3], large[0][(y * 6 + x) * 3 + c]);
                }
            }
        }
        assertTrue(small == Pictures.enlarged(small, new ImageShape(2, 2, 1), new ImageShape(2, 2, 1)));
    }

    @Test
    void oneImageIsReadBackAsItWas(@TempDir Path folder) {
        for (int channels : new int[] {1, 3}) {
            ImageShape shape = new ImageShape(4, 5, channels);
            float[] image = new float[shape.size()];
            for (int i = 0; i < image.length; i++) {
                image[i] = (i * 37 % 256) / 255f;
            }
            Path pictures = folder.resolve("channels" + channels);
            pictures.toFile().mkdir();
            Pictures.image(image, shape).write(pictures.resolve("a.png"));
            Images read = ImageFolder.read(pictures, Optional.empty());
            assertEquals(shape, read.shape());
            for (int i = 0; i < image.length; i++) {
                assertEquals(i * 37 % 256, read.pixel(0, i));
            }
        }
    }
}
