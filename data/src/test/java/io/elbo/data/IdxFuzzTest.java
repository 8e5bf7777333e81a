package io.elbo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.elbo.data.image.Idx;
import io.elbo.data.image.IdxTest;
import io.elbo.data.image.Images;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages random valid files at random. Each must be read correctly or refused, without excessive memory. */
@Tag("slow")
class IdxFuzzTest {
    private static final int CASES = 2000;
    private static final long MOST_BYTES = 4 << 20;
    private static final int[] EXTREMES = {0, 1, 2, 3, 255, 65536, 1 << 24, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};

    @TempDir
    Path folder;

    @Test
    void onlyDataExceptionsComeOutAndMemoryStaysBounded() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Path file = folder.resolve("fuzz");
        int accepted = 0;
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(i); // whose sequence Java specifies
            boolean gzip = random.nextBoolean();
            byte[] content = valid(random);
            boolean inside = random.nextBoolean();
            if (inside) {
                content = damaged(content, random);
            }
            byte[] bytes = gzip ? IdxTest.gzip(content) : content;
            if (!inside && i % 10 != 0) { // each tenth of these stays whole
                bytes = damaged(bytes, random);
            }
            Files.write(file, bytes);

            long before = threads.getCurrentThreadAllocatedBytes();
            Images images = null;
            int[] labels = null;
            try {
                images = Idx.readImages(file);
            } catch (DataException e) {
                assertOneLineWithName(e, i);
            }
            try {
                labels = Idx.readLabels(file);
            } catch (DataException e) {
                assertOneLineWithName(e, i);
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < MOST_BYTES, "case " + i + " allocated " + allocated + " bytes");

            if (images != null || labels != null) {
                accepted++;
                assertSameContent(bytes, images, labels, i);
            }
        }
        assertTrue(accepted > CASES / 20 && accepted < CASES / 2, accepted + " accepted");
    }

    private static void assertOneLineWithName(DataException e, int i) {
        assertEquals(1, e.getMessage().lines().count(), "case " + i);
        assertTrue(e.getMessage().contains("fuzz: "), "case " + i + ": " + e.getMessage());
    }

    /** What was accepted must equal the file, to the last byte. */
    private static void assertSameContent(byte[] file, Images images, int[] labels, int i) throws IOException {
        byte[] content = file[0] == 0x1F ? new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes() : file;
        ByteBuffer read = ByteBuffer.allocate(content.length);
        if (labels != null) {
            read.putInt(0x801).putInt(labels.length);
            Arrays.stream(labels).forEach(label -> read.put((byte) label));
        } else {
            ImageShape shape = images.shape();
            read.putInt(0x800 + content[3])
                    .putInt(images.count())
                    .putInt(shape.height())
                    .putInt(shape.width());
            if (content[3] == 4) {
                read.putInt(shape.channels());
            }
            for (int row = 0; row < images.count(); row++) {
                read.put(images.copyOf(row));
            }
        }
        assertArrayEquals(content, read.array(), "case " + i);
    }

    private static byte[] valid(Random random) {
        int kind = random.nextInt(3);
        int rows = 1 + random.nextInt(20);
        int height = 1 + random.nextInt(8);
        int width = 1 + random.nextInt(8);
        int channels = random.nextBoolean() ? 1 : 3;
        int[] header = switch (kind) {
            case 0 -> new int[] {0x801, rows};
            case 1 -> new int[] {0x803, rows, height, width};
            default -> new int[] {0x804, rows, height, width, channels};
        };
        int data = Arrays.stream(header).skip(1).reduce(1, (a, b) -> a * b);
        byte[] pixels = new byte[data];
        random.nextBytes(pixels);
        ByteBuffer bytes = ByteBuffer.allocate(4 * header.length + data);
        Arrays.stream(header).forEach(bytes::putInt);
        return bytes.put(pixels).array();
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int from = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> bytes[from] = (byte) random.nextInt(256);
            case 1 -> bytes[random.nextInt(Math.min(20, bytes.length))] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes = Arrays.copyOf(bytes, from);
            case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(50));
            case 4 -> { // splice: a piece is moved to another place
                int length = random.nextInt(bytes.length - from) + 1;
                System.arraycopy(whole, from, bytes, random.nextInt(bytes.length - length + 1), length);
            }
            default -> { // a header field
                int field = 4 * random.nextInt(5);
                if (field + 4 <= bytes.length) {
                    ByteBuffer.wrap(bytes).putInt(field, EXTREMES[random.nextInt(EXTREMES.length)]);
                }
            }
        }
        return bytes;
    }
}
