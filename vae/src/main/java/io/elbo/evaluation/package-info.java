/** Options and results of evaluating a trained model: q(z|x), the evidence lower bound and ln p(x) of rows. */
package io.elbo.evaluation;
