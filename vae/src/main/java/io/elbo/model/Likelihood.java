package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The likelihood p(x|z): the distribution of a row given the decoder's output. Features are independent given z. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Bernoulli.class, name = "bernoulli"),
    @JsonSubTypes.Type(value = ContinuousBernoulli.class, name = "continuous_bernoulli"),
    @JsonSubTypes.Type(value = Gaussian.class, name = "gaussian"),
    @JsonSubTypes.Type(value = LearnedGaussian.class, name = "learned_gaussian"),
    @JsonSubTypes.Type(value = Laplace.class, name = "laplace"),
    @JsonSubTypes.Type(value = StudentT.class, name = "student_t"),
    @JsonSubTypes.Type(value = LogNormal.class, name = "log_normal"),
    @JsonSubTypes.Type(value = Poisson.class, name = "poisson"),
    @JsonSubTypes.Type(value = NegativeBinomial.class, name = "negative_binomial"),
    @JsonSubTypes.Type(value = Categorical.class, name = "categorical"),
    @JsonSubTypes.Type(value = LogisticMixture.class, name = "logistic_mixture"),
    @JsonSubTypes.Type(value = ProductLikelihood.class, name = "product")
})
public sealed interface Likelihood
        permits Bernoulli,
                ContinuousBernoulli,
                Gaussian,
                LocationScale,
                Poisson,
                Categorical,
                LogisticMixture,
                ProductLikelihood {
    /**
     * Returns the shape of the decoder's output for data of a shape.
     *
     * @throws IllegalArgumentException if the data cannot have this likelihood
     */
    Shape outputs(Shape data);

    /**
     * Returns the distribution for one row.
     *
     * @param output the decoder's output, of shape {@link #outputs}
     * @param data the shape of a row
     * @param network creates the parameters that are learned in addition to the decoder's, under {@code likelihood.*}
     */
    Distribution of(Node output, Shape data, Network network);

    /**
     * Returns p(x|z) for one z, in double precision.
     *
     * @param output the values of the decoder's output, of shape {@link #outputs}
     * @param data the shape of a row
     * @param learned the values of the additional parameters, by their name after {@code likelihood.}
     */
    RowDistribution at(float[] output, Shape data, Function<String, float[]> learned);

    /** Returns whether this is a density over real numbers (true) or a probability of discrete values (false). */
    boolean continuous();

    /** Returns whether this is a probability of the values 0 and 1 that also accepts values between them without being a density. */
    default boolean binary() {
        return false;
    }

    /** Returns whether the log density is a scaled squared error plus a constant. */
    default boolean squaredError() {
        return false;
    }

    /** Returns the fixed variance that divides the squared error, if the model's weights do not contain it. */
    default OptionalDouble fixedVariance() {
        return OptionalDouble.empty();
    }

    /**
     * Returns the squared error {@code sum_i (x_i - m_i)^2} of a row, given its log density; empty without a {@link #fixedVariance}.
     *
     * @param logDensity {@code ln p(x|z)}, in nats
     * @param features the number of features of the row
     */
    default OptionalDouble squaredError(double logDensity, int features) {
        OptionalDouble fixed = fixedVariance();
        if (fixed.isEmpty()) {
            return fixed;
        }
        double variance = fixed.getAsDouble();
        return OptionalDouble.of(-variance * (2 * logDensity + features * StrictMath.log(2 * Math.PI * variance)));
    }

    /**
     * Returns the variances that training learned for all rows alike: one, or one per feature; empty if there are none.
     *
     * @param learned the values of the additional parameters, by their name after {@code likelihood.}
     */
    default Optional<double[]> learnedVariances(Function<String, float[]> learned) {
        return Optional.empty();
    }

    /**
     * Checks a value.
     *
     * @param feature the index of the value in the row
     * @return null if the value is valid, otherwise a description of the valid values
     */
    String refuses(int feature, float x);

    /** The distribution p(x|z) for one z. */
    interface Distribution {
        /** Returns {@code ln p(x_i|z)} in nats, in the shape of the data; for a one-hot group, one value for the group. */
        Node logDensities(Node x);

        /** Returns {@code ln p(x|z) = sum_i ln p(x_i|z)} in nats, {@code [1]}. */
        default Node logDensity(Node x) {
            return logDensities(x).sumAll();
        }

        /** Returns {@code E[x|z]}, in the shape of the data. */
        Node mean();
    }
}
