package io.elbo.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleFinderTest {
    private static Column number(String name) {
        return new Column(name, new ColumnType.Real(NumberStyle.SHORTEST), List.of(""));
    }

    private static Column levels(String name, int count) {
        List<String> levels = IntStream.range(0, count).mapToObj(i -> name + i).toList();
        return new Column(name, new ColumnType.Category(levels), List.of(""));
    }

    private static List<String> found(List<Column> columns, double[][] rows) {
        return RuleFinder.find(new Schema(columns), TableRows.of(rows)).stream()
                .map(Object::toString)
                .toList();
    }

    /** Rows of columns that are drawn one after the other. */
    private interface Draw {
        double[] row(Random random);
    }

    private static double[][] rows(int n, Draw draw) {
        Random random = new Random(5);
        return IntStream.range(0, n).mapToObj(i -> draw.row(random)).toArray(double[][]::new);
    }

    @Test
    void anOrderIsFoundButNoneThatFollowsFromOthers() {
        double[][] rows = rows(300, random -> {
            double a = random.nextGaussian();
            double b = a + random.nextDouble();
            double c = b + random.nextDouble();
            return new double[] {c, random.nextInt(10) == 0 ? Double.NaN : a, b, random.nextGaussian()};
        });
        List<Column> columns = List.of(number("c"), number("a"), number("b"), number("d"));
        assertEquals(List.of("a <= b", "b <= c"), found(columns, rows));
        rows[17][2] = rows[17][0] + 1;
        assertEquals(
                List.of(),
                found(columns, rows).stream().filter(r -> r.equals("b <= c")).toList());
    }

    @Test
    void columnsThatLieApartAreInNoOrder() {
        double[][] rows = rows(300, random -> new double[] {20 + random.nextInt(50), 20_000 + random.nextInt(9000)});
        assertEquals(List.of(), found(List.of(number("age"), number("income")), rows));
    }

    @Test
    void datesAreInNoOrderWithNumbers() {
        Column date = new Column("day", new ColumnType.DateTime("uuuu-MM-dd"), List.of(""));
        double[][] rows = rows(300, random -> {
            double a = random.nextInt(100) * 86_400.0;
            return new double[] {a, a + random.nextInt(5) * 86_400.0};
        });
        assertEquals(List.of(), found(List.of(date, number("n")), rows));
    }

    @Test
    void aSumIsFoundWhateverItsPartsAreCalled() {
        double[][] rows = rows(200, random -> {
            double net = random.nextInt(10_000) / 100.0;
            double tax = random.nextInt(2000) / 100.0 - 5;
            return new double[] {Math.rint(100 * (net + tax)) / 100, tax, net};
        });
        assertEquals(List.of("gross = tax + net"), found(List.of(number("gross"), number("tax"), number("net")), rows));
        rows[3][0] += 0.01;
        assertEquals(List.of(), found(List.of(number("gross"), number("tax"), number("net")), rows));
    }

    @Test
    void aColumnOfZerosMakesNoSum() {
        double[][] rows = rows(200, random -> {
            double x = random.nextGaussian();
            return new double[] {x, x, 0};
        });
        assertEquals(List.of("a = b"), found(List.of(number("a"), number("b"), number("zero")), rows));
    }

    @Test
    void aCityDeterminesItsCountryAndNotTheOtherWayRound() {
        double[][] rows = rows(200, random -> {
            int city = random.nextInt(12);
            return new double[] {city / 4, city, random.nextInt(3)};
        });
        assertEquals(
                List.of("city determines country"),
                found(List.of(levels("country", 3), levels("city", 12), levels("other", 3)), rows));
    }

    @Test
    void ofTwoThatDetermineEachOtherTheFirstDoesAndChainsAreNotRepeated() {
        double[][] rows = rows(400, random -> {
            int zip = random.nextInt(24);
            return new double[] {zip, zip / 3, 7 - zip / 3, zip / 12};
        });
        assertEquals(
                List.of("zip determines city", "city determines code", "city determines country"),
                found(List.of(levels("zip", 24), levels("city", 8), levels("code", 8), levels("country", 2)), rows));
    }

    @Test
    void whatHardlyEverRepeatsDeterminesNothing() {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(new double[] {i / 2, i % 3});
        }
        assertEquals(List.of(), found(List.of(levels("a", 50), levels("b", 3)), rows.toArray(double[][]::new)));
    }

    @Test
    void ofColumnsThatAreEqualEachIsSaidOnceAndOthersFollowFromTheFirst() {
        double[][] rows = rows(200, random -> {
            double x = random.nextGaussian();
            return new double[] {x, x, x + random.nextDouble(), x};
        });
        assertEquals(
                List.of("a = b", "a <= c", "a = d"),
                found(List.of(number("a"), number("b"), number("c"), number("d")), rows));
    }

    @Test
    void fewRowsSayNothing() {
        double[][] rows = rows(29, random -> {
            double a = random.nextGaussian();
            return new double[] {a, a + random.nextDouble()};
        });
        assertEquals(List.of(), found(List.of(number("a"), number("b")), rows));
    }

    @Test
    void cellsThatDoNotFitCountAsMissing() {
        double[][] rows = rows(100, random -> {
            double a = random.nextGaussian();
            return new double[] {a, a + random.nextDouble()};
        });
        rows[5][0] = ParsedRow.MISFIT;
        assertEquals(List.of("a <= b"), found(List.of(number("a"), number("b")), rows));
    }
}
