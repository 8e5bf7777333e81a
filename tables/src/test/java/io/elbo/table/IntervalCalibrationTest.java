package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.table.TableRows;
import io.elbo.test.Failures;
import io.elbo.training.TrainingListener;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IntervalCalibrationTest {
    @Test
    void theLeastLevelIsThatOfTheNarrowestIntervalWithTheValue() {
        double[] sorted = IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray();
        assertEquals(0, IntervalCalibration.leastLevel(sorted, 50), 1e-12);
        assertEquals(0.8, IntervalCalibration.leastLevel(sorted, 10), 1e-12);
        assertEquals(0.8, IntervalCalibration.leastLevel(sorted, 91), 1e-12);
        assertEquals(1, IntervalCalibration.leastLevel(sorted, 0));
        assertEquals(1, IntervalCalibration.leastLevel(sorted, 100.5));
        // a value that half of the draws are lies within any interval
        double[] ties = IntStream.range(0, 100).mapToDouble(i -> i < 50 ? 7 : i).toArray();
        assertEquals(0, IntervalCalibration.leastLevel(ties, 7), 1e-12);
    }

    @Test
    void levelsLieBetweenThoseOfTheHundredths() {
        List<Double> squared =
                IntStream.rangeClosed(0, 100).mapToObj(i -> i * i / 1e4).toList();
        IntervalCalibration calibration = new IntervalCalibration(List.of(squared, List.of()));
        assertEquals(0.81, calibration.level(0, 0.9), 1e-12);
        assertEquals((0.81 + 0.91 * 0.91) / 2, calibration.level(0, 0.905), 1e-12);
        assertEquals(0.99, calibration.level(1, 0.99));
        Failures.rejected(() -> new IntervalCalibration(List.of(List.of(0.1))), "no levels or 101");
        Failures.rejected(
                () -> new IntervalCalibration(List.of(Collections.nCopies(101, 1.1))), "level 0", "from 0 to 1");
        List<Double> falls =
                IntStream.rangeClosed(0, 100).mapToObj(i -> 1 - i / 100.0).toList();
        Failures.rejected(() -> new IntervalCalibration(List.of(falls)), "must rise");
    }

    /** A model that is trained for an epoch knows too little; its intervals contain what they promise all the same. */
    @Test
    @Tag("slow")
    void intervalsOfAPoorModelContainTheirShareToo() {
        double[][] rows = Truth.rows(3000, 1);
        TableSpec spec = TableSpec.of(3000, 5)
                .with(java.util.Set.of(Purpose.IMPUTE), 3000)
                .withModel(new TableTraining(
                        List.of(8),
                        2,
                        2,
                        0.9,
                        TableTraining.of(3000, 5).training().withEpochs(1)));
        TableModel model = TableModel.fit(Truth.SCHEMA, TableRows.of(rows), spec, TrainingListener.NONE, 2);
        double[][] fresh = Truth.rows(1500, 2);
        for (int column : new int[] {Truth.X, Truth.Y}) {
            double[][] holes = Truth.copy(fresh);
            for (double[] row : holes) {
                row[column] = Double.NaN;
            }
            Imputation filled = model.impute(holes, ImputationOptions.defaults());
            int inside = 0;
            for (int i = 0; i < fresh.length; i++) {
                double x = fresh[i][column];
                inside += filled.lower()[i][column] <= x && x <= filled.upper()[i][column] ? 1 : 0;
            }
            double part = inside / (double) fresh.length;
            // standard errors: 0.017 of the 300 cells of the fit, 0.008 of these
            assertTrue(Math.abs(part - 0.9) < 0.05, "column " + column + ": " + part);
        }
    }
}
