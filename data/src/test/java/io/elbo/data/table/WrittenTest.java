package io.elbo.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The value that a codec writes is that of its text, to the bit. */
class WrittenTest {
    @Test
    void theWrittenNumberIsThatOfTheText() {
        Random random = new Random(1);
        int rounded = 0;
        for (int trial = 0; trial < 20_000; trial++) {
            int decimals = random.nextInt(9) - 1;
            boolean whole = decimals <= 0 && random.nextBoolean();
            double least = random.nextBoolean() ? 0 : Double.NEGATIVE_INFINITY;
            double most = random.nextInt(4) == 0 ? 1 : Double.POSITIVE_INFINITY;
            CellCodec codec = new NumberCodec(style(decimals), least, most, whole);
            double size = Math.pow(10, random.nextInt(20) - 4);
            double value = switch (random.nextInt(4)) {
                case 0 -> (random.nextInt(2000) - 1000 + 0.5) / Math.pow(10, Math.max(0, decimals)); // ties
                case 1 -> random.nextInt(100) - 50;
                default -> random.nextGaussian() * size;
            };
            double expected = codec.parse(codec.format(value));
            assertEquals(
                    Double.doubleToLongBits(expected),
                    Double.doubleToLongBits(codec.written(value)),
                    () -> value + " with " + decimals + " decimals");
            rounded += expected == value ? 0 : 1;
        }
        assertEquals(true, rounded > 10_000, "only " + rounded + " values were rounded");
        for (double value : new double[] {0.0, -0.0, -0.001, 1e300, -1e300}) {
            CellCodec codec = new NumberCodec(style(2), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);
            assertEquals(codec.parse(codec.format(value)), codec.written(value));
        }
    }

    private static NumberStyle style(int decimals) {
        return decimals < 0 ? NumberStyle.SHORTEST : NumberStyle.decimals(decimals);
    }

    @Test
    void aWrittenLevelIsItsIndex() {
        CellCodec codec = new LevelCodec(List.of("a", "b", "c"));
        for (double value : new double[] {0, 1, 2, -0.0}) {
            assertEquals(codec.parse(codec.format(value)), codec.written(value));
        }
    }
}
