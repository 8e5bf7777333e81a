package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/** p(x|z): the distribution of a row given the decoder's output. Features are independent given z. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Bernoulli.class, name = "bernoulli"),
    @JsonSubTypes.Type(value = Gaussian.class, name = "gaussian")
})
public sealed interface Likelihood permits Bernoulli, Gaussian {
    /** The shape that the decoder must end in, for data of this shape. */
    Shape outputs(Shape data);

    /**
     * {@code ln p(x|z)} in nats, summed over features.
     *
     * @param x the row
     * @param output the decoder's output
     * @return {@code [1]}
     */
    Node logDensity(Node x, Node output);

    /** {@code E[x|z]}, in the shape of the data. */
    Node mean(Node output);

    /** Whether this is a density over real numbers (true) or a probability of discrete values. */
    boolean continuous();

    /**
     * Whether a value may occur.
     *
     * @return null if it may, otherwise what would be right
     */
    String refuses(float x);
}
