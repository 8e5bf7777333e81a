package io.elbo.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elbo.data.ImageShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskCellsTest {
    private static final MaskCells MASK = new MaskCells(List.of(1, 3, 2), 0.8);

    private static float[] row() {
        return new float[] {9, 1, 2, 3, 4, 5, 6, 0, 0, 0, 9};
    }

    @Test
    void hiddenCellsAreZeroAndFlaggedAndOthersAsTheyWere() {
        int whole = 0;
        int hidden = 0;
        for (int i = 0; i < 4000; i++) {
            float[] row = row();
            MASK.apply(null, row, 1, 9, 5, 2, i);
            assertEquals(9, row[0]);
            assertEquals(9, row[10]);
            float[] expected = row();
            int flags = 0;
            int at = 1;
            for (int cell = 0; cell < 3; cell++) {
                int width = MASK.widths().get(cell);
                if (row[7 + cell] == 1) {
                    expected[7 + cell] = 1;
                    java.util.Arrays.fill(expected, at, at + width, 0);
                    flags++;
                }
                at += width;
            }
            assertArrayEquals(expected, row);
            whole += flags == 0 ? 1 : 0;
            hidden += flags;
        }
        // half of the rows, and those of the others in which nothing happens to be hidden: E (1 - r)^3 = (1 - 0.2^4) /
        // 3.2
        assertEquals(0.5 + 0.5 * (1 - Math.pow(0.2, 4)) / 3.2, whole / 4000.0, 0.03);
        assertEquals(3 * 0.5 * 0.4, hidden / 4000.0, 0.05);
    }

    @Test
    void theSameAddressHidesTheSameAndAnotherOneOthers() {
        float[] first = row();
        float[] second = row();
        int same = 0;
        for (int i = 0; i < 50; i++) {
            first = row();
            second = row();
            float[] other = row();
            MASK.apply(null, first, 1, 9, 5, 2, i);
            MASK.apply(null, second, 1, 9, 5, 2, i);
            MASK.apply(null, other, 1, 9, 5, 3, i);
            assertArrayEquals(first, second);
            same += java.util.Arrays.equals(first, other) ? 1 : 0;
        }
        assertEquals(true, same < 45, same + " of 50");
    }

    @Test
    void targetsLoseTheSameCells() {
        MaskCells both = new MaskCells(List.of(1, 3, 1), 0.8, 50);
        for (int i = 0; i < 200; i++) {
            float[] row = {1, 1, 2, 3, 4, 0, 0, 0};
            float[] target = {9, 0.1f, 0.2f, 0.3f, 0.4f, 0, 1, 0, 9};
            both.apply(null, row, 0, 8, 5, 2, i);
            both.applyToTarget(target, 1, 7, 5, 2, i);
            float[] expected = {9, 0.1f, 0.2f, 0.3f, 0.4f, 0, 1, 0, 9};
            if (row[5] == 1) {
                expected[1] = -50;
                expected[3] = 50;
            }
            if (row[6] == 1) {
                expected[6] = 0;
            }
            if (row[7] == 1) {
                expected[2] = -50;
                expected[4] = 50;
            }
            assertArrayEquals(expected, target);
            float[] untouched = target.clone();
            MASK.applyToTarget(target, 1, 7, 5, 2, i);
            assertArrayEquals(untouched, target);
        }
    }

    @Test
    void whatIsNoSuchRowIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MaskCells(List.of(), 0.5));
        assertThrows(IllegalArgumentException.class, () -> new MaskCells(List.of(0), 0.5));
        assertThrows(IllegalArgumentException.class, () -> new MaskCells(List.of(1), 1.5));
        assertThrows(IllegalArgumentException.class, () -> new MaskCells(List.of(1), 0.5, -1));
        assertThrows(IllegalArgumentException.class, () -> MASK.check(null, 8));
        assertThrows(IllegalArgumentException.class, () -> MASK.check(new ImageShape(3, 3, 1), 9));
    }
}
