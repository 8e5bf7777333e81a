package io.elbo.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowStoreTest {
    /** Numbers of all kinds, compared by their bits. */
    private static double[][] rows(int count, int columns) {
        SplittableRandom random = new SplittableRandom(count);
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            for (int j = 0; j < columns; j++) {
                double any = Double.longBitsToDouble(random.nextLong());
                row[j] = Double.isInfinite(any) ? -0.0 : Double.isNaN(any) ? Double.NaN : any;
            }
        }
        return rows;
    }

    private static RowStore store(double[][] rows, int columns, long memory) {
        try (RowStore.Builder builder = RowStore.builder(columns, memory)) {
            double[] shared = new double[columns];
            for (double[] row : rows) {
                System.arraycopy(row, 0, shared, 0, columns);
                builder.add(shared);
            }
            return builder.build();
        }
    }

    private static void assertSame(double[][] rows, TableRows kept) {
        assertEquals(rows.length, kept.count());
        assertArrayEquals(rows, kept.toArray());
        for (int i = 0; i < rows.length; i += 97) {
            assertEquals(rows[i][i % rows[i].length], kept.value(i, i % rows[i].length));
        }
        assertEquals(TableRows.of(rows).digest(), kept.digest());
    }

    private static Set<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("elbo-rows-"))
                    .collect(Collectors.toSet());
        }
    }

    // rows that end inside a block, at its end and after it; rows wider than a block
    @ParameterizedTest
    @CsvSource({"1, 1", "65535, 1", "65536, 1", "65537, 1", "30000, 7", "9363, 7", "18724, 7", "2, 70000", "3, 65536"})
    void rowsComeBackFromMemoryAndFromTheDisk(int count, int columns) throws IOException {
        Set<Path> before = leftovers();
        double[][] rows = rows(count, columns);
        RowStore inMemory = store(rows, columns, Long.MAX_VALUE);
        RowStore onDisk = store(rows, columns, 0);
        assertFalse(inMemory.onDisk());
        assertEquals((long) count * columns > 65536 / columns * columns && count > 1, onDisk.onDisk());
        assertSame(rows, inMemory);
        assertSame(rows, onDisk);
        assertEquals(before, leftovers());
    }

    @Test
    void memoryIsUsedAsFarAsItIsGiven() {
        double[][] rows = rows(5 * 65536, 1);
        assertFalse(store(rows, 1, 5 * 524288).onDisk());
        RowStore more = store(rows, 1, 5 * 524288 - 1);
        assertTrue(more.onDisk());
        assertSame(rows, more);
    }

    @Test
    @Tag("slow")
    void moreThanOneMappingIsOneTable() {
        int count = 20_000_000; // 160 MB
        try (RowStore.Builder builder = RowStore.builder(1, 1 << 20)) {
            for (int i = 0; i < count; i++) {
                builder.add(new double[] {i});
            }
            RowStore store = builder.build();
            for (int i = 0; i < count; i += 4999) {
                assertEquals(i, store.value(i, 0));
            }
            assertEquals(count - 1, store.value(count - 1, 0));
        }
    }

    @Test
    void manyThreadsReadTheSame() {
        double[][] rows = rows(100_000, 3);
        RowStore store = store(rows, 3, 0);
        assertTrue(store.onDisk());
        IntStream.range(0, rows.length)
                .parallel()
                .map(i -> (int) (i * 7919L % rows.length))
                .forEach(i -> assertArrayEquals(rows[i], store.row(i)));
    }

    @Test
    void someRowsAreATableToo() {
        double[][] rows = rows(100, 3);
        int[] some = {5, 99, 0, 5};
        double[][] chosen = IntStream.of(some).mapToObj(i -> rows[i]).toArray(double[][]::new);
        assertSame(chosen, store(rows, 3, 0).select(some));
        assertThrows(IndexOutOfBoundsException.class, () -> TableRows.of(rows).select(new int[] {100}));
    }

    @Test
    void rowsThatDoNotFitAreNamed() {
        try (RowStore.Builder builder = RowStore.builder(2, 0)) {
            builder.add(new double[2]);
            DataException wide = assertThrows(DataException.class, () -> builder.add(new double[3]));
            assertEquals("row 1 has 3 values; there are 2 columns", wide.getMessage());
        }
        DataException ragged = assertThrows(DataException.class, () -> TableRows.of(new double[][] {{1}, {1, 2}}));
        assertEquals("row 1 has 2 values; the first has 1", ragged.getMessage());
        assertThrows(IllegalArgumentException.class, () -> RowStore.builder(0, 0));
        RowStore two = store(new double[2][2], 2, 0);
        assertThrows(IndexOutOfBoundsException.class, () -> two.row(2));
        assertThrows(IndexOutOfBoundsException.class, () -> two.value(0, 2));
    }

    @Test
    void digestsTellRowsApart() {
        double[][] rows = rows(10, 3);
        String digest = TableRows.of(rows).digest();
        rows[9][2] = Math.nextUp(rows[9][2]);
        assertFalse(digest.equals(TableRows.of(rows).digest()));
    }
}
