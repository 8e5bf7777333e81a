package io.elbo.model;

import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** The distribution p(x|z) of a row for one z, in double precision. */
public interface RowDistribution {
    /** Returns {@code ln p(x|z)}, in nats. */
    double logDensity(float[] x);

    /** Returns {@code E[x_i|z]}. */
    double mean(int feature);

    /**
     * Returns the smallest x with {@code P(X_i <= x|z) >= p}.
     *
     * @param p above 0 and below 1
     */
    double quantile(int feature, double p);

    /**
     * Draws from p(x|z). If features are independent, each is its quantile at a uniform number.
     *
     * @param uniform numbers in (0, 1) by address; a feature that needs one number uses the number at its index
     * @param to receives the row from index {@code at}
     */
    void sample(IntToDoubleFunction uniform, float[] to, int at);

    /** Returns a distribution of features that are independent given z. */
    static RowDistribution independent(int features, IntFunction<ValueDistribution> of) {
        return new RowDistribution() {
            @Override
            public double logDensity(float[] x) {
                double sum = 0;
                for (int i = 0; i < features; i++) {
                    sum += of.apply(i).logDensity(x[i]);
                }
                return sum;
            }

            @Override
            public double mean(int feature) {
                return of.apply(feature).mean();
            }

            @Override
            public double quantile(int feature, double p) {
                return of.apply(feature).quantile(p);
            }

            @Override
            public void sample(IntToDoubleFunction uniform, float[] to, int at) {
                for (int i = 0; i < features; i++) {
                    to[at + i] = (float) of.apply(i).quantile(uniform.applyAsDouble(i));
                }
            }
        };
    }
}
