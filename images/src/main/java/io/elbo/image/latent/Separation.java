package io.elbo.image.latent;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How well the place of latents along a direction tells of its attribute, on rows that the direction was not made from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Separation.OfGroups.class, name = "groups"),
    @JsonSubTypes.Type(value = Separation.OfFactor.class, name = "factor")
})
public sealed interface Separation {
    /** The rows that it was measured on. */
    int rows();

    /**
     * Of rows with an attribute and rows without.
     *
     * @param rows that it was measured on
     * @param auroc the probability that a row with the attribute is further along the direction than one without
     * @param accuracy of a threshold half-way between the means of both groups: the mean over the groups of the share that
     *     is on its side; 1/2 is chance
     */
    record OfGroups(int rows, double auroc, double accuracy) implements Separation {}

    /**
     * Of a continuous factor.
     *
     * @param rows that it was measured on
     * @param rSquared the share of the factor's variance that a line through the places along the direction explains; below
     *     0 if that is worse than the mean
     */
    record OfFactor(int rows, double rSquared) implements Separation {}
}
