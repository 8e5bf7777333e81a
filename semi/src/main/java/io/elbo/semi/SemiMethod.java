package io.elbo.semi;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The methods of classification with few labels (Kingma et al. 2014). */
public enum SemiMethod {
    /** A linear classifier on the latents of an autoencoder: {@link io.elbo.semi.M1}. */
    @JsonProperty("m1")
    M1,
    /** A generative model whose label is a latent variable: {@link io.elbo.semi.M2}. */
    @JsonProperty("m2")
    M2,
    /** That model on the latents of an autoencoder: {@link io.elbo.semi.M1M2}. */
    @JsonProperty("m1m2")
    M1M2
}
