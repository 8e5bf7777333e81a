/**
 * A local server and its page, which show runs during and after training. The server starts trainings as processes and reads their
 * folders. The library does all computations.
 */
package io.elbo.studio;
