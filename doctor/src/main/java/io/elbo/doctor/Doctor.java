package io.elbo.doctor;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.data.table.TableRows;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.Provenance;
import io.elbo.table.TableModel;
import io.elbo.table.TableTraining;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Examines trained models for common problems. */
public final class Doctor {
    private static final int LEAST_ROWS = 20;

    private static final List<Check> OF_TRAINING = List.of(new DivergenceCheck()::ranAway);

    private static final List<Check> OF_LATENTS =
            List.of(new LatentChecks()::collapsed, new LatentChecks()::dead, new LatentChecks()::duplicated);

    /**
     * Checks that do not apply to tables. Table cells have probabilities, which never exceed one even if a variance approaches zero.
     * Drawn rows are corrected where the prior and the aggregate posterior differ.
     */
    private static final List<Check> OF_DENSITIES = List.of(
            new LatentChecks()::certain,
            new LikelihoodChecks()::unfit,
            new LikelihoodChecks()::scale,
            new LikelihoodChecks()::vanishing,
            new AggregateCheck()::holes);

    private static final List<Check> OF_CURVES =
            List.of(new CurveChecks()::overfit, new CurveChecks()::unfinished, new CurveChecks()::unsteady);

    /** A single check. */
    @FunctionalInterface
    interface Check {
        /** Adds the findings of this check. */
        void examine(Examination examination, List<Finding> findings);
    }

    private Doctor() {}

    /**
     * Examines a model.
     *
     * @param rows rows that the model was not trained on but that resemble its training data; at least 20
     * @param epochs the metrics of the training epochs; empty if unknown, and then the curves are not checked
     * @return the findings, the most serious kinds first; empty if nothing is wrong
     */
    public static List<Finding> examine(Vae vae, Rows rows, List<EpochMetrics> epochs) {
        checkCount(rows.count());
        List<Finding> findings = new ArrayList<>();
        examine(
                Examination.of(vae, rows, epochs, new Remedies()),
                List.of(OF_TRAINING, OF_LATENTS, OF_DENSITIES, OF_CURVES),
                findings);
        return List.copyOf(findings);
    }

    /**
     * Examines the model of a table. Also reports whether the rows resemble the training data.
     *
     * @param rows rows that the model was not trained on, in the column order of its schema; at least 20
     * @param epochs the metrics of the training epochs; empty if unknown, and then the curves are not checked
     */
    public static List<Finding> examine(TableModel model, TableRows rows, List<EpochMetrics> epochs) {
        checkCount(rows.count());
        TableRows some = rows.count() <= Examination.MOST_ROWS
                ? rows
                : rows.select(IntStream.range(0, Examination.MOST_ROWS).toArray());
        List<Finding> findings = new ArrayList<>();
        TableChecks.outOfRange(model, some, findings);
        TableChecks.anomalies(model, some, findings);
        examine(
                Examination.of(model.vae(), model.examples(some), epochs, remedies(model)),
                List.of(OF_TRAINING, OF_LATENTS, OF_CURVES),
                findings);
        return List.copyOf(findings);
    }

    private static TableRemedies remedies(TableModel model) {
        Provenance from = model.provenance();
        long columns = model.schema().columns().stream()
                .filter(column -> !column.type().ignored())
                .count();
        return new TableRemedies(
                from.training().epochs(),
                TableTraining.of(from.trainingRows() + from.validationRows(), (int) columns)
                        .training()
                        .epochs());
    }

    /**
     * Returns the rows of a table with which to examine its model: the held-out rows if there are at least 20, otherwise all rows.
     */
    public static TableRows rowsToExamine(TableModel model, TableRows rows) {
        return model.heldOut(rows)
                .filter(heldOut -> heldOut.count() >= LEAST_ROWS)
                .orElse(rows);
    }

    private static void examine(Examination examination, List<List<Check>> kinds, List<Finding> findings) {
        kinds.forEach(checks -> checks.forEach(check -> check.examine(examination, findings)));
    }

    private static void checkCount(int rows) {
        if (rows < LEAST_ROWS) {
            throw new DataException(
                    rows + " rows are too few to examine a model; at least " + LEAST_ROWS + " are needed");
        }
    }
}
