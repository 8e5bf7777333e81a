/** Run folders: a training with files, which can be stopped, killed and resumed, and looked at meanwhile. */
package io.elbo.run;
