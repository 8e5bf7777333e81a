package io.elbo.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
    private static final CounterRandom RANDOM = CounterRandom.of(1, "choice");

    /** These choices must stay the same in every release, because table models depend on them. */
    @Test
    void aChoiceIsAFunctionOfSeedPurposeAndStep() {
        assertArrayEquals(new int[] {3, 8, 10, 13, 15, 21, 24}, RANDOM.choice(0, 30, 7));
        assertArrayEquals(new int[] {3, 7, 9, 14, 16, 25, 27}, RANDOM.choice(3, 30, 7));
    }

    @Test
    void allAreChosenWhereAllAreWanted() {
        assertArrayEquals(IntStream.range(0, 9).toArray(), RANDOM.choice(0, 9, 9));
        assertArrayEquals(new int[0], RANDOM.choice(0, 9, 0));
    }

    /** Each of the 10 pairs of 5 occurs in a tenth of the choices. The counts have a standard deviation of 42. */
    @Test
    void everyChoiceIsAsLikely() {
        int[] counts = new int[25];
        int choices = 20_000;
        for (int step = 0; step < choices; step++) {
            int[] chosen = RANDOM.choice(step, 5, 2);
            counts[5 * chosen[0] + chosen[1]]++;
        }
        for (int low = 0; low < 5; low++) {
            for (int high = 0; high < 5; high++) {
                assertEquals(low < high ? choices / 10.0 : 0, counts[5 * low + high], low < high ? 4.5 * 42.5 : 0);
            }
        }
    }
}
