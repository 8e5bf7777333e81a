/** How everything that is trained is trained: tasks, the loop of their steps, the stages of a training, and what is kept of them. */
package io.elbo.training.loop;
