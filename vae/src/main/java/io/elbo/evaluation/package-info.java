/** What is asked of a trained model, and what it answers: q(z|x), the evidence lower bound and ln p(x) of rows. */
package io.elbo.evaluation;
