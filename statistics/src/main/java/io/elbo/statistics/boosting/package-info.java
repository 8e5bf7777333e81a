/**
 * Gradient-boosted trees on the columns of a table: numbers and levels, with missing values. They distinguish two tables, or
 * predict a column from the others. Equal rows and settings give equal bits, whatever the number of threads.
 */
package io.elbo.statistics.boosting;
