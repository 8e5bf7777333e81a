package io.elbo.course.study;

import io.elbo.Tiny;
import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.engine.execution.Parameters;
import io.elbo.file.ModelFile;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.util.Random;

/** Test models of one number x and one z, whose properties are all known. */
final class Scalars {
    private Scalars() {}

    /** Weights that are exact in a float, so that the engine's model is the same. */
    static ScalarModel random(Random random) {
        return new ScalarModel(
                number(random), number(random), number(random), number(random), number(random), number(random), 0.5);
    }

    private static double number(Random random) {
        return Math.round(random.nextGaussian() * 64) / 64.0;
    }

    static void set(Parameters parameters, ScalarModel m) {
        parameters.set("mean.weight", new float[] {(float) m.a()});
        parameters.set("mean.bias", new float[] {(float) m.b()});
        parameters.set("log_variance.weight", new float[] {(float) m.k()});
        parameters.set("log_variance.bias", new float[] {(float) m.l()});
        parameters.set("decoder.0.weight", new float[] {(float) m.c()});
        parameters.set("decoder.0.bias", new float[] {(float) m.d()});
    }

    static Vae vae(ScalarModel m) {
        VaeSpec spec = ScalarModel.spec(m.variance());
        Training training = Training.defaults();
        Parameters parameters = ModelFile.initial(spec, training);
        set(parameters, m);
        return Tiny.model(spec, parameters, training);
    }

    static FloatRows rows(double... x) {
        float[][] rows = new float[x.length][1];
        for (int i = 0; i < x.length; i++) {
            rows[i][0] = (float) x[i];
        }
        return FloatRows.of(rows);
    }

    /**
     * Returns the variance of {@code ln p(x|z)} over z from q. With {@code e = x - c f - d} and {@code z = f + s t}, it is that of
     * {@code (e c s t - (c s t)^2 / 2) / s_x^2}, t from N(0, 1).
     */
    static double varianceB(ScalarModel m, double x) {
        double s = Math.exp(m.logVariance(x) / 2);
        double e = x - m.c() * m.mean(x) - m.d();
        return variance(e * m.c() * s / m.variance(), -m.c() * m.c() * s * s / 2 / m.variance());
    }

    /** Returns the same with {@code ln p(z) - ln q(z|x)} added, which is {@code (t^2 - (f + s t)^2) / 2} plus a constant. */
    static double varianceA(ScalarModel m, double x) {
        double s = Math.exp(m.logVariance(x) / 2);
        double e = x - m.c() * m.mean(x) - m.d();
        return variance(
                e * m.c() * s / m.variance() - m.mean(x) * s,
                -m.c() * m.c() * s * s / 2 / m.variance() + 0.5 - s * s / 2);
    }

    /** Returns the variance of {@code p t + q t^2}. */
    private static double variance(double p, double q) {
        return p * p + 2 * q * q;
    }
}
