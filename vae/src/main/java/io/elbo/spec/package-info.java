/** Definition, training settings and provenance of a model, as records that can be JSON. Nothing here computes. */
package io.elbo.spec;
