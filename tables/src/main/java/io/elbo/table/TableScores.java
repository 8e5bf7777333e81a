package io.elbo.table;

/**
 * Scores and p-values of rows.
 *
 * @param score the score, higher for a more unusual row, in nats
 * @param pValue {@code (1 + held-out rows that score at least as high) / (held-out rows + 1)}. For a row like those of the table, it is at most a
 *     with a probability of at most a (split conformal prediction)
 */
public record TableScores(double[] score, double[] pValue) {}
