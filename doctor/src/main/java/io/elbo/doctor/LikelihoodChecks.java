package io.elbo.doctor;

import static io.elbo.doctor.Remedies.text;

import io.elbo.model.Likelihood;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Checks whether p(x|z) fits the kind and the scale of the data. */
final class LikelihoodChecks {
    private static final String UNFIT = "likelihood_does_not_fit";
    /** The fraction of values other than 0 and 1 above which a Bernoulli likelihood does not fit. */
    private static final double GREY = 0.01;
    /** The fraction of values equal to 0 or 1 above which a density does not fit. */
    private static final double BINARY = 0.999;

    private static final double OFF = 4;
    /** A learned variance below this fraction of the data's variance has vanished. */
    private static final double VANISHING = 1e-3;

    void unfit(Examination e, List<Finding> findings) {
        Likelihood likelihood = e.vae().spec().likelihood();
        double grey = grey(e);
        if (likelihood.binary() && !e.binarized() && grey > GREY) {
            findings.add(e.remedies()
                    .noDensity()
                    .against(
                            UNFIT,
                            grey,
                            text(
                                    "%.0f %% of the values are neither 0 nor 1: a Bernoulli likelihood is not a density for "
                                            + "them, so the ELBO is a cross entropy and not a bound",
                                    100 * grey)));
        }
        if (likelihood.continuous() && 1 - grey > BINARY) {
            findings.add(e.remedies()
                    .binary()
                    .against(
                            UNFIT,
                            1 - grey,
                            text(
                                    "%.1f %% of the values are 0 or 1: a density of real numbers can grow without bound there",
                                    100 * (1 - grey))));
        }
    }

    private static double grey(Examination e) {
        float[] row = new float[e.rows().width()];
        long grey = 0;
        for (int i = 0; i < e.rows().count(); i++) {
            e.rows().read(i, row, 0);
            for (float x : row) {
                grey += x != 0 && x != 1 ? 1 : 0;
            }
        }
        return (double) grey / e.rows().count() / row.length;
    }

    void scale(Examination e, List<Finding> findings) {
        OptionalDouble variance = e.vae().spec().likelihood().fixedVariance();
        if (variance.isEmpty() || !e.random()) {
            return;
        }
        double error = squaredError(e);
        double ratio = error / variance.getAsDouble();
        if (ratio > OFF || ratio < 1 / OFF) {
            findings.add(e.remedies()
                    .wronglyScaled(error)
                    .against(
                            "likelihood_scale",
                            ratio,
                            text(
                                    "the mean squared error is %.3g but the likelihood's fixed variance is %.3g, which "
                                            + "weights reconstructions %s",
                                    error, variance.getAsDouble(), ratio > 1 ? "too much" : "too little")));
        }
    }

    private static double squaredError(Examination e) {
        float[] row = new float[e.rows().width()];
        float[][] means = e.vae().reconstruct(e.rows());
        double sum = 0;
        for (int i = 0; i < e.rows().count(); i++) {
            e.rows().read(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                double d = row[j] - means[i][j];
                sum += d * d;
            }
        }
        return sum / e.rows().count() / row.length;
    }

    void vanishing(Examination e, List<Finding> findings) {
        double[] learned = e.vae()
                .spec()
                .likelihood()
                .learnedVariances(name -> e.vae().weight("likelihood." + name))
                .orElse(new double[0]);
        double bound = VANISHING * variance(e);
        long vanished = Arrays.stream(learned).filter(v -> v < bound).count();
        if (vanished > 0) {
            double least = Arrays.stream(learned).min().orElseThrow();
            findings.add(e.remedies()
                    .vanishing()
                    .against(
                            "likelihood_variance_to_zero",
                            least,
                            text(
                                    "the learned variance of %d of %d features approaches zero (%.2g): they are constant or "
                                            + "exactly reconstructed, and the ELBO grows only through them",
                                    vanished, learned.length, least)));
        }
    }

    /** Returns the mean over the features of their variance over the rows. */
    private static double variance(Examination e) {
        int n = e.rows().count();
        float[] row = new float[e.rows().width()];
        double[] mean = new double[row.length];
        double[] squares = new double[row.length];
        for (int i = 0; i < n; i++) {
            e.rows().read(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                double before = row[j] - mean[j];
                mean[j] += before / (i + 1);
                squares[j] += before * (row[j] - mean[j]);
            }
        }
        double sum = 0;
        for (double s : squares) {
            sum += s / n / row.length;
        }
        return sum;
    }
}
