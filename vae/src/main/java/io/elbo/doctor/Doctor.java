package io.elbo.doctor;

import io.elbo.EpochMetrics;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import java.util.ArrayList;
import java.util.List;

/** Looks a trained model over. */
public final class Doctor {
    private static final int LEAST_ROWS = 20;

    private static final List<Check> CHECKS = List.of(
            new LatentChecks()::collapsed,
            new LatentChecks()::dead,
            new LatentChecks()::duplicated,
            new LatentChecks()::certain,
            new LikelihoodChecks()::unfit,
            new LikelihoodChecks()::scale,
            new LikelihoodChecks()::vanishing,
            new AggregateCheck()::holes,
            new CurveChecks()::overfit,
            new CurveChecks()::unfinished,
            new CurveChecks()::unsteady);

    /** One thing to look at. */
    @FunctionalInterface
    interface Check {
        /** Adds what it finds. */
        void examine(Examination examination, List<Finding> findings);
    }

    private Doctor() {}

    /**
     * Examines a model.
     *
     * @param rows that it was not trained on, of the kind that it was; at least 20
     * @param epochs what the epochs of its training came to; empty if that is not known, and then nothing is said of it
     * @return what was found, the gravest kinds first; empty if nothing is wrong
     */
    public static List<Finding> examine(Vae vae, Rows rows, List<EpochMetrics> epochs) {
        if (rows.count() < LEAST_ROWS) {
            throw new DataException(
                    rows.count() + " rows are too few to examine a model; at least " + LEAST_ROWS + " are needed");
        }
        Examination examination = Examination.of(vae, rows, epochs);
        List<Finding> findings = new ArrayList<>();
        CHECKS.forEach(check -> check.examine(examination, findings));
        return List.copyOf(findings);
    }
}
