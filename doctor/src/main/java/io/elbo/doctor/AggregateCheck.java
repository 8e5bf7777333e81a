package io.elbo.doctor;

import io.elbo.data.FloatRows;
import io.elbo.math.CounterRandom;
import io.elbo.statistics.baseline.GaussianMixture;
import java.util.List;

/**
 * Checks whether the prior draws z from the region where the decoder was trained. It estimates {@code KL(q(z) || p(z))} between the
 * aggregate posterior and the prior: it fits a mixture of Gaussians to half of the draws of q(z) and evaluates it on the other half.
 */
final class AggregateCheck {
    private static final int COMPONENTS = 10;
    private static final int LEAST_ROWS = 200;
    /** The smallest gap that matters, in nats and as a fraction of the rows' KL divergence. A smaller gap is noise or harmless. */
    private static final double GAP = 0.5;

    private static final double PART = 0.05;

    void holes(Examination e, List<Finding> findings) {
        int n = e.encoding().mean().length;
        if (!e.random() || !e.vae().spec().prior().standard() || n < LEAST_ROWS) {
            return;
        }
        float[][] z = draws(e);
        float[][] first = new float[n / 2][];
        float[][] second = new float[n - n / 2][];
        System.arraycopy(z, 0, first, 0, first.length);
        System.arraycopy(z, first.length, second, 0, second.length);
        GaussianMixture mixture = GaussianMixture.fit(FloatRows.of(first), new GaussianMixture.Options(COMPONENTS));
        double gap = 0;
        double[] densities = mixture.logDensities(FloatRows.of(second));
        for (int i = 0; i < second.length; i++) {
            double prior = 0;
            for (float x : second[i]) {
                prior -= 0.5 * (Math.log(2 * Math.PI) + (double) x * x);
            }
            gap += (densities[i] - prior) / second.length;
        }
        if (gap > GAP && gap > PART * e.evaluation().elbo().kl()) {
            findings.add(e.remedies()
                    .holes()
                    .against(
                            "holes_in_the_prior",
                            gap,
                            Remedies.text(
                                    "the aggregate posterior and the prior are at least %.2f nats apart: samples from the prior "
                                            + "land where no row is encoded and the decoder was not trained",
                                    gap)));
        }
    }

    private static float[][] draws(Examination e) {
        CounterRandom random = CounterRandom.of(1, "doctor");
        int latent = e.vae().spec().latent();
        float[][] z = new float[e.encoding().mean().length][latent];
        for (int i = 0; i < z.length; i++) {
            random.normal(0, i, z[i], 0, latent);
            for (int j = 0; j < latent; j++) {
                double deviation = StrictMath.exp(e.encoding().logVariance()[i][j] / 2);
                z[i][j] = (float) (e.encoding().mean()[i][j] + deviation * z[i][j]);
            }
        }
        return z;
    }
}
