package io.elbo.table;

import io.elbo.data.table.TableRows;
import io.elbo.file.ModelFile;
import io.elbo.file.Safetensors;
import io.elbo.json.Json;
import io.elbo.math.CounterRandom;
import io.elbo.math.LogSums;
import io.elbo.training.loop.Kept;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Corrects the intervals of imputed numbers by rows that the VAE has not seen. A cell of such a row is masked, and the least level is
 * found whose interval contains its value. An interval that is to contain the value with probability c has the level that was enough for
 * the part c of these cells (conformal calibration of the coverage; Angelopoulos and Bates 2021). Few cells are not enough to tell; {@value
 * #PSEUDO} further ones, for which each level contains its share, stand beside them.
 *
 * @param levels for each cell of the encoding, in steps of a hundredth of c from 0 to 1; empty for cells that are no numbers
 */
record IntervalCalibration(List<List<Double>> levels) {
    private static final int STEPS = 100;
    private static final int PSEUDO = 20;
    /** Cells that are masked in all. */
    private static final int MOST_CELLS = 4000;

    private static final int MOST_ROWS = 400;
    private static final int DRAWS = 50;
    /** Of the other cells of a row, masked too. */
    private static final double OTHERS = 0.2;

    /** In a checkpoint. */
    static final Kept<IntervalCalibration> KEPT = new Kept<>() {
        private static final String INTERVALS = "intervals";

        @Override
        public Safetensors write(IntervalCalibration calibration) {
            return new Safetensors(Map.of(INTERVALS, Json.write(calibration)), Map.of());
        }

        @Override
        public IntervalCalibration read(Safetensors kept, Path file) {
            return Json.read(ModelFile.text(kept, INTERVALS, file), IntervalCalibration.class, file + ": " + INTERVALS);
        }
    };

    /** @throws IllegalArgumentException if the levels do not rise from 0 or more to 1 at most */
    IntervalCalibration {
        if (levels == null) {
            throw new IllegalArgumentException("intervals: needs levels");
        }
        List<List<Double>> copy = new ArrayList<>();
        for (List<Double> of : levels) {
            if (of == null || !of.isEmpty() && of.size() != STEPS + 1) {
                throw new IllegalArgumentException("intervals: each cell needs no levels or " + (STEPS + 1));
            }
            for (int i = 0; i < of.size(); i++) {
                Double level = of.get(i);
                if (level == null || !(level >= (i == 0 ? 0 : of.get(i - 1)) && level <= 1)) {
                    throw new IllegalArgumentException("intervals: level " + i + ": must rise, from 0 to 1");
                }
            }
            copy.add(List.copyOf(of));
        }
        levels = List.copyOf(copy);
    }

    /** Changes nothing. */
    static IntervalCalibration none(TableEncoding encoding) {
        return new IntervalCalibration(Collections.nCopies(encoding.cells().size(), List.of()));
    }

    /** @throws IllegalArgumentException if this is not of such a table */
    void check(TableEncoding encoding) {
        if (levels.size() != encoding.cells().size()) {
            throw new IllegalArgumentException("intervals: " + levels.size() + " cells; the table has "
                    + encoding.cells().size());
        }
    }

    /**
     * Fits the correction.
     *
     * @param rows that the VAE has not seen, by the columns of the schema
     * @param between called before each column; may throw to end the fit
     */
    static IntervalCalibration fit(
            TableEncoding encoding, LatentDraws draws, TableRows rows, long seed, Runnable between) {
        List<Integer> numbers = IntStream.range(0, encoding.cells().size())
                .filter(cell -> encoding.cells().get(cell) instanceof CellEncoding.Numbers)
                .boxed()
                .toList();
        if (rows.count() == 0 || numbers.isEmpty()) {
            return none(encoding);
        }
        CounterRandom random = CounterRandom.of(seed, "table intervals");
        int some = Math.min(rows.count(), Math.min(MOST_ROWS, Math.max(1, MOST_CELLS / numbers.size())));
        double[][] chosen = rows.select(random.choice(0, rows.count(), some)).toArray();
        List<List<Double>> levels = new ArrayList<>();
        for (int cell = 0; cell < encoding.cells().size(); cell++) {
            between.run();
            levels.add(
                    encoding.cells().get(cell) instanceof CellEncoding.Numbers
                            ? quantiles(enough(encoding, draws, chosen, cell, random, seed))
                            : List.of());
        }
        return new IntervalCalibration(levels);
    }

    /** The least level of each row that has the cell. */
    private static double[] enough(
            TableEncoding encoding, LatentDraws draws, double[][] rows, int cell, CounterRandom random, long seed) {
        int column = encoding.columns().get(cell);
        double[][] there =
                Arrays.stream(rows).filter(row -> Double.isFinite(row[column])).toArray(double[][]::new);
        double[][] masked = new double[there.length][];
        float[] uniform = new float[rows[0].length];
        for (int i = 0; i < there.length; i++) {
            masked[i] = there[i].clone();
            random.uniform(1 + cell, i, 0, uniform, 0, uniform.length);
            for (int other = 0; other < uniform.length; other++) {
                if (other == column || uniform[other] < OTHERS || !Double.isFinite(masked[i][other])) {
                    masked[i][other] = Double.NaN;
                }
            }
        }
        double[] enough = new double[there.length];
        draws.each(masked, DRAWS, seed, (row, decoded, logWeights) -> {
            double[] values = Imputer.values(decoded, LogSums.normalized(logWeights), cell, random, row);
            enough[row] = leastLevel(values, there[row][column]);
        });
        return enough;
    }

    /** The level of the narrowest central interval of sorted values that contains a value; 1 if none does. */
    static double leastLevel(double[] sorted, double value) {
        int below = 0;
        int notAbove = 0;
        for (double one : sorted) {
            below += one < value ? 1 : 0;
            notAbove += one <= value ? 1 : 0;
        }
        double n = sorted.length;
        return Math.max(0, 1 - 2 * Math.min(notAbove / n, (n - below) / n));
    }

    private static List<Double> quantiles(double[] enough) {
        double[] all = Arrays.copyOf(enough, enough.length + PSEUDO);
        for (int i = 0; i < PSEUDO; i++) {
            all[enough.length + i] = (i + 0.5) / PSEUDO;
        }
        Arrays.sort(all);
        List<Double> levels = new ArrayList<>();
        for (int step = 0; step <= STEPS; step++) {
            int needed = (int) Math.ceil((double) step / STEPS * (all.length + 1));
            levels.add(needed > all.length ? 1 : all[Math.max(0, needed - 1)]);
        }
        return levels;
    }

    /** The level of an interval that contains the value with a probability. */
    double level(int cell, double coverage) {
        List<Double> of = levels.get(cell);
        if (of.isEmpty()) {
            return coverage;
        }
        double at = coverage * STEPS;
        int low = (int) Math.min(STEPS - 1, Math.floor(at));
        return of.get(low) + (at - low) * (of.get(low + 1) - of.get(low));
    }
}
