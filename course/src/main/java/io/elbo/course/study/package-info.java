/**
 * Experiments that demonstrate the theory: estimators of the ELBO and their variances, gradients with and without the
 * reparameterization trick, the gap between the ELBO and ln p(x), and expectation maximization on the same objective. A static method
 * creates each study, which is a record of measurements ({@link io.elbo.course.study.Study}).
 *
 * <p>Sums and integrals are in double precision and in nats. Equal arguments give equal bits on any machine and with any number of
 * threads.
 */
package io.elbo.course.study;
