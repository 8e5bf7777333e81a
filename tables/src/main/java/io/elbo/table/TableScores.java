package io.elbo.table;

/**
 * How strange rows are.
 *
 * @param score higher for a stranger row, in nats
 * @param pValue {@code (1 + held-out rows that score at least as high) / (held-out rows + 1)}: of a row of the table's kind it is
 *     at most a with a probability of at most a (split conformal prediction)
 */
public record TableScores(double[] score, double[] pValue) {}
