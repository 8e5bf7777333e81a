/** The programs of a spec: graphs, their inputs, and how they are run. */
package io.elbo.program;
