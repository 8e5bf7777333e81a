package io.elbo.table;

/**
 * Rows with imputed cells, by the columns of the schema. Observed cells do not change, and columns that take no part keep NaN.
 *
 * @param single the mean of p(x_j|x_o) for numbers, the most probable level for others, {@code [row][column]}
 * @param draws draws from p(x_m|x_o), jointly for the missing cells of a row, {@code [draw][row][column]}; empty if none were requested
 * @param lower the lower end of the interval of each imputed number, NaN for all other cells
 * @param upper its upper end
 */
public record Imputation(double[][] single, double[][][] draws, double[][] lower, double[][] upper) {}
