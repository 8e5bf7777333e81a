package io.elbo.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LargeTableTest {
    private static final int ROWS = 1_000_000;
    /** Tests memory: the sketches of these columns are small, but the texts of all cells would take over 300 MiB. */
    private static final long MOST_BYTES = 40 << 20;

    @TempDir
    Path folder;

    @Test
    void memoryDoesNotGrowWithTheRows() {
        Path file = folder.resolve("large.csv");
        List<String> names = List.of("id", "name", "amount", "text", "share");
        CsvSink.write(file, CsvFormat.STANDARD, names, sink -> {
            for (int row = 0; row < ROWS; row++) {
                long mixed = row * 0x9E3779B97F4A7C15L;
                sink.row(row, new String[] {
                    "" + row,
                    "n" + (mixed >>> 40),
                    (mixed >>> 44) + "." + (10 + row % 90),
                    "a sentence of several words, number " + mixed,
                    "0." + (1000 + row % 9000)
                });
            }
        });
        TableSource source = TableFile.open(file);
        long[] used = new long[2];
        TableSource watched = Tables.watched(source, rows -> {
            if (rows == 50_000 || rows == ROWS - 1) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                used[rows == 50_000 ? 0 : 1] = runtime.totalMemory() - runtime.freeMemory();
            }
        });
        InferredSchema inference = Schema.infer(watched, InferenceOptions.defaults());
        assertEquals(ROWS, inference.reading().rows());
        assertTrue(used[1] - used[0] < MOST_BYTES, (used[1] - used[0]) + " bytes more");
        assertEquals(
                List.of("identifier", "identifier", "positive", "freetext", "proportion"),
                inference.schema().columns().stream()
                        .map(column -> column.type().kind())
                        .toList());
    }
}
