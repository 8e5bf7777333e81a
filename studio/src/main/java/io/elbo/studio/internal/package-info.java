/** The server of the studio: requests are guarded here, answered here, and all work is the library's. */
package io.elbo.studio.internal;
