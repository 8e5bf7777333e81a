/** The mathematics of the model: likelihoods p(x|z), posteriors q(z|x), priors p(z), and objectives, as records. */
package io.elbo.model;
