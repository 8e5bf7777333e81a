package io.elbo.inference;

import io.elbo.engine.execution.Parameters;
import io.elbo.math.CounterRandom;
import io.elbo.model.MixturePrior;
import io.elbo.model.Prior;
import io.elbo.model.StandardNormal;
import io.elbo.model.VampPrior;
import io.elbo.spec.VaeSpec;

/** Draws from p(z). Draw i is the same however many are drawn. */
public final class PriorDraws {
    private PriorDraws() {}

    public static float[][] of(VaeSpec spec, Parameters parameters, int n, long seed) {
        if (spec.prior() instanceof VampPrior) {
            float[][] latents = of(new StandardNormal(), parameters, spec.latent(), n, seed);
            VampComponents.of(spec, parameters).move(latents, seed);
            return latents;
        }
        return of(spec.prior(), parameters, spec.latent(), n, seed);
    }

    /** The same of a prior that does not depend on the model's networks. */
    public static float[][] of(Prior prior, Parameters parameters, int latent, int n, long seed) {
        CounterRandom random = CounterRandom.of(seed, "prior");
        float[][] latents = new float[n][latent];
        for (int i = 0; i < n; i++) {
            random.normal(0, i, latents[i], 0, latent);
        }
        if (prior instanceof StandardNormal) {
            return latents;
        }
        if (prior instanceof MixturePrior mixture) {
            mix(mixture, parameters, latents, seed);
            return latents;
        }
        throw new IllegalStateException("no draws from " + prior);
    }

    private static void mix(MixturePrior prior, Parameters parameters, float[][] latents, long seed) {
        float[] means = parameters.get("prior.mean");
        float[] raw = parameters.get("prior.log_variance");
        double[] cumulative = cumulative(parameters.get("prior.logits"));
        CounterRandom random = CounterRandom.of(seed, "prior component");
        float[] uniform = new float[1];
        for (int i = 0; i < latents.length; i++) {
            random.uniform(0, i, 0, uniform, 0, 1);
            int k = 0;
            while (k < prior.components() - 1 && cumulative[k] < uniform[0]) {
                k++;
            }
            float[] z = latents[i];
            for (int j = 0; j < z.length; j++) {
                int at = k * z.length + j;
                z[j] = (float) (means[at] + StrictMath.exp(MixturePrior.logVariance(raw[at]) / 2) * z[j]);
            }
        }
    }

    private static double[] cumulative(float[] logits) {
        double highest = Double.NEGATIVE_INFINITY;
        for (float l : logits) {
            highest = Math.max(highest, l);
        }
        double[] sums = new double[logits.length];
        double sum = 0;
        for (int k = 0; k < sums.length; k++) {
            sum += StrictMath.exp(logits[k] - highest);
            sums[k] = sum;
        }
        for (int k = 0; k < sums.length; k++) {
            sums[k] /= sum;
        }
        return sums;
    }
}
