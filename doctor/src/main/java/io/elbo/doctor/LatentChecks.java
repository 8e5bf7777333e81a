package io.elbo.doctor;

import static io.elbo.doctor.Remedies.text;

import java.util.ArrayList;
import java.util.List;

/** Checks whether the latents carry information, whether two carry the same, and whether the posterior is almost deterministic. */
final class LatentChecks {
    /** The total KL divergence, in nats, below which a model does not use its latents. */
    private static final double COLLAPSED = 0.1;

    private static final double DEAD = 0.01;
    private static final double ACTIVE_VARIANCE = 0.01;
    private static final double SAME = 0.95;
    /** The logarithm of a variance: a standard deviation of about 3 % of the prior's. */
    private static final double CERTAIN = Math.log(1e-3);

    void collapsed(Examination e, List<Finding> findings) {
        double kl = e.evaluation().elbo().kl();
        if (e.random() && kl < COLLAPSED) {
            findings.add(e.remedies()
                    .collapsed()
                    .against(
                            "posterior_collapse",
                            kl,
                            text(
                                    "all latents together carry %.3f nats: q(z|x) is almost the prior for every x, and the "
                                            + "decoder ignores z",
                                    kl)));
        }
    }

    void dead(Examination e, List<Finding> findings) {
        List<Double> kl = e.evaluation().klPerLatent();
        double[] variances = e.variances();
        int latent = variances.length;
        int dead = 0;
        for (int j = 0; j < latent; j++) {
            boolean silent = e.random() && !kl.isEmpty() ? kl.get(j) < DEAD : variances[j] < 1e-6;
            dead += silent ? 1 : 0;
        }
        boolean all = e.random() && e.evaluation().elbo().kl() < COLLAPSED;
        if (dead > 0 && !all) {
            findings.add(e.remedies()
                    .dead(Math.max(1, latent - dead))
                    .against("dead_latents", dead, text("%d of %d latents carry no information", dead, latent)));
        }
    }

    void duplicated(Examination e, List<Finding> findings) {
        double[] variances = e.variances();
        List<String> pairs = new ArrayList<>();
        double worst = 0;
        for (int a = 0; a < variances.length; a++) {
            for (int b = a + 1; b < variances.length; b++) {
                if (Math.min(variances[a], variances[b]) > ACTIVE_VARIANCE) {
                    double correlation = Math.abs(correlation(e.encoding().mean(), a, b));
                    if (correlation > SAME) {
                        pairs.add(a + " and " + b);
                        worst = Math.max(worst, correlation);
                    }
                }
            }
        }
        if (!pairs.isEmpty()) {
            findings.add(e.remedies()
                    .duplicated(Math.max(1, variances.length - pairs.size()))
                    .against(
                            "duplicated_latents",
                            worst,
                            text(
                                    "latents %s carry the same information (correlation of their means up to %.3f)",
                                    String.join(", ", pairs.subList(0, Math.min(5, pairs.size()))), worst)));
        }
    }

    static double correlation(float[][] rows, int a, int b) {
        double meanA = 0;
        double meanB = 0;
        for (float[] row : rows) {
            meanA += row[a] / (double) rows.length;
            meanB += row[b] / (double) rows.length;
        }
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (float[] row : rows) {
            ab += (row[a] - meanA) * (row[b] - meanB);
            aa += (row[a] - meanA) * (row[a] - meanA);
            bb += (row[b] - meanB) * (row[b] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }

    void certain(Examination e, List<Finding> findings) {
        if (!e.random()) {
            return;
        }
        int latent = e.vae().spec().latent();
        double least = 0;
        int count = 0;
        for (int j = 0; j < latent; j++) {
            double mean = 0;
            for (float[] row : e.encoding().logVariance()) {
                mean += row[j] / (double) e.encoding().logVariance().length;
            }
            count += mean < CERTAIN ? 1 : 0;
            least = Math.min(least, mean);
        }
        if (count > 0) {
            findings.add(e.remedies()
                    .certain()
                    .against(
                            "posterior_variance_to_zero",
                            Math.exp(least / 2),
                            text(
                                    "%d latents have a posterior standard deviation as low as %.2g: z is almost "
                                            + "deterministic, as in a plain autoencoder, and the decoder was not trained between the codes",
                                    count, Math.exp(least / 2))));
        }
    }
}
