/** Finds problems of trained models and reports the numbers, their meaning and what to change. */
package io.elbo.doctor;
