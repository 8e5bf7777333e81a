/**
 * A local server and its page, which show runs as they learn and what they learnt. It starts trainings as processes and reads
 * their folders; all that it computes, the library computes.
 */
package io.elbo.studio;
