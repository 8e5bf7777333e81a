package io.elbo.data.image;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.ImageSize;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    Path folder;

    @Test
    void greyPicturesAreReadInTheOrderOfTheirNamesByteForByte() throws IOException {
        write("b.png", grey(2, 1, 30, 40));
        write("B.PNG", grey(2, 1, 10, 20));
        write("c.png", grey(2, 1, 50, 60));
        Files.writeString(folder.resolve("notes.txt"), "not a picture");
        Files.writeString(folder.resolve("._b.png"), "left by a Mac");
        Images images = read();
        assertEquals(new ImageShape(1, 2, 1), images.shape());
        assertArrayEquals(
                new float[][] {{10 / 255f, 20 / 255f}, {30 / 255f, 40 / 255f}, {50 / 255f, 60 / 255f}},
                images.toArray());
        assertEquals(folder.getFileName().toString(), images.name());
        assertTrue(images.labels().isEmpty());
        assertEquals(List.of(), images.labelNames());
        assertEquals(List.of("B.PNG", "b.png", "c.png"), images.fileNames());
    }

    @Test
    void onePictureInColourMakesTheWholeSetColour() throws IOException {
        write("a.png", grey(2, 1, 7, 9));
        BufferedImage colour = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        colour.setRGB(0, 0, 0x010203);
        colour.setRGB(1, 0, 0xFDFEFF);
        write("b.png", colour);
        Images images = read();
        assertEquals(new ImageShape(1, 2, 3), images.shape());
        assertArrayEquals(new byte[] {7, 7, 7, 9, 9, 9}, images.copyOf(0));
        assertArrayEquals(new byte[] {1, 2, 3, -3, -2, -1}, images.copyOf(1));
    }

    @Test
    void aPictureStoredInColourWithEqualChannelsIsGrey() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(0, 0, 0x808080);
        write("a.png", image);
        assertEquals(1, read().shape().channels());
        assertEquals(0x80, read().pixel(0, 0));
    }

    @Test
    void sixteenBitsAreScaledToEight() throws IOException {
        BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setPixels(0, 0, 4, 1, new int[] {0, 65535, 257 * 100, 257 * 100 + 129});
        write("a.png", image);
        assertArrayEquals(new byte[] {0, -1, 100, 101}, read().copyOf(0));
    }

    @Test
    void oneBitAndPalettePicturesAreReadByTheirColours() throws IOException {
        BufferedImage bits = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY);
        bits.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 1, 0});
        write("a.png", bits);
        byte[] red = {10, (byte) 200};
        byte[] green = {20, 100};
        byte[] blue = {30, 0};
        byte[] alpha = {-1, 127};
        BufferedImage palette = new BufferedImage(
                3, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, red, green, blue, alpha));
        palette.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 1, 0});
        write("b.png", palette);
        Images images = read();
        assertArrayEquals(new byte[] {0, 0, 0, -1, -1, -1, 0, 0, 0}, images.copyOf(0));
        // 200 * 127 / 255 = 99.6, 100 * 127 / 255 = 49.8, and 128 of the white below
        assertArrayEquals(new byte[] {10, 20, 30, (byte) 228, (byte) 178, (byte) 128, 10, 20, 30}, images.copyOf(1));
    }

    @Test
    void transparencyIsPutOnWhite() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xFF102030);
        image.setRGB(1, 0, 0x00FFFFFF);
        image.setRGB(2, 0, 0x80FFC801);
        write("a.png", image);
        // 128 / 255 of 255, 200 and 1, and 127 / 255 of 255
        assertArrayEquals(new byte[] {0x10, 0x20, 0x30, -1, -1, -1, -1, (byte) 227, (byte) 128}, read().copyOf(0));
    }

    @Test
    void jpegIsReadWithinItsLossWhateverItsName() throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, 0xC86432);
        }
        ImageIO.write(image, "jpeg", folder.resolve("a.JPeG").toFile());
        ImageIO.write(image, "jpeg", folder.resolve("b.png").toFile());
        Images images = read();
        assertEquals(new ImageShape(16, 16, 3), images.shape());
        for (int i = 0; i < 768; i++) {
            assertEquals(new int[] {200, 100, 50}[i % 3], images.pixel(0, i), 3);
        }
        assertArrayEquals(images.copyOf(0), images.copyOf(1));
    }

    @Test
    void subFoldersAreClassesInTheOrderOfTheirNames() throws IOException {
        for (String name : new String[] {"dog/1.png", "cat/2.png", "cat/1.png", "eel/1.jpg"}) {
            Files.createDirectories(folder.resolve(name).getParent());
            write(name, grey(1, 1, name.length() + name.charAt(4)));
        }
        Images images = read();
        assertArrayEquals(new int[] {0, 0, 1, 2}, images.labels().orElseThrow());
        assertArrayEquals(new byte[] {9 + '1'}, images.copyOf(0));
        assertArrayEquals(new byte[] {9 + '2'}, images.copyOf(1));
        assertEquals(List.of("cat", "dog", "eel"), images.labelNames());
        assertEquals(List.of("cat/1.png", "cat/2.png", "dog/1.png", "eel/1.jpg"), images.fileNames());
    }

    @Test
    void picturesBesideSubFoldersOfPicturesAreRefused() throws IOException {
        write("b.png", grey(1, 1, 1));
        Files.createDirectories(folder.resolve("dog"));
        Files.writeString(folder.resolve("dog/notes.txt"), "no pictures");
        assertEquals(List.of(), read().labelNames());
        write("dog/1.png", grey(1, 1, 2));
        refused(
                this::read,
                folder
                        + ": has pictures of its own (b.png) and pictures in sub-folders (dog/1.png); either all must be in");
    }

    @Test
    void differentSizesAreRefusedByTheFirstTwoFilesUnlessResized() throws IOException {
        write("a.png", grey(4, 2, 0, 0, 100, 100, 0, 0, 100, 100));
        write("b.png", grey(4, 2, 8, 8, 8, 8, 8, 8, 8, 8));
        write("c.png", grey(2, 1, 5, 6));
        write("d.png", grey(1, 1, 5));
        refused(
                this::read,
                "pictures differ in size: " + folder.resolve("a.png") + " is 4x2, " + folder.resolve("c.png")
                        + " is 2x1");
        Images images = ImageFolder.read(folder, Optional.of(ImageSize.parse("2x1")));
        assertArrayEquals(
                new float[][] {{0, 100 / 255f}, {8 / 255f, 8 / 255f}, {5 / 255f, 6 / 255f}, {5 / 255f, 5 / 255f}},
                images.toArray());
    }

    @Test
    void foldersWithoutPicturesAreRefused() throws IOException {
        refused(this::read, folder + ": there are no pictures (PNG, JPEG, GIF, BMP, TIFF or WebP)");
        refused(() -> ImageFolder.read(folder.resolve("no"), Optional.empty()), "no: there is no such file or folder");
        Path file = Files.writeString(folder.resolve("file"), "x");
        refused(() -> ImageFolder.read(file, Optional.empty()), file + ": is not a folder");
    }

    @Test
    void filesThatAreNoPicturesAreRefusedByName() throws IOException {
        Path file = folder.resolve("a.png");
        Files.write(file, new byte[0]);
        refused(this::read, file + ": is empty");
        Files.writeString(file, "<html>");
        refused(this::read, file + ": starts with '<htm', which is not a supported picture format: PNG, JPEG");
        Files.write(file, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        refused(this::read, file + ": the PNG file is cut off");
        Files.write(file, new byte[] {-1, -40, -1, -39});
        refused(this::read, file + ": not a readable picture");
    }

    @Test
    void pngBombsAreRefusedBeforeTheyAreDecoded() throws IOException {
        write("a.png", grey(1, 1, 5));
        Path file = folder.resolve("a.png");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        bytes.putInt(16, 30_000).putInt(20, 30_000);
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 12, 17);
        bytes.putInt(29, (int) crc.getValue());
        Files.write(file, bytes.array());
        refused(this::read, file + ": is 30000x30000 pixels; at most 64 million");
    }

    @Test
    void anyCutOffPngIsRefusedByName() throws IOException {
        write("a.png", noise(20, 20));
        Path file = folder.resolve("a.png");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            refused(this::read, file + ": ");
        }
    }

    @Test
    void anyChangedByteOfAPngIsRefusedOrHarmless() throws IOException {
        write("a.png", noise(10, 10));
        Path file = folder.resolve("a.png");
        byte[] whole = Files.readAllBytes(file);
        String digest = read().digest();
        Random random = new Random(1);
        int refusals = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, bytes);
            try {
                assertEquals(digest, read().digest());
            } catch (DataException e) {
                refusals++;
                assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
            }
        }
        // a chunk's checksum does not cover its length field
        assertTrue(refusals > 290, refusals + " refused");
    }

    @Test
    void aJpegThatEndsTooSoonIsRefusedAndNotPaintedGrey() throws IOException {
        Path file = folder.resolve("a.jpg");
        ImageIO.write(noise(64, 64), "jpeg", file.toFile());
        byte[] whole = Files.readAllBytes(file);
        for (int part = 1; part < 20; part++) {
            Files.write(file, Arrays.copyOf(whole, whole.length * part / 20));
            refused(this::read, file + ": ");
        }
    }

    @Tag("slow")
    @Test
    void damagedJpegsGiveNothingButDataExceptions() throws IOException {
        Path file = folder.resolve("a.jpg");
        ImageIO.write(noise(24, 24), "jpeg", file.toFile());
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(2);
        int refusals = 0;
        for (int i = 0; i < 400; i++) {
            byte[] bytes = whole.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                bytes[random.nextInt(i % 2 == 0 ? bytes.length : 200)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            try {
                read();
            } catch (DataException e) {
                refusals++;
                assertEquals(1, e.getMessage().lines().count());
                assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
            }
        }
        assertTrue(refusals > 40, refusals + " refused");
    }

    private Images read() {
        return ImageFolder.read(folder, Optional.empty());
    }

    private void write(String name, BufferedImage image) throws IOException {
        ImageIO.write(image, "png", folder.resolve(name).toFile());
    }

    private static BufferedImage grey(int width, int height, int... pixels) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, width, height, pixels);
        return image;
    }

    private static BufferedImage noise(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(width);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        return image;
    }
}
