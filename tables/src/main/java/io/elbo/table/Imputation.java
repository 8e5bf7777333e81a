package io.elbo.table;

/**
 * Rows with their missing cells filled in, by the columns of the schema; what was there stays as it was, and columns that take
 * no part stay NaN where they were.
 *
 * @param single the mean of p(x_j|x_o) of numbers, the most probable level of others, {@code [row][column]}
 * @param draws from p(x_m|x_o), the missing cells of a row together, {@code [draw][row][column]}; empty if none were asked for
 * @param lower the lower end of the interval of each number that was missing, NaN for all other cells
 * @param upper its upper end
 */
public record Imputation(double[][] single, double[][][] draws, double[][] lower, double[][] upper) {}
