package io.elbo.spec;

import io.elbo.data.Rows;
import io.elbo.model.Bernoulli;
import io.elbo.model.ContinuousBernoulli;
import io.elbo.model.LearnedGaussian;
import io.elbo.model.LearnedScale;
import io.elbo.model.Likelihood;
import io.elbo.model.NegativeBinomial;
import io.elbo.model.Poisson;
import io.elbo.model.StudentT;
import java.util.Locale;
import java.util.Optional;

/**
 * A likelihood that suits the values of rows.
 *
 * @param name as in a spec
 * @param reason the reason, from the data
 */
public record LikelihoodChoice(Likelihood likelihood, String name, String reason) {
    /** The greatest ratio of variance to mean of counts that are modelled as Poisson, for which the ratio is 1. */
    private static final double OVERDISPERSED = 1.2;
    /** The kurtosis above which tails are heavy; that of a Gaussian is 3. */
    private static final double HEAVY_TAILS = 10;

    private static final double DEGREES_OF_FREEDOM = 5;

    /** Statistics of all values. */
    private static final class Findings {
        private long values;
        private long whole;
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;
        private long binary;
        private double overdispersion;
        private double kurtosis;
    }

    /** Chooses a likelihood from the values of all rows. */
    public static LikelihoodChoice of(Rows rows) {
        Findings f = look(rows);
        if (f.binary == f.values) {
            return new LikelihoodChoice(new Bernoulli(), "bernoulli", "every value is 0 or 1");
        }
        if (f.least >= 0 && f.most <= 1) {
            return new LikelihoodChoice(
                    new ContinuousBernoulli(),
                    "continuous_bernoulli",
                    String.format(
                            Locale.ROOT,
                            "values lie between 0 and 1, and %.0f %% of them are neither: a Bernoulli is no density there",
                            100.0 * (f.values - f.binary) / f.values));
        }
        if (f.whole == f.values && f.least >= 0) {
            boolean more = f.overdispersion > OVERDISPERSED;
            String seen = String.format(
                    Locale.ROOT, "values are counts whose variance is %.2g times their mean", f.overdispersion);
            return more
                    ? new LikelihoodChoice(new NegativeBinomial(LearnedScale.FEATURE), "negative_binomial", seen)
                    : new LikelihoodChoice(new Poisson(), "poisson", seen);
        }
        String seen = String.format(
                Locale.ROOT,
                "values are real numbers from %.3g to %.3g, of kurtosis %.2g",
                f.least,
                f.most,
                f.kurtosis);
        return f.kurtosis > HEAVY_TAILS
                ? new LikelihoodChoice(
                        new StudentT(DEGREES_OF_FREEDOM, LearnedScale.FEATURE), "student_t", seen + ": heavy tails")
                : new LikelihoodChoice(new LearnedGaussian(LearnedScale.FEATURE), "learned_gaussian", seen);
    }

    private static Findings look(Rows rows) {
        int width = rows.width();
        double[] mean = new double[width];
        Findings f = new Findings();
        float[] row = new float[width];
        for (int i = 0; i < rows.count(); i++) {
            rows.read(i, row, 0);
            for (int j = 0; j < width; j++) {
                float x = row[j];
                f.least = Math.min(f.least, x);
                f.most = Math.max(f.most, x);
                f.binary += x == 0 || x == 1 ? 1 : 0;
                f.whole += x == Math.rint(x) ? 1 : 0;
                mean[j] += x;
            }
        }
        f.values = (long) rows.count() * width;
        double[] second = new double[width];
        double[] fourth = new double[width];
        for (int i = 0; i < rows.count(); i++) {
            rows.read(i, row, 0);
            for (int j = 0; j < width; j++) {
                double d = row[j] - mean[j] / rows.count();
                second[j] += d * d;
                fourth[j] += d * d * d * d;
            }
        }
        int varying = 0;
        double means = 0;
        double variances = 0;
        for (int j = 0; j < width; j++) {
            if (second[j] > 0) {
                f.kurtosis += fourth[j] * rows.count() / (second[j] * second[j]);
                varying++;
            }
            means += mean[j];
            variances += second[j];
        }
        f.kurtosis = varying == 0 ? 0 : f.kurtosis / varying;
        f.overdispersion = means == 0 ? 0 : variances / means;
        return f;
    }

    /** Returns a warning about such a training run, if there is one. */
    public static Optional<Warning> warning(Likelihood likelihood, Rows rows, Binarization binarization) {
        if (!likelihood.binary() || binarization != Binarization.NONE) {
            return Optional.empty();
        }
        float[] row = new float[rows.width()];
        for (int i = 0; i < rows.count(); i++) {
            rows.read(i, row, 0);
            for (float x : row) {
                if (x != 0 && x != 1) {
                    return Optional.of(new Warning(
                            "grey values under a Bernoulli likelihood: the ELBO is a cross entropy, not a bound "
                                    + "of a density",
                            Advice.of(
                                    "%s or %s gives one",
                                    new Change.WithBinarization(Binarization.DYNAMIC),
                                    new Change.WithLikelihood(new ContinuousBernoulli()))));
                }
            }
        }
        return Optional.empty();
    }
}
