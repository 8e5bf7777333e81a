/** Reproduces published results and compares the measured values with the published ones. */
package io.elbo.course.reproduction;
