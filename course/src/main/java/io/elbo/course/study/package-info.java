/**
 * Experiments that show what the theory says: estimators of the ELBO and their variances, gradients with and without the
 * reparameterization trick, the ELBO and what it lacks of ln p(x), expectation maximization on the same objective. Each
 * study is a record of what was measured ({@link io.elbo.course.study.Study}), made by a static method.
 *
 * <p>Sums and integrals are in double precision, all in nats; equal arguments give equal bits, whatever the machine and the
 * number of threads.
 */
package io.elbo.course.study;
