/**
 * Files: written whole or not at all, read with the position that is told where they are wrong, and the words
 * for what goes wrong with them.
 */
package io.elbo.data.file;
