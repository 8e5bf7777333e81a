/** Records to JSON and back, and the words for what goes wrong with files. */
package io.elbo.json;
