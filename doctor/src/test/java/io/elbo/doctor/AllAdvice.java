package io.elbo.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All advice of the doctor, by the name of the finding, for tests of its wording. */
public final class AllAdvice {
    private AllAdvice() {}

    /** The advice for models of images. */
    public static Map<String, Finding> ofImages() {
        return all(new Remedies());
    }

    /** The advice for models of tables. */
    public static Map<String, Finding> ofTables() {
        Map<String, Finding> all = all(new TableRemedies(90, 30));
        add(all, "too_few_epochs", new TableRemedies(10, 30).collapsed());
        add(all, "values_out_of_range", TableRemedies.outOfRange(List.of()));
        add(all, "dates_out_of_range", TableRemedies.outOfRange(List.of("when", "the day")));
        add(all, "odd_names_out_of_range", TableRemedies.outOfRange(List.of("--out", "a,b")));
        add(all, "rows_unlike_training", TableRemedies.anomalies());
        return all;
    }

    private static Map<String, Finding> all(Remedies remedies) {
        Map<String, Finding> all = new LinkedHashMap<>();
        add(all, "posterior_collapse", remedies.collapsed());
        add(all, "dead_latents", remedies.dead(5));
        add(all, "duplicated_latents", remedies.duplicated(3));
        add(all, "posterior_variance_to_zero", remedies.certain());
        add(all, "holes_in_the_prior", remedies.holes());
        add(all, "over_fitting", remedies.overfit());
        add(all, "loss_still_falling", remedies.unfinished(20));
        add(all, "divergence", remedies.ranAway(0.02));
        add(all, "learning_rate_too_high", remedies.unsteady(1e-4));
        add(all, "likelihood_does_not_fit", remedies.noDensity());
        add(all, "binary", remedies.binary());
        add(all, "likelihood_scale", remedies.wronglyScaled(0.012345));
        add(all, "likelihood_variance_to_zero", remedies.vanishing());
        return all;
    }

    private static void add(Map<String, Finding> all, String name, Remedies.Remedy remedy) {
        all.put(name, remedy.against(name, 1, "meaning"));
    }
}
