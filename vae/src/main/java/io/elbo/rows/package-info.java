/** What models learn from and look at: rows with what the encoder sees beside them, checked against a spec. */
package io.elbo.rows;
