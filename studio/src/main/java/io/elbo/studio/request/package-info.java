/**
 * What somebody asks a training to be: the one list of what can be said of it, which the studio and the command share. The command writes
 * and reads it as its flags; the studio starts the command with it. Uses nothing else of the studio.
 */
package io.elbo.studio.request;
