package io.elbo.studio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StudioThinningTest {
    @Test
    void shortCurvesStayAsTheyAre() {
        assertArrayEquals(new int[] {0, 1, 2, 3}, Thinning.of(4, 4, i -> i));
    }

    @Test
    void ofAMillionPointsNoPeakIsLost() {
        int n = 1_000_000;
        int peak = 123_457;
        int trough = 876_543;
        int[] kept = Thinning.of(n, 1000, i -> i == peak ? 1 : i == trough ? -1 : StrictMath.sin(i) / 10);
        assertTrue(kept.length <= 1002, kept.length + " points");
        assertTrue(kept.length >= 500, kept.length + " points");
        assertTrue(Arrays.binarySearch(kept, peak) >= 0);
        assertTrue(Arrays.binarySearch(kept, trough) >= 0);
        assertEquals(0, kept[0]);
        assertEquals(n - 1, kept[kept.length - 1]);
        assertArrayEquals(IntStream.of(kept).sorted().distinct().toArray(), kept);
    }

    @Test
    void valuesThatAreMissingHideNoPeak() {
        int[] kept = Thinning.of(100_000, 100, i -> i < 50_000 ? Double.NaN : i == 70_001 ? 5 : 0);
        assertTrue(Arrays.binarySearch(kept, 70_001) >= 0);
    }
}
