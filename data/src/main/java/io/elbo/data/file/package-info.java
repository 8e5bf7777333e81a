/** File access: atomic writing, reading with the position for error messages, and descriptions of errors. */
package io.elbo.data.file;
