package io.elbo.image.latent;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How well the position along a direction predicts its attribute, measured on held-out rows. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Separation.OfGroups.class, name = "groups"),
    @JsonSubTypes.Type(value = Separation.OfFactor.class, name = "factor")
})
public sealed interface Separation {
    /** Returns the number of held-out rows. */
    int rows();

    /**
     * The separation of rows with an attribute from rows without it.
     *
     * @param rows the number of held-out rows
     * @param auroc the probability that a row with the attribute is further along the direction than one without
     * @param accuracy the balanced accuracy of a threshold half-way between the means of both groups: the mean over the groups of the
     *     fraction on the correct side; 1/2 is chance
     */
    record OfGroups(int rows, double auroc, double accuracy) implements Separation {}

    /**
     * The separation of a continuous factor.
     *
     * @param rows the number of held-out rows
     * @param rSquared the fraction of the factor's variance that a linear regression on the position along the direction explains;
     *     below 0 if it is worse than predicting the mean
     */
    record OfFactor(int rows, double rSquared) implements Separation {}
}
