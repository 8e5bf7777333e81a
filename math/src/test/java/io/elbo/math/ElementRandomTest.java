package io.elbo.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementRandomTest {
    private static final int N = 100_000;

    /** Returns N numbers along one part of the address, with all other parts fixed. */
    private static IntToDoubleFunction along(String part) {
        return switch (part) {
            case "element" -> i -> ElementRandom.of(1, 1, 0, 0).uniform(i);
            case "row" -> i -> ElementRandom.of(1, 1, 0, i).uniform(0);
            case "step" -> i -> ElementRandom.of(1, 1, i, 0).uniform(3);
            case "seed" -> i -> ElementRandom.of(1, i, 0, 0).uniform(3);
            case "purpose" -> i -> ElementRandom.of(i, 1, 0, 0).uniform(0);
            case "image" -> i -> ElementRandom.of(1, 1, 5, i / 784).uniform(i % 784);
            default -> throw new IllegalArgumentException(part);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "3, 7, 2, 11, 0.3821929364524509, 0.6994014351917471, 0.864428351990859",
        "1, -5, 0, -1, 0.8894524165586094, 0.5355531685520573, 0.9250363432164029",
        "-1, 1, 0, 0, 0.1727547075241228, 0.8227637943936016, 0.9218539187163192"
    })
    void theBitsAreTheKnownOnes(int purpose, long seed, int step, int row, double first, double second, double last) {
        // A transcription to Python integers gives these values.
        ElementRandom random = ElementRandom.of(purpose, seed, step, row);
        assertEquals(first, random.uniform(0));
        assertEquals(second, random.uniform(1));
        assertEquals(last, random.uniform(783));
    }

    @ParameterizedTest
    @ValueSource(strings = {"element", "row", "step", "seed", "purpose", "image"})
    void numbersAreUniformAlongEveryPartOfTheAddress(String part) {
        IntToDoubleFunction uniform = along(part);
        int[] counts = new int[256];
        for (int i = 0; i < N; i++) {
            counts[(int) (uniform.applyAsDouble(i) * counts.length)]++;
        }
        double expected = (double) N / counts.length;
        double chiSquare = Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        // 255 degrees of freedom: mean 255, standard deviation 22.6; five standard deviations to either side
        assertEquals(255, chiSquare, 113);
    }

    @ParameterizedTest
    @ValueSource(strings = {"element", "row", "step", "seed", "purpose", "image"})
    void neighboursAreUncorrelated(String part) {
        IntToDoubleFunction uniform = along(part);
        for (int lag : new int[] {1, 2, 28, 784}) {
            double sum = 0;
            for (int i = 0; i < N; i++) {
                sum += (uniform.applyAsDouble(i) - 0.5) * (uniform.applyAsDouble(i + lag) - 0.5);
            }
            // each product has variance 1/144
            assertEquals(0, sum / N, 5 / (12 * Math.sqrt(N)), "lag " + lag);
        }
    }

    @Test
    void differentAddressesHaveDifferentKeys() {
        Set<Long> keys = new HashSet<>();
        int addresses = 0;
        for (int purpose = -1; purpose <= 4; purpose++) {
            for (int step = -10; step < 10; step++) {
                for (int row = -100; row < 100; row++) {
                    keys.add(ElementRandom.of(purpose, 1, step, row).key());
                    addresses++;
                }
            }
        }
        assertEquals(addresses, keys.size());
    }

    @Test
    void normalNumbersFollowTheNormalDistribution() {
        double[] sorted = new double[N];
        for (int i = 0; i < N; i++) {
            sorted[i] = ElementRandom.of(1, 2, 5, i / 784).normal(i % 784);
        }
        Arrays.sort(sorted);
        double farthest = 0;
        for (int i = 0; i < N; i++) {
            farthest = Math.max(farthest, Math.abs(FastNormalQuantileTest.distribution(sorted[i]) - (i + 0.5) / N));
        }
        // Kolmogorov-Smirnov: exceeded in one of a thousand samples
        assertTrue(farthest < 1.95 / Math.sqrt(N), farthest + "");
    }

    @Test
    void aPermutationHasEachNumberOnceAndIsTheKnownOne() {
        assertArrayEquals(new int[] {4, 9, 0, 6, 1, 7, 3, 8, 5, 2}, ElementRandom.permutation(10, 9));
        int[] order = ElementRandom.permutation(1000, 1);
        Arrays.sort(order);
        for (int i = 0; i < order.length; i++) {
            assertEquals(i, order[i]);
        }
    }

    @Test
    void allOrdersOfFourAreEquallyLikely() {
        int[] counts = new int[256];
        int draws = 24_000;
        for (int seed = 0; seed < draws; seed++) {
            int[] order = ElementRandom.permutation(4, seed);
            counts[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]]++;
        }
        int[] seen = Arrays.stream(counts).filter(count -> count > 0).toArray();
        assertEquals(24, seen.length);
        for (int count : seen) {
            assertEquals(1000, count, 5 * Math.sqrt(1000));
        }
    }
}
