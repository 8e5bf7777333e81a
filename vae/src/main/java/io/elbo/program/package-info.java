/** The programs of a spec: graphs, what is fed to them, and how they are run. */
package io.elbo.program;
