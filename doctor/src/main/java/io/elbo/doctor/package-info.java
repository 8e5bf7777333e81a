/** What is wrong with a trained model: numbers, what they mean, and what to change. */
package io.elbo.doctor;
