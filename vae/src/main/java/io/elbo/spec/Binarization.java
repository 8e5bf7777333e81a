package io.elbo.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How values between 0 and 1 become 0 or 1 on their way to the model. */
public enum Binarization {
    /** They stay as they are. */
    @JsonProperty("none")
    NONE,
    /** 1 with the value's probability, drawn anew each time a row is read (Burda et al. 2016). */
    @JsonProperty("dynamic")
    DYNAMIC,
    /** 1 from one half on. */
    @JsonProperty("threshold")
    THRESHOLD
}
