/** Images: where they come from, what is known of them, and how they are corrupted to train on. */
package io.elbo.data.image;
