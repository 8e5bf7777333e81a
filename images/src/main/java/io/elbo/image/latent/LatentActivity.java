package io.elbo.image.latent;

import io.elbo.evaluation.Encoding;
import io.elbo.model.Prior;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much information a latent carries about rows.
 *
 * @param latent the index of the latent, from 0
 * @param kl {@code KL(q(z|x) || p(z))} of this latent, as the mean over rows, in nats; NaN if the posterior is a point
 * @param variance the variance over rows of the means of q(z|x)
 * @param active whether the variance is more than 0.01 (Burda, Grosse and Salakhutdinov 2016)
 */
public record LatentActivity(int latent, double kl, double variance, boolean active) {
    private static final double ACTIVE = 0.01;

    /**
     * Returns all latents, the most informative first: by their KL divergence, or by their variance if the posterior is a point.
     *
     * @param prior the prior of the model. If it is not standard normal, a single latent has no KL divergence in closed form. The
     *     divergence is then to the normal distribution with the mean and variance of the aggregate posterior,
     *     {@code 1/2 (ln(var(mean) + mean(v)) - mean(ln v))} with the variances v of q(z|x)
     */
    public static List<LatentActivity> ranked(Encoding q, Prior prior) {
        Latents.rows("latents", q.mean());
        boolean standard = prior.standard();
        return IntStream.range(0, q.latent())
                .mapToObj(j -> of(q, j, standard))
                .sorted(Comparator.comparingDouble((LatentActivity a) -> Double.isNaN(a.kl) ? -a.variance : -a.kl))
                .toList();
    }

    private static LatentActivity of(Encoding q, int j, boolean standard) {
        int n = q.rows();
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += q.mean(i, j);
        }
        mean /= n;
        double squares = 0;
        double spread = 0;
        double logSpread = 0;
        boolean random = q.random();
        for (int i = 0; i < n; i++) {
            squares += (q.mean(i, j) - mean) * (q.mean(i, j) - mean);
            spread += random ? StrictMath.exp(q.logVariance(i, j)) : 0;
            logSpread += random ? q.logVariance(i, j) : 0;
        }
        double variance = squares / n;
        double total = variance + spread / n;
        double kl = !random
                ? Double.NaN
                : standard
                        ? (total + mean * mean - 1 - logSpread / n) / 2
                        : (StrictMath.log(total) - logSpread / n) / 2;
        return new LatentActivity(j, kl, variance, variance > ACTIVE);
    }
}
