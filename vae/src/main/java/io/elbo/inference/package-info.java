/** Computations with a trained model: q(z|x), the evidence lower bound, ln p(x) by importance sampling, draws. */
package io.elbo.inference;
