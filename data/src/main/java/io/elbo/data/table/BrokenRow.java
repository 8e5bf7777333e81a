package io.elbo.data.table;

/**
 * A row that is no row of its table.
 *
 * @param line where it starts, from 1
 * @param why what is wrong, for instance "has 5 cells; there are 7 columns"
 */
public record BrokenRow(long line, String why) {
    /** "line 17: has 5 cells; there are 7 columns". */
    @Override
    public String toString() {
        return "line " + line + ": " + why;
    }
}
