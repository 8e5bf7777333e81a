package io.elbo.data;

import static io.elbo.data.PictureBytesOf.colours;
import static io.elbo.data.PictureBytesOf.deep;
import static io.elbo.data.PictureBytesOf.exif;
import static io.elbo.data.PictureBytesOf.grey;
import static io.elbo.data.PictureBytesOf.joined;
import static io.elbo.data.PictureBytesOf.tiff;
import static io.elbo.data.PictureBytesOf.withChunk;
import static io.elbo.data.PictureBytesOf.withExif;
import static io.elbo.data.PictureBytesOf.withSegment;
import static io.elbo.data.PictureBytesOf.written;
import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.image.ImageFolder;
import io.elbo.data.image.Images;
import io.elbo.data.image.PictureReading;
import io.elbo.data.image.PictureReport;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the result of reading pictures of every format and kind. */
class PictureKindsTest {
    /** 16x8 pixels, the left half #c83214, the right half #1464b4; without loss. Made by libwebp. */
    private static final byte[] WEBP =
            Base64.getDecoder().decode("UklGRigAAABXRUJQVlA4TBsAAAAvD8ABAA9QmTMhnwJ0/qOCWDCZv3RnChH9Dx0A");

    /** 6x4 pixels, transparent but for 2x2 of #1464b4 at (1, 1). Made by libwebp. */
    private static final byte[] TRANSPARENT_WEBP =
            Base64.getDecoder().decode("UklGRiAAAABXRUJQVlA4TBQAAAAvBcAAEA8wZEMxtPMf8BiDiP6HAQ==");

