/** The loop of a training and its checkpoint. */
package io.elbo.training.loop;
