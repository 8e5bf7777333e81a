/** What is heard of a training while it goes on, and how it fails. */
package io.elbo.training;
