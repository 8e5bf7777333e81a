/**
 * The settings of a requested training, in one list that the studio and the command share. The command reads and writes them as its
 * flags. The studio starts the command with them. This package uses nothing else of the studio.
 */
package io.elbo.studio.request;
