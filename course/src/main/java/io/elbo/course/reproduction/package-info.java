/** Published settings, run again: paper, ours, difference. */
package io.elbo.course.reproduction;
