/**
 * Gradient-boosted trees on the columns of a table, numbers and levels with gaps: what tells two tables apart, and what predicts
 * a column from the others. Equal rows and settings give equal bits, whatever the number of threads.
 */
package io.elbo.statistics.boosting;
