package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.OptionalDouble;
import java.util.function.Function;

/** p(x|z): the distribution of a row given the decoder's output. Features are independent given z. */
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
                LearnedGaussian,
                Laplace,
                StudentT,
                LogNormal,
                Poisson,
                NegativeBinomial,
                Categorical,
                LogisticMixture,
                ProductLikelihood {
    /**
     * The shape that the decoder must end in, for data of this shape.
     *
     * @throws IllegalArgumentException if the data cannot have this likelihood
     */
    Shape outputs(Shape data);

    /**
     * The distribution for one row.
     *
     * @param output the decoder's, of shape {@link #outputs}
     * @param data the shape of a row
     * @param network makes the parameters that are learned beside the decoder's, under {@code likelihood.*}
     */
    Distribution of(Node output, Shape data, Network network);

    /**
     * p(x|z) for one z, in double precision.
     *
     * @param output the decoder's numbers, of shape {@link #outputs}
     * @param data the shape of a row
     * @param learned the values of what is learned beside the decoder's output, by the name below {@code likelihood.}
     */
    RowDistribution at(float[] output, Shape data, Function<String, float[]> learned);

    /** Whether this is a density over real numbers (true) or a probability of discrete values. */
    boolean continuous();

    /** Whether it gives the values 0 and 1 probabilities, and is no density of those between, which it takes too. */
    default boolean binary() {
        return false;
    }

    /** Whether its log density is a squared error, scaled, and a constant. */
    default boolean squaredError() {
        return false;
    }

    /** The variance that a squared error is divided by, if that is no part of the model's weights. */
    default OptionalDouble fixedVariance() {
        return OptionalDouble.empty();
    }

    /**
     * Whether a value may occur.
     *
     * @param feature its place in the row
     * @return null if it may, otherwise what would be right
     */
    String refuses(int feature, float x);

    /** p(x|z) for one z. */
    interface Distribution {
        /** {@code ln p(x_i|z)} in nats, in the shape of the data; for a one-hot group, one value for the group. */
        Node logDensities(Node x);

        /** {@code ln p(x|z) = sum_i ln p(x_i|z)} in nats, {@code [1]}. */
        default Node logDensity(Node x) {
            return logDensities(x).sumAll();
        }

        /** {@code E[x|z]}, in the shape of the data. */
        Node mean();
    }
}
