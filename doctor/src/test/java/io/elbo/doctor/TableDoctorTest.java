package io.elbo.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableRows;
import io.elbo.rows.HoldOut;
import io.elbo.spec.Change;
import io.elbo.spec.Elbo;
import io.elbo.spec.EpochMetrics;
import io.elbo.table.Purpose;
import io.elbo.table.TableModel;
import io.elbo.table.TableSpec;
import io.elbo.table.TableTraining;
import io.elbo.training.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Provokes each fault of a table's model and checks that the doctor finds it. */
@Tag("slow")
class TableDoctorTest {
    private static final ColumnType REAL = new ColumnType.Real(NumberStyle.SHORTEST);
    private static final double DAY = 86_400;
    private static final int WHEN = 3;
    private static final Schema SCHEMA = new Schema(List.of(
            column("length", REAL),
            column("size", REAL),
            column("kind", new ColumnType.Flag("short", "long")),
            column("when", new ColumnType.DateTime("uuuu-MM-dd")),
            column("--out", new ColumnType.DateTime("uuuu-MM-dd"))));

    private static TableModel model;
    private static TableRows trainedOn;

    private static Column column(String name, ColumnType type) {
        return new Column(name, type, List.of(""));
    }

    /** Sizes are twice the length plus noise. A flag marks the long ones. All days are in one year. */
    private static double[][] rows(int n, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            double length = Math.round(100 * (10 + 3 * random.nextGaussian())) / 100.0;
            double size = Math.round(100 * (2 * length + 0.3 * random.nextGaussian())) / 100.0;
            double day = DAY * (19_000 + random.nextInt(365));
            rows[i] = new double[] {length, size, length > 10 ? 1 : 0, day, day + DAY};
        }
        return rows;
    }

    private static TableModel fit(Schema schema, TableRows rows, int latent, int epochs) {
        TableTraining usual = TableTraining.of(rows.count(), rows.columns());
        return TableModel.fit(
                schema,
                rows,
                TableSpec.of(rows.count(), rows.columns())
                        .with(Set.of(Purpose.ENCODE, Purpose.SCORE), rows.count())
                        .withModel(new TableTraining(
                                List.of(32),
                                latent,
                                5,
                                0.9,
                                usual.training().withEpochs(epochs).withLearningRate(3e-3))),
                TrainingListener.NONE,
                2);
    }

    @BeforeAll
    static void train() {
        trainedOn = TableRows.of(rows(800, 1));
        model = fit(SCHEMA, trainedOn, 6, 40);
    }

    private static List<String> examine(TableModel model, double[][] rows) {
        List<String> names = new ArrayList<>();
        for (Finding finding : Doctor.examine(model, TableRows.of(rows), List.of())) {
            assertTrue(Double.isFinite(finding.value()), finding.toString());
            // the first change of the advice, unless the user has to choose
            List<Change> first = finding.advice().changes().subList(0, 1);
            assertTrue(finding.changes().isEmpty() || finding.changes().equals(first), finding.toString());
            assertEquals(finding.changes().isEmpty(), first.get(0) instanceof Change.Open, finding.toString());
            assertTrue(finding.advice().toString().contains(first.get(0).words()), finding.toString());
            assertFalse(finding.advice().toString().contains("--"), finding.toString());
            names.add(finding.finding());
        }
        return names;
    }

    private static Finding finding(String name, List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.finding().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(findings.toString()));
    }

    @Test
    void ofRowsLikeThoseOfTheTrainingOnlyWhatIsTooMuchInTheModelIsSaid() {
        // such rows have two independent properties: their length and their date
        assertEquals(List.of("dead_latents"), examine(model, rows(600, 2)));
        Finding dead =
                Doctor.examine(model, TableRows.of(rows(600, 2)), List.of()).get(0);
        assertEquals(List.of(new Change.WithLatent(6 - (int) dead.value())), dead.changes());
    }

    @Test
    void aModelThatWasNotTrainedToScoreIsExaminedToo() {
        TableRows rows = TableRows.of(rows(120, 6));
        TableSpec spec = TableSpec.of(120, 5).with(Set.of(Purpose.IMPUTE), 120);
        TableTraining brief = spec.model().withTraining(spec.model().training().withEpochs(1));
        TableModel imputer = TableModel.fit(SCHEMA, rows, spec.withModel(brief), TrainingListener.NONE, 1);
        double[][] others = rows(400, 7);
        for (double[] row : others) {
            row[0] = 5;
            row[1] = 18;
        }
        assertFalse(examine(imputer, others).contains("rows_unlike_training"));
    }

    @Test
    void columnsThatHaveNothingToDoWithEachOtherLeaveTheLatentsEmpty() {
        double[][] rows = rows(300, 3);
        Random random = new Random(4);
        for (double[] row : rows) {
            row[1] = Math.round(100 * random.nextGaussian()) / 100.0;
            row[2] = random.nextInt(2);
            row[WHEN + 1] = Double.NaN;
        }
        TableModel independent = fit(SCHEMA, TableRows.of(rows), 2, 40);
        assertTrue(examine(independent, rows).contains("posterior_collapse"));
        Finding collapse = finding("posterior_collapse", Doctor.examine(independent, TableRows.of(rows), List.of()));
        int suited = TableTraining.of(300, 5).training().epochs();
        assertEquals(List.of(new Change.WithEpochs(suited)), collapse.changes(), "40 epochs are few");
        assertEquals(
                List.of(Change.WithObjective.warmUp(10)),
                new TableRemedies(suited, suited).collapsed().changes());
    }

    @Test
    void rowsOfAnotherKindAreSeen() {
        double[][] others = rows(300, 5);
        for (double[] row : others) {
            // no value is unusual by itself
            row[1] = 40 - row[1];
        }
        List<Finding> findings = Doctor.examine(model, TableRows.of(others), List.of());
        assertTrue(finding("rows_unlike_training", findings).value() > 0.5, findings.toString());
        assertFalse(examine(model, rows(40, 6)).contains("rows_unlike_training"));
    }

    @Test
    void valuesThatWereNeverSeenAreNamedAndDatesCanBeLeftOut() {
        double[][] later = rows(300, 7);
        for (double[] row : later) {
            row[WHEN] += 365 * DAY;
            row[WHEN + 1] += 365 * DAY;
        }
        List<Finding> findings = Doctor.examine(model, TableRows.of(later), List.of());
        Finding beyond = finding("values_out_of_range", findings);
        assertEquals(List.of(new Change.WithoutColumns(List.of("when", "--out"))), beyond.changes());
        assertTrue(beyond.meaning().contains("column when: "), beyond.meaning());
        assertTrue(beyond.meaning().contains("column --out: "), beyond.meaning());
        assertEquals(1, beyond.value(), 0.05);
        double[][] large = rows(300, 8);
        for (double[] row : large) {
            row[0] += 100;
        }
        Finding numbers = finding("values_out_of_range", Doctor.examine(model, TableRows.of(large), List.of()));
        assertEquals(List.of(), numbers.changes(), "whether a number only goes on, the user knows");
        assertTrue(numbers.meaning().contains("column length: 300 of 300"), numbers.meaning());
        examine(model, large);
    }

    @Test
    void theCurvesSpeakAsThoseOfImagesDoInChangesOfTables() {
        double[] train = {-100, -80, -70, -65, -62, -60.5, -60, -59.9, -59.85, -59.84};
        double[] falling = {-100, -81, -72, -70, -71, -72, -74, -76, -79, -83};
        assertEquals(
                List.of(new Change.WithHidden(List.of(64))),
                finding("over_fitting", curves(train, falling)).changes());
        double[] steep = {-100, -90, -80, -70, -60};
        Finding unfinished = finding("loss_still_falling", curves(steep, steep));
        assertFalse(unfinished.advice().changes().contains(Change.Open.RESUMED), "tables have no checkpoints");
        // hidden cells make the training curve jump although nothing is wrong
        double[] jumping = {-100, -80, -90, -70, -85, -72, -80, -66, -82, -70};
        double[] steady = {-100, -90, -80, -75, -73, -71, -70, -69.8, -69.7, -69.6};
        List<String> names =
                curves(jumping, steady).stream().map(Finding::finding).toList();
        assertFalse(names.contains("learning_rate_too_high"), names.toString());
        finding("learning_rate_too_high", curves(jumping, jumping));
        // a training with early stopping has lost little
        double[] flat = {-100, -81, -72, -70, -70.1, -70.2, -70.3, -70.4, -70.5, -71};
        List<String> patient =
                curves(train, flat).stream().map(Finding::finding).toList();
        assertFalse(patient.contains("over_fitting"), patient.toString());
    }

    private static List<Finding> curves(double[] train, double[] validation) {
        List<EpochMetrics> epochs = new ArrayList<>();
        for (int i = 0; i < train.length; i++) {
            epochs.add(
                    new EpochMetrics(i + 1, 10L * (i + 1), i, new Elbo(train[i], 0), new Elbo(validation[i], 0), 1e-3));
        }
        return Doctor.examine(model, TableRows.of(rows(100, 10)), epochs);
    }

    @Test
    void rowsThatWereHeldOutAreThoseOfTheTrainingsTableOnly() {
        TableRows heldOut = model.heldOut(trainedOn).orElseThrow();
        int[] expected =
                HoldOut.of(model.provenance().training(), trainedOn.count()).validation();
        assertEquals(80, expected.length);
        assertTrue(Arrays.deepEquals(trainedOn.select(expected).toArray(), heldOut.toArray()));
        assertTrue(Arrays.deepEquals(
                heldOut.toArray(), Doctor.rowsToExamine(model, trainedOn).toArray()));
        double[][] changed = rows(800, 1);
        changed[799][0] += 0.01;
        assertTrue(model.heldOut(TableRows.of(changed)).isEmpty());
        assertTrue(model.heldOut(TableRows.of(rows(799, 1))).isEmpty());
        assertEquals(
                799, Doctor.rowsToExamine(model, TableRows.of(rows(799, 1))).count());
    }

    @Test
    void tooFewRowsAreRefused() {
        assertThrows(DataException.class, () -> Doctor.examine(model, TableRows.of(rows(19, 1)), List.of()));
        Doctor.examine(model, TableRows.of(rows(20, 1)), List.of());
    }
}
