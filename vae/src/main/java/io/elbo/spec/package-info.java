/** What a model is, how it is trained, and where it comes from: records that are the same as JSON. Nothing here computes. */
package io.elbo.spec;
