package io.elbo.doctor;

import io.elbo.data.FloatRows;
import io.elbo.math.CounterRandom;
import io.elbo.statistics.baseline.GaussianMixture;
import java.util.List;

/**
 * Whether the prior draws z from where the decoder was trained: {@code KL(q(z) || p(z))} between aggregate posterior and
 * prior, with a mixture of Gaussians fitted to half of the draws of q(z) and measured on the other half.
 */
final class AggregateCheck {
    private static final int COMPONENTS = 10;
    private static final int LEAST_ROWS = 200;
    /** Nats, and as a part of the KL divergence of the rows: below, the gap is noise or of no consequence. */
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
                                    "aggregate posterior and prior are at least %.2f nats apart: draws of the prior land "
                                            + "where no row's z lies, and the decoder was not trained there",
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
