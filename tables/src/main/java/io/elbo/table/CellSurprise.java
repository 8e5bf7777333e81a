package io.elbo.table;

/**
 * A cell beside what the rest of its row would have let expect there.
 *
 * @param column its name
 * @param value what is there: a number, or the index of a level; NaN where the cell is missing, which is unusual there, infinite
 *     where it does not fit its column
 * @param surprise {@code -ln} of the probability of a value as far out: of numbers twice the smaller tail, of levels of all levels
 *     that are no more probable; of a cell that is missing, of that; 18.42 of one that does not fit; 0 where nothing is strange
 * @param expected the most probable level, or the median; NaN of a column in which all rows are the same
 * @param lower the lower end of the interval of nine tenths; NaN of levels
 * @param upper its upper end
 */
public record CellSurprise(String column, double value, double surprise, double expected, double lower, double upper) {}
