package io.elbo.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The conversion of values between 0 and 1 to 0 or 1 for a model. */
public enum Binarization {
    /** Values stay unchanged. */
    @JsonProperty("none")
    NONE,
    /** 1 with the value as its probability, drawn each time a row is read (Burda et al. 2016). */
    @JsonProperty("dynamic")
    DYNAMIC,
    /** 1 for values of at least one half. */
    @JsonProperty("threshold")
    THRESHOLD
}