    private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};

    @TempDir
    Path folder;

    private final List<PictureReport> reports = new ArrayList<>();

    @Test
    void onePictureIsTheSameInEveryFormatThatLosesNothing() throws IOException {
        int[] palette = Arrays.copyOf(new int[] {0xC83214, 0x1464B4, 0, 0xFFFFFF, 0x010203, 0xFE00FE}, 256);
        IndexColorModel colours = new IndexColorModel(8, 256, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_INDEXED, colours);
        image.getRaster().setPixels(0, 0, 3, 2, new int[] {0, 1, 2, 3, 4, 5});
        for (String format : List.of("png", "gif", "bmp", "tiff")) {
            write("a." + format, written(image, format));
            write("named-wrongly-" + format + ".jpg", written(image, format));
            write("without-ending-" + format, written(image, format));
        }
        Images images = read();
        assertEquals(12, images.count());
        for (int row = 0; row < images.count(); row++) {
            assertArrayEquals(
                    images.copyOf(0), images.copyOf(row), images.fileNames().get(row));
        }
        assertEquals(0xC8, images.pixel(0, 0));
        assertEquals(List.of(), reports.get(0).notes());
    }

    @Test
    void webpIsRead() throws IOException {
        write("a.webp", WEBP);
        Images images = read();
        assertEquals(new ImageShape(8, 16, 3), images.shape());
        assertArrayEquals(new int[] {0xC8, 0x32, 0x14}, colour(images, 0, 0, 0));
        assertArrayEquals(new int[] {0x14, 0x64, 0xB4}, colour(images, 0, 8, 7));
    }

    @Test
    void colourProfilesChangeNoNumber() throws IOException {
        BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 128; i++) {
            image.setRGB(i % 16, i / 16, 0xC83214);
        }
        // linear instead of screen values: if the profile were applied, 0xC8 would become 0xE4
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] jpeg = written(image, "jpeg");
        write("a.jpg", jpeg);
        byte[] numbered = joined("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII), profile);
        write("b.jpg", withSegment(jpeg, 0xE2, numbered));
        Images images = read();
        assertArrayEquals(images.copyOf(0), images.copyOf(1));
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "2"})
    void inkBecomesTheColourThatItPrints(int adobe) throws IOException {
        int[] cyan = {255, 0, 0, 0};
        int[] darkOrange = {0, 102, 204, 64};
        write("a.jpg", ink(adobe, cyan, darkOrange));
        Images images = read();
        assertEquals(new ImageShape(8, 16, 3), images.shape());
        assertNear(new int[] {0, 255, 255}, colour(images, 0, 2, 4));
        assertEquals(
                List.of(folder + ": the picture is in CMYK: converted to RGB without a colour profile"),
                reports.get(0).notes());
        // (255 - 0) * 191 / 255, (255 - 102) * 191 / 255, (255 - 204) * 191 / 255
        assertNear(new int[] {191, 115, 38}, colour(images, 0, 13, 4));
    }

    @ParameterizedTest
    @CsvSource({
        "1, ABC/DEF",
        "2, CBA/FED",
        "3, FED/CBA",
        "4, DEF/ABC",
        "5, AD/BE/CF",
        "6, DA/EB/FC",
        "7, FC/EB/DA",
        "8, CF/BE/AD"
    })
    void picturesAreTurnedUprightByWhatTheCameraNoted(int orientation, String upright) throws IOException {
        byte[] png = written(grey(3, 2, 'A', 'B', 'C', 'D', 'E', 'F'), "png");
        write("a.png", withChunk(png, "eXIf", exif(orientation, ByteOrder.BIG_ENDIAN)));
        Images images = read();
        String[] lines = upright.split("/");
        assertEquals(new ImageShape(lines.length, lines[0].length(), 1), images.shape());
        assertEquals(upright.replace("/", ""), new String(images.copyOf(0), StandardCharsets.US_ASCII));
        assertEquals(orientation == 1 ? 0 : 1, reports.get(0).turned());
    }

    @Test
    void theNoteIsFoundInJpegTiffAndWebpAndSizesAreComparedUpright() throws IOException {
        BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(8, 0, 8, 8, filled(64, 200));
        byte[] jpeg = written(image, "jpeg");
        byte[] exif = joined("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif(6, ByteOrder.LITTLE_ENDIAN));
        write("a.jpg", withSegment(jpeg, 0xE1, exif));
        int[] samples = image.getRaster().getPixels(0, 0, 16, 8, (int[]) null);
        write("b.tif", tiff(ByteOrder.LITTLE_ENDIAN, 16, 8, samples, new int[] {274, 6}));
        write("c.tif", tiff(ByteOrder.BIG_ENDIAN, 16, 8, samples, new int[] {274, 6}));
        write("d.webp", withExif(WEBP, 16, 8, exif(6, ByteOrder.BIG_ENDIAN)));
        write("e.png", written(grey(8, 16, filled(128, 0)), "png"));
        Images images = read();
        assertEquals(new ImageShape(16, 8, 3), images.shape());
        assertEquals(4, reports.get(0).turned());
        for (int row = 0; row < 3; row++) {
            assertEquals(0, colour(images, row, 3, 2)[0], 2);
            assertEquals(200, colour(images, row, 3, 13)[0], 2);
        }
        assertArrayEquals(new int[] {0xC8, 0x32, 0x14}, colour(images, 3, 0, 0));
        assertArrayEquals(new int[] {0x14, 0x64, 0xB4}, colour(images, 3, 0, 15));
    }

    @Test
    void transparencyIsPutOnTheBackgroundThatIsAskedFor() throws IOException {
        // opaque, fully transparent, half of a grey value
        BufferedImage grey = colours(3, 1, 0xFF404040, 0x00101010, 0x80C8C8C8);
        write("a.png", written(grey, "png"));
        // 128 / 255 of 200, and 127 / 255 of the background
        assertArrayEquals(new byte[] {0x40, -1, (byte) 227}, read().copyOf(0));
        assertArrayEquals(new byte[] {0x40, 0, 100}, read(Background.BLACK).copyOf(0));
        Images coloured = read(Background.parse("#ff0064"));
        assertArrayEquals(new int[] {0xFF, 0, 0x64}, colour(coloured, 0, 1, 0));
        assertArrayEquals(new int[] {0x40, 0x40, 0x40}, colour(coloured, 0, 0, 0));
        assertArrayEquals(new int[] {227, 100, 150}, colour(coloured, 0, 2, 0));
        assertEquals(
                List.of(folder + ": the picture is transparent: put on white"),
                reports.get(0).notes());
    }

    @Test
    void whatTheBackgroundHidesIsCounted() throws IOException {
        write("a.png", written(colours(2, 1, 0xFFFFFFFF, 0x00000000), "png"));
        write("b.png", written(colours(2, 1, 0xFF000000, 0x00000000), "png"));
        write("c.png", written(colours(2, 1, 0x00FFFFFF, 0x00000000), "png"));
        read();
        assertEquals(3, reports.get(0).transparent());
        assertEquals(1, reports.get(0).hidden(), "the white drawing; nothing is drawn on c");
        read(Background.BLACK);
        assertEquals(1, reports.get(1).hidden(), "the black drawing");
    }

    @Test
    void transparencyIsSeenInEveryFormatThatHasIt() throws IOException {
        int[] pixels = filled(24, 0);
        for (int at : new int[] {7, 8, 13, 14}) {
            pixels[at] = 0xFF1464B4;
        }
        BufferedImage image = colours(6, 4, pixels);
        write("a.webp", TRANSPARENT_WEBP);
        write("b.png", written(image, "png"));
        write("c.tif", written(image, "tiff"));
        write("d.gif", written(image, "gif"));
        Images images = read();
        for (int row = 0; row < 4; row++) {
            assertArrayEquals(new int[] {255, 255, 255}, colour(images, row, 0, 0), row + "");
            assertArrayEquals(new int[] {0x14, 0x64, 0xB4}, colour(images, row, 2, 2), row + "");
        }
        assertEquals(4, reports.get(0).transparent());
    }

    @Test
    void greyPngWithOneTransparentGreyIsTransparentThere() throws IOException {
        byte[] png = withChunk(written(grey(3, 1, 7, 8, 9), "png"), "tRNS", new byte[] {0, 8});
        write("a.png", png);
        byte[] deep = withChunk(written(deep(3, 1, 7, 65535, 9), "png"), "tRNS", new byte[] {0, 7});
        write("b.png", deep);
        assertArrayEquals(new byte[] {7, -1, 9}, read().copyOf(0));
        assertArrayEquals(new byte[] {-1, -1, 0}, read().copyOf(1));
    }

    @Test
    void twelveBitsInFilesOfSixteenUseAllGreyLevelsByOneScaleForTheFolder() throws IOException {
        write("a.png", written(deep(4, 1, 0, 16, 1000, 4000), "png"));
        write("b.tif", tiff(ByteOrder.LITTLE_ENDIAN, 4, 16, new int[] {0, 500, 2000, 100}));
        write("c.png", written(grey(4, 1, 0, 100, 200, 255), "png"));
        Images images = read();
        // 255 s / 4095, rounded
        assertArrayEquals(new byte[] {0, 1, 62, (byte) 249}, images.copyOf(0));
        assertArrayEquals(new byte[] {0, 31, 125, 6}, images.copyOf(1));
        assertArrayEquals(new byte[] {0, 100, (byte) 200, -1}, images.copyOf(2));
        assertEquals(4095, images.reading().orElseThrow().white().orElseThrow());
        assertEquals(
                List.of(folder
                        + ": 2 of 3 pictures are of 16 bits per sample: 0 to 4095 become 0 to 255, because no sample is higher; "
                        + "new pictures need the same white"),
                reports.get(0).notes());
    }

    @Test
    void newPicturesAreReadByTheWhiteOfOthersAndWhatIsBrighterIsSaid() throws IOException {
        write("a.png", written(deep(3, 1, 100, 5000, 1000), "png"));
        Images images = ImageFolder.read(
                folder, Optional.empty(), PictureReading.defaults().withWhite(4095), reports::add);
        assertArrayEquals(new byte[] {6, -1, 62}, images.copyOf(0));
        assertEquals(1, reports.get(0).brighter());
        assertTrue(
                reports.get(0).notes().get(0).endsWith("1 of them have higher samples, which become 255 too"),
                reports.get(0).notes().toString());
    }

    @ParameterizedTest
    // the stored form, and the result for 100
    @CsvSource({"65535, 65535, 0", "32768, 65535, 0", "32767, 32767, 1", "256, 511, 50", "255, 255, 100", "3, 255, 100"
    })
    void theWhiteIsTheFullValueOfTheBitsInUse(int largest, int white, int of100) throws IOException {
        int hundred = largest < 100 ? 0 : 100;
        write("a.png", written(deep(2, 1, largest, hundred), "png"));
        Images images = read();
        assertEquals(white, images.reading().orElseThrow().white().orElseThrow());
        assertEquals(Math.round(255.0 * largest / white), images.pixel(0, 0));
        assertEquals(hundred == 0 ? 0 : of100, images.pixel(0, 1));
    }

    @Test
    void tiffWhoseWhiteIsZeroIsNotReadAsItsNegative() throws IOException {
        write("a.tif", tiff(ByteOrder.BIG_ENDIAN, 3, 8, new int[] {0, 55, 255}, new int[] {262, 0}));
        assertArrayEquals(new byte[] {-1, (byte) 200, 0}, read().copyOf(0));
    }

    @ParameterizedTest
    @CsvSource({"2, a sign", "3, fractions"})
    void tiffOfOtherNumbersIsRefusedSayingWhatIsRead(int format, String what) throws IOException {
        write("a.tif", tiff(ByteOrder.LITTLE_ENDIAN, 2, 16, new int[] {1, 2}, new int[] {339, format}));
        refused(this::read, "a.tif: has samples that are", what, "8 or 16 bits");
    }

    @Test
    void coloursOfFiveAndSixBitsReachWhite() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_565_RGB);
        image.setRGB(0, 0, 0xFFFFFF);
        image.setRGB(1, 0, 0xFF0000);
        write("a.bmp", written(image, "bmp"));
        assertArrayEquals(new byte[] {-1, -1, -1, -1, 0, 0}, read().copyOf(0));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "8", "13"})
    void interlacedGifHasItsLinesInTheirOrder(int height) throws IOException {
        int[] lines = new int[height];
        Arrays.setAll(lines, y -> 10 * y);
        // the JDK writes GIF files interlaced
        write("a.gif", written(grey(1, height, lines), "gif"));
        Images images = read();
        for (int y = 0; y < height; y++) {
            assertEquals(10 * y, images.pixel(0, y));
        }
    }

    @Test
    void theFirstFrameOfAnAnimationIsReadAndSaid() throws IOException {
        write("a.gif", animation(grey(2, 1, 10, 20), grey(2, 1, 200, 210)));
        assertArrayEquals(new byte[] {10, 20}, read().copyOf(0));
        assertEquals(
                List.of(folder + ": the picture is multi-page or animated: only the first page or frame is used"),
                reports.get(0).notes());
    }

    @Test
    void aFrameThatCoversAPartLiesWhereItBelongs() throws IOException {
        byte[] gif = written(grey(2, 1, 10, 20), "gif");
        gif[6] = 4; // the whole is 4x2
        gif[8] = 2;
        int descriptor = 13 + (3 << (gif[10] & 7) + 1);
        while (gif[descriptor] != 0x2C) {
            descriptor++;
        }
        gif[descriptor + 1] = 1; // one from the left, one from the top
        gif[descriptor + 3] = 1;
        write("a.gif", gif);
        assertArrayEquals(new byte[] {-1, -1, -1, -1, -1, 10, 20, -1}, read().copyOf(0));
    }

    @Test
    void noFormatIsReadWhenItIsCutOffUnlessThePictureIsWhole() throws IOException {
        BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 24 * 16; i++) {
            image.setRGB(i % 24, i / 24, i * 0x50E1B + i * i);
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.gif", written(image, "gif"));
        files.put("a.bmp", written(image, "bmp"));
        files.put("a.tif", written(image, "tiff"));
        files.put("a.webp", WEBP);
        files.put("progressive.jpg", progressive(image));
        files.put("ink.jpg", ink(2, new int[] {255, 0, 0, 0}, new int[] {0, 102, 204, 64}));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
            byte[] whole = read().copyOf(0);
            int refusals = 0;
            int step = Math.max(1, file.getValue().length / 40);
            for (int length = 0; length < file.getValue().length; length += step) {
                write(file.getKey(), Arrays.copyOf(file.getValue(), length));
                try {
                    assertArrayEquals(whole, read().copyOf(0), file.getKey() + " of " + length);
                } catch (DataException e) {
                    refusals++;
                    assertTrue(e.getMessage().startsWith(folder.resolve(file.getKey()) + ": "), e.getMessage());
                    assertEquals(1, e.getMessage().lines().count());
                }
            }
            assertTrue(refusals > 30, file.getKey() + ": " + refusals);
            Files.delete(folder.resolve(file.getKey()));
        }
    }

    private Images read() {
        return read(Background.WHITE);
    }

    private Images read(Background background) {
        PictureReading reading =
                new PictureReading(background, PictureReading.defaults().white(), false, false);
        return ImageFolder.read(folder, Optional.empty(), reading, reports::add);
    }

    private void write(String name, byte[] file) throws IOException {
        Files.write(folder.resolve(name), file);
    }

    private static int[] colour(Images images, int row, int x, int y) {
        int at = 3 * (y * images.shape().width() + x);
        return new int[] {images.pixel(row, at), images.pixel(row, at + 1), images.pixel(row, at + 2)};
    }

    private static void assertNear(int[] expected, int[] actual) {
        for (int i = 0; i < 3; i++) {
            assertEquals(expected[i], actual[i], 4, Arrays.toString(actual));
        }
    }

    private static int[] filled(int count, int value) {
        int[] values = new int[count];
        Arrays.fill(values, value);
        return values;
    }

    /** A JPEG file of 16x8 pixels of two CMYK colours, stored as the number in Adobe's segment says. */
    private static byte[] ink(int adobe, int[] left, int[] right) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(0, 16, 8, 4, null);
        for (int i = 0; i < 128; i++) {
            int[] ink = (i % 16 < 8 ? left : right).clone();
            for (int k = 0; adobe >= 0 && k < 4; k++) {
                ink[k] = 255 - ink[k];
            }
            raster.setPixel(i % 16, i / 16, adobe == 2 ? luma(ink) : ink);
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream to = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(to);
            ImageWriteParam best = writer.getDefaultWriteParam();
            best.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            best.setCompressionQuality(1);
            writer.write(null, new IIOImage(raster, null, null), best);
        } finally {
            writer.dispose();
        }
        byte[] jpeg = out.toByteArray();
        if (adobe < 0) {
            return jpeg;
        }
        byte[] segment = ADOBE.clone();
        segment[11] = (byte) adobe;
        return withSegment(jpeg, 0xEE, segment);
    }

    /** Applies the JFIF transform to the complements of cyan, magenta and yellow; black stays. */
    private static int[] luma(int[] ink) {
        double r = 255 - ink[0];
        double g = 255 - ink[1];
        double b = 255 - ink[2];
        double y = 0.299 * r + 0.587 * g + 0.114 * b;
        return new int[] {(int) Math.round(y), clamped(128 + (b - y) / 1.772), clamped(128 + (r - y) / 1.402), ink[3]};
    }

    private static int clamped(double value) {
        return (int) Math.round(Math.max(0, Math.min(255, value)));
    }

    private static byte[] animation(BufferedImage... frames) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream to = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(to);
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                writer.writeToSequence(new IIOImage(frame, null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static byte[] progressive(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream to = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(to);
            ImageWriteParam scans = writer.getDefaultWriteParam();
            scans.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new IIOImage(image, null, null), scans);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
