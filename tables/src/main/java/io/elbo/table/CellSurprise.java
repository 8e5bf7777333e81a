package io.elbo.table;

/**
 * A cell compared with the expectation from the other cells of its row.
 *
 * @param column its name
 * @param value a number, or the index of a level; NaN if the cell is unusually missing, infinite if it does not fit its column
 * @param surprise {@code -ln} of the probability of a value at least as extreme: for numbers twice the smaller tail, for levels all levels that
 *     are at most as probable, for a missing cell the rate of missing values; 18.42 for a cell that does not fit; 0 if nothing is unusual
 * @param expected the most probable level, or the median; NaN for a constant column
 * @param lower the lower end of the 90 % interval; NaN for levels
 * @param upper its upper end
 */
public record CellSurprise(String column, double value, double surprise, double expected, double lower, double upper) {}
