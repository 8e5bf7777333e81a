package io.elbo.data.image;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.elbo.data.ImageShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class IdxTest {
    /** Two images of 1x3 (height 1, width 3), with bytes from the definition of the format. */
    private static final String TWO = "00000803 00000002 00000001 00000003 010203 FDFEFF";

    @TempDir
    Path folder;

    @Test
    void imagesAreReadByTheDefinitionOfTheFormat() throws IOException {
        for (boolean gzip : new boolean[] {false, true}) {
            Images images = Idx.readImages(file(TWO, gzip));
            assertEquals(new ImageShape(1, 3, 1), images.shape());
            assertArrayEquals(new byte[] {1, 2, 3}, images.copyOf(0));
            assertArrayEquals(new byte[] {-3, -2, -1}, images.copyOf(1));
            assertEquals("file.idx", images.name());
        }
    }

    @Test
    void fourDimensionsAreImagesInColourChannelsLast() throws IOException {
        Images images = Idx.readImages(file("00000804 00000001 00000002 00000001 00000003 010203 040506", false));
        assertEquals(new ImageShape(2, 1, 3), images.shape());
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, images.copyOf(0));
    }

    @Test
    void whatIsWrittenIsTheFormatByteForByte() throws IOException {
        Path plain = folder.resolve("plain");
        Idx.writeImages(plain, Images.of("x", 1, 3, 1, new byte[][] {{1, 2, 3}, {-3, -2, -1}}));
        assertArrayEquals(bytes(TWO), Files.readAllBytes(plain));
        Idx.writeLabels(plain, new int[] {7, 255, 0});
        assertArrayEquals(bytes("00000801 00000003 07FF00"), Files.readAllBytes(plain));
        assertArrayEquals(new int[] {7, 255, 0}, Idx.readLabels(plain));
        Images colour = Images.of("x", 2, 1, 3, new byte[][] {{1, 2, 3, 4, 5, 6}});
        Path packed = folder.resolve("packed.gz");
        Idx.writeImages(packed, colour);
        assertEquals(0x1F, Files.readAllBytes(packed)[0]);
        assertEquals(colour.digest(), Idx.readImages(packed).digest());
        try (var left = Files.list(folder)) {
            assertEquals(2, left.count()); // no temporary files
        }
    }

    @Test
    void whatCannotBeWrittenIsRefusedAndLeavesTheOldFile() throws IOException {
        Path old = folder.resolve("old");
        Files.writeString(old, "old");
        refused(() -> Idx.writeLabels(old, new int[] {1, 256}), "old", "row 1 is 256");
        refused(() -> Idx.writeLabels(old, new int[0]), "old", "no labels");
        refused(() -> Idx.writeLabels(folder, new int[] {1}), folder.toString(), "is a folder");
        refused(
                () -> Idx.writeLabels(folder.resolve("no/x"), new int[] {1}),
                "x: cannot be written: there is no folder");
        assertEquals("old", Files.readString(old));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty",
                "3C21444F4354595045 | starts with '<!DO', not an IDX file (is it a web page",
                "89504E470D0A1A0A | starts with the bytes 89 50 4E 47, not an IDX file",
                "00 | ends after 1 bytes, in the header",
                "000008 | ends after 3 bytes, in the header",
                "00010803 | starts with the bytes 00 01 08 03, not an IDX file",
                "00000D03 00000001 00000001 00000001 00000000 | element type 0x0D (float); images and labels are 0x08",
                "00000903 | element type 0x09 (signed byte)",
                "00000A03 | element type 0x0A (unknown)",
                "0000FF03 | element type 0xFF (unknown)",
                "00000801 00000001 05 | holds labels (1 dimension); images have 3 or 4",
                "00000802 00000001 00000001 05 | has 2 dimensions; images have 3",
                "000008FF | has 255 dimensions",
                "00000800 | has 0 dimensions",
                "00000803 00000002 0000 | ends after 10 bytes, in the header of 16 bytes",
                "00000803 00000000 00000001 00000001 | dimension 1 of 3 (byte 4) is 0; it must be from 1",
                "00000803 00000001 00000000 00000001 | dimension 2 of 3 (byte 8) is 0",
                "00000803 00000001 00000001 FFFFFFFF 00 | dimension 3 of 3 (byte 12) is 4294967295",
                "00000803 00000001 00010000 00010000 00 | images of 65536 rows, 65536 columns",
                "00000803 00000001 7FFFFFFF 7FFFFFFF 00 | the header is invalid: images of 2147483647 rows",
                "00000804 00000001 00000001 00000001 00000002 0000 | images of 2 channels: must be 1 (grey) or 3",
                "00000803 00000003 00000001 00000002 0102030405 | ends after 21 of 22 bytes, in image 2",
                "00000803 00000003 00000001 00000002 | ends after 16 of 22 bytes, in image 0",
                "00000803 7FFFFFFF 00004000 00004000 0102 | ends after 18 of 576460752034988048 bytes, in image 0",
                "00000803 00000001 00000001 00000002 01020304 | has 2 bytes after the last image; 1 images of 2x1 end at byte 18",
            })
    void hostileImageFilesAreRefusedByNameAndPosition(String hex, String message) throws IOException {
        Path file = file(hex, false);
        refused(() -> Idx.readImages(file), file + ": ", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00000803 00000003 00000001 00000002 0102030405 | ends after 21 of 22 bytes, in image 2 (after decompression)",
                "00000803 00000001 00000001 00000002 01020304 | has more data after the last image, at byte 18",
                "00000803 7FFFFFFF 00004000 00004000 0102 | claims 2147483647 images of 16384x16384",
                "00000803 00000002 0000 | ends after 10 bytes, in the header of 16 bytes (after decompression)",
                "'' | is empty",
                "3C21444F4354595045 | starts with '<!DO'",
            })
    void theSameInsideGzipIsRefused(String hex, String message) throws IOException {
        Path file = file(hex, true);
        refused(() -> Idx.readImages(file), file + ": ", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                TWO + "| holds images (3 dimensions); labels have 1 dimension",
                "00000802 00000001 00000001 05 | has 2 dimensions; labels have 1 dimension",
                "00000801 00000003 0102 | ends after 10 of 11 bytes, in label 2",
                "00000801 7FFFFFFF 0102 | ends after 10 of 2147483655 bytes, in label 2",
                "00000801 00000001 0102 | has 1 bytes after the last label; 1 labels end at byte 9",
                "00000801 00000000 | dimension 1 of 1 (byte 4) is 0",
                "00000C01 00000001 00000001 | element type 0x0C (32-bit integer)",
            })
    void hostileLabelFilesAreRefusedByNameAndPosition(String hex, String message) throws IOException {
        Path file = file(hex, false);
        refused(() -> Idx.readLabels(file), file + ": ", message);
    }

    @Test
    void truncatedImageFileIsRefusedByNameAndPosition() throws IOException {
        Images lines = Lines.generate(20, 1);
        Path plain = folder.resolve("lines");
        Idx.writeImages(plain, lines);
        byte[] whole = Files.readAllBytes(plain);
        Files.write(plain, Arrays.copyOf(whole, 16 + 17 * 784 + 100));
        refused(() -> Idx.readImages(plain), plain + ": ends after 13444 of 15696 bytes, in image 17");

        Path packed = folder.resolve("lines.gz");
        Idx.writeImages(packed, lines);
        byte[] gz = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(gz, gz.length / 2));
        refused(
                () -> Idx.readImages(packed),
                "lines.gz: ends after ",
                " of 15696 bytes, in image ",
                "(the gz file is cut off)");
        Files.write(packed, Arrays.copyOf(gz, gz.length - 3));
        refused(() -> Idx.readImages(packed), "cut off after the last image: its checksum is missing");
        Files.write(packed, Arrays.copyOf(gz, 5));
        refused(() -> Idx.readImages(packed), "damaged gz file: its header is invalid");
    }

    @Test
    void damagedGzipIsRefusedByName() throws IOException {
        Path file = folder.resolve("lines.gz");
        Idx.writeImages(file, Lines.generate(20, 1));
        byte[] gz = Files.readAllBytes(file);
        gz[gz.length - 6] ^= 1; // the checksum
        Files.write(file, gz);
        refused(
                () -> Idx.readImages(file),
                "lines.gz: damaged gz file, after 15696 decompressed bytes: Corrupt GZIP trailer");
        gz[2] = 9; // the method
        Files.write(file, gz);
        refused(() -> Idx.readImages(file), "lines.gz: damaged gz file");
    }

    @Test
    void moreImagesThanTheMemoryHoldsAreRefusedBeforeTheyAreRead() throws IOException {
        int rows = (int) Math.min(Runtime.getRuntime().maxMemory() / 784 + 1000, Integer.MAX_VALUE);
        Path file = folder.resolve("huge");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.writeInt(0x803);
            sparse.writeInt(rows);
            sparse.writeInt(28);
            sparse.writeInt(28);
            sparse.setLength(16 + rows * 784L);
        }
        refused(() -> Idx.readImages(file), file + ": " + rows + " images of 28x28 need ", "MiB of memory", "-Xmx");
    }

    @Test
    void whatIsNotAFileIsRefused() throws IOException {
        refused(() -> Idx.readImages(folder.resolve("absent")), "absent: there is no such file");
        refused(() -> Idx.readImages(folder), folder + ": is a folder");
        refused(() -> Idx.readLabels(folder.resolve("two\nlines")), "two\\nlines: there is no such file");
    }

    @Test
    void anUnreadableFileIsRefused() throws IOException {
        Path file = file(TWO, false);
        assumeFalse(!file.toFile().setReadable(false) || Files.isReadable(file), "this user may read everything");
        refused(() -> Idx.readImages(file), file + ": permission denied");
    }

    private Path file(String hex, boolean gzip) throws IOException {
        Path file = folder.resolve("file.idx");
        return Files.write(file, gzip ? gzip(bytes(hex)) : bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    public static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
