package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What the map of a column makes of values that it has not seen. */
class ColumnKnotsTest {
    private static double[] values(int n, long seed, double digits, ToDoubleFunction<Random> draw) {
        Random random = new Random(seed);
        double scale = Math.pow(10, digits);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = Math.rint(draw.applyAsDouble(random) * scale) / scale;
        }
        return values;
    }

    /** Phi, by the error function's continued fraction being unnecessary: of the middle of a cell by Simpson's rule. */
    private static double phi(double x) {
        int n = 400;
        double to = Math.max(-9, Math.min(9, x));
        double h = to / n;
        double sum = 1 + Math.exp(-to * to / 2);
        for (int i = 1; i < n; i++) {
            sum += (i % 2 == 1 ? 4 : 2) * Math.exp(-(i * h) * (i * h) / 2);
        }
        return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
    }

    /** The greatest distance between the share of new values below a place and what the map of others says. */
    private static double distance(CellEncoding.Numbers map, double[] fresh) {
        double[] u = new double[fresh.length];
        for (int i = 0; i < u.length; i++) {
            CellEncoding.Numbers.Interval cell = map.interval(fresh[i]);
            u[i] = phi((cell.lower() + cell.upper()) / 2);
        }
        java.util.Arrays.sort(u);
        double most = 0;
        for (int i = 0; i < u.length; i++) {
            most = Math.max(most, Math.abs(u[i] - (i + 0.5) / u.length));
        }
        return most;
    }

    @Test
    void newValuesOfTheSameKindHaveEvenProbabilities() {
        ToDoubleFunction<Random> normal = random -> 50 + 10 * random.nextGaussian();
        ToDoubleFunction<Random> logNormal = random -> Math.exp(3 + 1.5 * random.nextGaussian());
        ToDoubleFunction<Random> pareto = random -> 10 * Math.pow(1 - random.nextDouble(), -1 / 1.5);
        ToDoubleFunction<Random> two = random -> (random.nextBoolean() ? 10 : 500) + random.nextGaussian();
        for (ToDoubleFunction<Random> kind : java.util.List.of(normal, logNormal, pareto, two)) {
            for (int n : new int[] {20, 60, 150, 500, 2000}) {
                for (double digits : new double[] {2, 6, 15}) {
                    CellEncoding.Numbers map = CellEncoding.Numbers.of(values(n, n, digits, kind));
                    double distance = distance(map, values(4000, 99, digits, kind));
                    // of an empirical distribution of n values: 1.63 / sqrt(n) in 99 of 100, and a little for 4000
                    assertTrue(
                            distance < 1.63 / Math.sqrt(n) + 0.03, "n " + n + ", digits " + digits + ": " + distance);
                }
            }
        }
    }

    @Test
    void newValuesAreHardlyFartherOutThanWhatWasSeenWhateverTheTail() {
        ToDoubleFunction<Random> logNormal = random -> Math.exp(1.5 * random.nextGaussian());
        int far = 0;
        for (int seed = 0; seed < 50; seed++) {
            CellEncoding.Numbers map = CellEncoding.Numbers.of(values(100, seed, 3, logNormal));
            for (double value : values(100, 1000 + seed, 3, logNormal)) {
                far += Math.abs(map.interval(value).middle()) > 4.5 ? 1 : 0;
            }
        }
        // 3 in a million of a normal column; a fitted tail of ten values may be too light
        assertTrue(far <= 10, far + " of 5000");
    }

    @Test
    void oneValueThatComesOftenIsAnAtomAndTwoThatAreEqualByChanceAreNot() {
        double[] incomes = values(150, 1, 2, random -> 30_000 + 9000 * random.nextGaussian());
        incomes[10] = incomes[20];
        CellEncoding.Numbers map = CellEncoding.Numbers.of(incomes);
        CellEncoding.Numbers.Interval twice = map.interval(incomes[10]);
        assertTrue(phi(twice.upper()) - phi(twice.lower()) < 1e-3, "a coincidence has no mass");
        for (int i = 0; i < 15; i++) {
            incomes[i] = 25_000;
        }
        CellEncoding.Numbers.Interval often = CellEncoding.Numbers.of(incomes).interval(25_000);
        assertEquals(0.1, phi(often.upper()) - phi(often.lower()), 0.01);
    }

    @Test
    void sentinelsAndRoundedNumbersAmongOthersKeepTheirShares() {
        double[] values = values(1000, 2, 0, random -> {
            double u = random.nextDouble();
            return u < 0.3 ? 0 : u < 0.32 ? 99_999 : u < 0.5 ? 100 * random.nextInt(10) : 1000 * random.nextDouble();
        });
        CellEncoding.Numbers map = CellEncoding.Numbers.of(values);
        for (double atom : new double[] {0, 99_999, 300, 700}) {
            long count = java.util.Arrays.stream(values).filter(v -> v == atom).count();
            CellEncoding.Numbers.Interval cell = map.interval(atom);
            assertEquals(count / 1000.0, phi(cell.upper()) - phi(cell.lower()), 0.01, "at " + atom);
        }
    }

    @Test
    void oneValueFarAwayDoesNotChangeTheMapOfTheOthers() {
        double[] values = values(500, 3, 1, random -> 100 + 10 * random.nextGaussian());
        CellEncoding.Numbers plain = CellEncoding.Numbers.of(values);
        for (double far : new double[] {1e6, 1e12, 1e300, -1e9}) {
            double[] spoilt = values.clone();
            spoilt[0] = far;
            CellEncoding.Numbers map = CellEncoding.Numbers.of(spoilt);
            assertEquals(plain.step(), map.step(), "step beside " + far);
            for (double value = 80; value <= 120; value += 5) {
                assertEquals(plain.interval(value).middle(), map.interval(value).middle(), 0.1, "beside " + far);
            }
            assertTrue(map.ordinary().least() > 50 && map.ordinary().greatest() < 150);
            assertEquals(Math.min(far, plain.seen().least()), map.seen().least(), 10);
        }
    }

    @Test
    void valuesThatAreFarFromOthersButManyAreOrdinary() {
        double[] two = values(200, 4, 1, random -> (random.nextInt(10) == 0 ? 5000 : 100) + random.nextGaussian());
        CellEncoding.Numbers map = CellEncoding.Numbers.of(two);
        assertEquals(map.seen(), map.ordinary());
    }
}
