package io.elbo.data;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elbo.data.image.Images;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsTest {
    /** Row i is i and i + 1/2; {@code reads} counts how often a row was read. */
    private record Counted(int count, AtomicInteger reads) implements Rows {
        @Override
        public int width() {
            return 2;
        }

        @Override
        public void read(int row, float[] to, int offset) {
            reads.incrementAndGet();
            to[offset] = row;
            to[offset + 1] = row + 0.5f;
        }
    }

    private static Rows counted(int count) {
        return new Counted(count, new AtomicInteger());
    }

    private static FloatRows floats(int count) {
        return FloatRows.of(counted(count).toArray());
    }

    private static Images images(int count) {
        byte[][] pixels = new byte[count][2];
        for (int i = 0; i < count; i++) {
            pixels[i] = new byte[] {(byte) i, (byte) (2 * i)};
        }
        return Images.of("made", 1, 2, 1, pixels);
    }

    @Test
    void selectedRowsAreThoseInTheOrderGiven() {
        for (Rows all : List.of(counted(5), floats(5), images(5))) {
            int[] places = {3, 0, 3};
            Rows some = all.select(places);
            places[0] = 1; // is not seen
            assertEquals(3, some.count());
            assertEquals(2, some.width());
            float[][] values = all.toArray();
            assertArrayEquals(new float[][] {values[3], values[0], values[3]}, some.toArray());
            assertArrayEquals(new float[][] {values[0]}, some.select(1).toArray());
            float[] to = {-1, -1, -1, -1};
            some.read(1, to, 1);
            assertArrayEquals(new float[] {-1, values[0][0], values[0][1], -1}, to);
        }
    }

    @Test
    void aRowIsReadWhenItIsAskedForAndNotBefore() {
        AtomicInteger reads = new AtomicInteger();
        Rows some = new Counted(1000, reads).select(IntStream.range(0, 1000).toArray());
        assertEquals(0, reads.get());
        some.read(7, new float[2], 0);
        some.read(7, new float[2], 0);
        assertEquals(2, reads.get());
    }

    @Test
    void noRowsAndRowsThatAreNotThereAreRefused() {
        for (Rows all : List.of(counted(5), floats(5), images(5))) {
            refused(() -> all.select(), "no rows", "selected", "at least one");
            assertThrows(IndexOutOfBoundsException.class, () -> all.select(0, 5));
            assertThrows(IndexOutOfBoundsException.class, () -> all.select(-1));
        }
    }

    /** These rows must stay the same in every release, because reports and samplers depend on them. */
    @Test
    void someRowsAreTheSameForASeedWhateverHoldsThem() {
        for (Rows all : List.of(counted(20), floats(20), images(20))) {
            float[][] values = all.toArray();
            for (int seed : new int[] {1, 7}) {
                int[] expected = seed == 1 ? new int[] {0, 1, 3, 9, 10, 18} : new int[] {0, 3, 7, 12, 13, 17};
                float[][] some = all.some(6, seed).toArray();
                assertEquals(6, some.length);
                for (int i = 0; i < 6; i++) {
                    assertArrayEquals(values[expected[i]], some[i]);
                }
            }
            assertSame(all, all.some(20, 1));
        }
    }
}
