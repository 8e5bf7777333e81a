package io.elbo.course.study;

import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.evaluation.Encoding;
import io.elbo.math.Quadrature;
import io.elbo.parallel.Threads;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the terms of {@code ln p(x) = ELBO + KL(q || p(z|x))} for a model with one latent, each by its own integral:
 *
 * <ul>
 *   <li>{@code ln p(x) = ln integral p(x|z) p(z) dz}: the trapezoid rule over the prior;
 *   <li>the ELBO: the trapezoid rule over q for {@code E_q[ln p(x|z)]}, and the KL divergence to the prior in closed form;
 *   <li>{@code KL(q || p(z|x)) = E_q[ln q - ln p(z|x)]}: Gauss-Legendre quadrature over q, and over the prior for the normalizing
 *       constant of p(z|x).
 * </ul>
 */
final class Exact {
    private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);
    /** The number of standard deviations beyond which a normal density is negligible. */
    private static final double REACH = 10;

    private static final Quadrature PRIOR_TRAPEZOID = Quadrature.trapezoid(-REACH, REACH, 2000);
    private static final Quadrature PRIOR_GAUSS = Quadrature.gaussLegendre(-REACH, REACH, 400);
    private static final Quadrature Q_TRAPEZOID = Quadrature.trapezoid(-REACH, REACH, 80);
    private static final Quadrature Q_GAUSS = Quadrature.gaussLegendre(-REACH, REACH, 20);

    private final Vae model;
    private final SmallDecoder decoder;

    Exact(Vae model) {
        if (model.spec().latent() != 1
                || !model.spec().posterior().random()
                || !model.spec().prior().standard()) {
            throw new IllegalArgumentException("latent " + model.spec().latent()
                    + ": must be 1, with a Gaussian posterior and a standard normal prior, for a quadrature");
        }
        this.model = model;
        decoder = new SmallDecoder(model);
    }

    List<DecompositionStudy.Terms> terms(Rows rows) {
        Encoding q = model.encode(rows);
        double[][] trapezoid = outputs(PRIOR_TRAPEZOID.nodes());
        double[][] gauss = outputs(PRIOR_GAUSS.nodes());
        DecompositionStudy.Terms[] terms = new DecompositionStudy.Terms[rows.count()];
        Threads.each(terms.length, row -> {
            float[] x = new float[rows.width()];
            rows.read(row, x, 0);
            double mean = q.mean(row, 0);
            double deviation = StrictMath.exp(q.logVariance(row, 0) / 2.0);
            double kl = Draws.kl(q.mean(row), q.logVariance(row));
            terms[row] = new DecompositionStudy.Terms(
                    PRIOR_TRAPEZOID.logIntegral(logJoint(x, PRIOR_TRAPEZOID.nodes(), trapezoid)),
                    reconstruction(x, mean, deviation) - kl,
                    gap(x, mean, deviation, PRIOR_GAUSS.logIntegral(logJoint(x, PRIOR_GAUSS.nodes(), gauss))));
        });
        return new ArrayList<>(List.of(terms));
    }

    private double[][] outputs(double[] z) {
        return Threads.array(z.length, i -> decoder.output(z[i]), double[][]::new);
    }

    /** Returns {@code ln p(x|z) + ln p(z)} at each z. */
    private double[] logJoint(float[] x, double[] z, double[][] outputs) {
        double[] values = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            values[i] = decoder.logLikelihood(x, outputs[i]) + logNormal(z[i]);
        }
        return values;
    }

    /** Returns {@code ln N(t; 0, 1)}. */
    private static double logNormal(double t) {
        return -0.5 * (LOG_TWO_PI + t * t);
    }

    /** Returns {@code E_q[ln p(x|z)]}, integrated over {@code z = mean + deviation t}. */
    private double reconstruction(float[] x, double mean, double deviation) {
        return Q_TRAPEZOID.integral(i -> {
            double t = Q_TRAPEZOID.nodes()[i];
            return StrictMath.exp(logNormal(t)) * decoder.logLikelihood(x, decoder.output(mean + deviation * t));
        });
    }

    /** Returns {@code KL(q || p(z|x))}, given the logarithm of the integral of p(x, z) over z. */
    private double gap(float[] x, double mean, double deviation, double logNormalizer) {
        return Q_GAUSS.integral(i -> {
            double t = Q_GAUSS.nodes()[i];
            double z = mean + deviation * t;
            double logQ = logNormal(t) - StrictMath.log(deviation);
            double logPosterior = decoder.logLikelihood(x, decoder.output(z)) + logNormal(z) - logNormalizer;
            return StrictMath.exp(logNormal(t)) * (logQ - logPosterior);
        });
    }
}
