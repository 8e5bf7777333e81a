package io.elbo.image.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {
    @TempDir
    private Path folder;

    private static Calibration of(int heldOut, Score score) {
        List<Double> scores =
                IntStream.rangeClosed(1, heldOut).mapToObj(i -> (double) i).toList();
        return new Calibration(score, "00", "rows", "11", 1, scores);
    }

    /**
     * Each round calibrates with 99 rows and judges 20 new ones. The number of anomalies is beta-binomial with mean 20/10 and variance
     * {@code 20 0.1 0.9 (1 + 19/101)}, however bad the model is.
     */
    @Test
    void ordinaryRowsRaiseAsManyAlarmsAsWereChosen() {
        int rounds = 100;
        Vae vae = LinearModel.model(0.8, 0.5);
        Random random = new Random(17);
        int alarms = 0;
        for (int round = 0; round < rounds; round++) {
            Rows heldOut = FloatRows.of(LinearModel.draw(99, random));
            Rows fresh = FloatRows.of(LinearModel.draw(20, random));
            Calibration calibration = Calibration.of(vae, new NegativeElbo(1), heldOut, round);
            for (Calibration.Verdict v : calibration.judge(vae, fresh, 0.1)) {
                alarms += v.anomaly() ? 1 : 0;
            }
        }
        double deviation = Math.sqrt(rounds * 20 * 0.1 * 0.9 * (1 + 19 / 101.0));
        assertEquals(rounds * 2, alarms, 4 * deviation);
    }

    @Test
    void rowsOfAnotherKindRaiseAlarms() {
        Vae vae = LinearModel.model(0, 1);
        Calibration calibration = Calibration.of(vae, new NegativeLogLikelihood(10), LinearModel.rows(500, 1), 1);
        float[][] far = LinearModel.draw(40, new Random(2));
        for (float[] row : far) {
            row[1] -= 30;
        }
        for (Calibration.Verdict v : calibration.judge(vae, FloatRows.of(far), 0.01)) {
            assertTrue(v.anomaly());
            assertEquals(1 / 501.0, v.pValue());
        }
    }

    @Test
    void anAlarmIsAPValueOfAtMostTheRate() {
        Vae vae = LinearModel.model(0.5, 1);
        Calibration calibration = Calibration.of(vae, new NegativeElbo(1), LinearModel.rows(199, 1), 1);
        for (double rate : new double[] {0.005, 0.05, 0.3, 0.77}) {
            for (Calibration.Verdict v : calibration.judge(vae, LinearModel.rows(300, 2), rate)) {
                assertEquals(v.pValue() <= rate, v.anomaly());
                assertEquals(v.score() > calibration.threshold(rate), v.anomaly());
                long atLeast = calibration.heldOut().stream()
                        .filter(s -> s >= v.score())
                        .count();
                assertEquals((1.0 + atLeast) / 200, v.pValue());
            }
        }
    }

    @Test
    void theThresholdLeavesTheChosenShareAbove() {
        assertEquals(95, of(99, new NegativeElbo()).threshold(0.05));
        assertEquals(99, of(99, new NegativeElbo()).threshold(0.01));
        DataException few = assertThrows(
                DataException.class, () -> of(98, new NegativeElbo()).threshold(0.01));
        assertTrue(few.getMessage().contains("needs at least 99 held-out rows; there are 98"), few.getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> of(9, new NegativeElbo()).threshold(0));
        assertThrows(
                IllegalArgumentException.class, () -> of(9, new NegativeElbo()).threshold(1));
    }

    @Test
    void aFileGivesTheSameVerdicts() {
        Vae vae = LinearModel.model(0.5, 1);
        Path file = folder.resolve("calibration.json");
        for (Score score : List.of(
                new NegativeElbo(3),
                new NegativeLogLikelihood(5),
                new LikelihoodRegret(4, 0.1, 6),
                new ReconstructionError())) {
            Calibration calibration = Calibration.of(vae, score, LinearModel.rows(60, 1), 4);
            calibration.save(file);
            Calibration read = Calibration.load(file);
            assertEquals(calibration, read);
            assertEquals(
                    calibration.judge(vae, LinearModel.rows(5, 2), 0.1), read.judge(vae, LinearModel.rows(5, 2), 0.1));
        }
        of(3, new ComplexityCorrected(new NegativeElbo(2))).save(file);
        assertEquals(of(3, new ComplexityCorrected(new NegativeElbo(2))), Calibration.load(file));
    }

    @Test
    void heldOutRowsAreKnownAgain() {
        Vae vae = LinearModel.model(0, 1);
        Calibration calibration = Calibration.of(vae, new NegativeElbo(1), LinearModel.rows(20, 1), 1);
        assertTrue(calibration.isOf(LinearModel.rows(20, 1)));
        assertFalse(calibration.isOf(LinearModel.rows(20, 2)));
    }

    @Test
    void anotherModelIsRefused() {
        Calibration calibration =
                Calibration.of(LinearModel.model(0, 1), new NegativeElbo(1), LinearModel.rows(50, 1), 1);
        Vae other = LinearModel.model(0.1, 1);
        DataException e =
                assertThrows(DataException.class, () -> calibration.judge(other, LinearModel.rows(5, 1), 0.1));
        assertTrue(e.getMessage().startsWith("the calibration is of another model"), e.getMessage());
    }

    @Test
    void aWrongFileIsRefusedByNameAndField() throws IOException {
        Path file = folder.resolve("calibration.json");
        of(3, new NegativeElbo(2)).save(file);
        String good = Files.readString(file);
        String[][] cases = {
            {"\"elbo\"", "\"elbow\"", "score: type \"elbow\" is not known"},
            {"\"samples\" : 2", "\"samples\" : 0", "samples 0: must be 1 to"},
            {"\"seed\" : 1,", "\"seed\" : 1, \"sed\" : 1,", "sed: is not known here"},
            {"1.0, 2.0, 3.0", "1.0, 3.0, 2.0", "held_out: must be ascending; entry 2 is not"},
            {"1.0, 2.0, 3.0", "", "held_out: must be a list of scores, at least one"},
            {"1.0, 2.0, 3.0", "1.0, null", "held_out[1]: must be a number"},
            {"1.0, 2.0, 3.0", "\"NaN\"", "held_out"},
            {"\"model\" : \"00\",", "", "model: is missing"},
            {"\"score\" :", "\"score\"", "is not JSON"}
        };
        for (String[] c : cases) {
            assertTrue(good.contains(c[0]), good);
            Files.writeString(file, good.replaceFirst(java.util.regex.Pattern.quote(c[0]), c[1]));
            DataException e = assertThrows(DataException.class, () -> Calibration.load(file), c[2]);
            assertTrue(
                    e.getMessage().startsWith(file.toString()) && e.getMessage().contains(c[2]), e.getMessage());
        }
    }
}
