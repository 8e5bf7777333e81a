package io.elbo.semi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.test.Failures;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledSplitTest {
    /** 100 rows, three classes of 50, 30 and 20. */
    private static int[] labels() {
        return IntStream.range(0, 100)
                .map(i -> i % 10 < 5 ? 0 : i % 10 < 8 ? 1 : 2)
                .toArray();
    }

    @Test
    void everyClassHasItsShareOfTheLabelsAndEveryRowItsPlace() {
        int[] labels = labels();
        LabelledSplit split = LabelledSplit.balanced(labels, 11, 3);
        int[] counts = new int[3];
        for (int label : split.labels()) {
            counts[label]++;
        }
        assertArrayEquals(new int[] {4, 4, 3}, counts);
        assertEquals(3, split.classes());
        assertEquals(100, split.count());
        int[] rows = split.labelled();
        for (int i = 0; i < rows.length; i++) {
            assertEquals(labels[rows[i]], split.labels()[i]);
        }
        int[] all = IntStream.concat(Arrays.stream(rows), Arrays.stream(split.unlabelled()))
                .sorted()
                .toArray();
        assertArrayEquals(IntStream.range(0, 100).toArray(), all);
    }

    @Test
    void theSeedChooses() {
        int[] chosen = LabelledSplit.balanced(labels(), 9, 1).labelled();
        assertArrayEquals(chosen, LabelledSplit.balanced(labels(), 9, 1).labelled());
        assertFalse(Arrays.equals(chosen, LabelledSplit.balanced(labels(), 9, 2).labelled()));
    }

    @Test
    void moreLabelsOfASeedKeepThoseThatWereThere() {
        int[] few = LabelledSplit.balanced(labels(), 9, 1).labelled();
        int[] more = LabelledSplit.balanced(labels(), 30, 1).labelled();
        assertTrue(Arrays.stream(few).allMatch(row -> Arrays.binarySearch(more, row) >= 0));
    }

    @Test
    void everyRowOfAClassIsChosenAsOften() {
        int[] often = new int[100];
        int seeds = 2000;
        for (int seed = 0; seed < seeds; seed++) {
            for (int row : LabelledSplit.balanced(labels(), 6, seed).labelled()) {
                often[row]++;
            }
        }
        int[] labels = labels();
        int[] sizes = {50, 30, 20};
        for (int row = 0; row < 100; row++) {
            double p = 2.0 / sizes[labels[row]];
            double deviation = Math.sqrt(seeds * p * (1 - p));
            assertEquals(seeds * p, often[row], 5 * deviation, "row " + row);
        }
    }

    @Test
    void unknownLabelsAreKeptUnknown() {
        int[] labels = {LabelledSplit.UNKNOWN, 1, LabelledSplit.UNKNOWN, 0};
        LabelledSplit split = LabelledSplit.of(labels);
        assertArrayEquals(new int[] {1, 3}, split.labelled());
        assertArrayEquals(new int[] {1, 0}, split.labels());
        assertArrayEquals(new int[] {0, 2}, split.unlabelled());
        labels[0] = 1;
        assertEquals(2, split.unlabelled().length);
    }

    @Test
    void whatCannotBeIsRefused() {
        Failures.rejected(() -> LabelledSplit.balanced(labels(), 2, 1), "labels 2: must be at least 3");
        Failures.refused(() -> LabelledSplit.balanced(labels(), 63, 1), "class 2 has 20 labelled rows", "63 labels");
        Failures.refused(() -> LabelledSplit.of(new int[] {0, 2}), "class 1 has no labelled row");
        Failures.refused(() -> LabelledSplit.of(new int[] {0, -2}), "row 1 has label -2");
        Failures.refused(() -> LabelledSplit.of(new int[] {0, 0, -1}), "labels of 1 classes");
        Failures.refused(() -> LabelledSplit.of(new int[] {-1}), "labels of 0 classes");
    }
}
