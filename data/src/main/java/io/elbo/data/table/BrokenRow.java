package io.elbo.data.table;

/**
 * A broken row of a table.
 *
 * @param line where it starts, from 1
 * @param why what is wrong, for example "has 5 cells; there are 7 columns"
 */
public record BrokenRow(long line, String why) {
    /** Returns a text such as "line 17: has 5 cells; there are 7 columns". */
    @Override
    public String toString() {
        return "line " + line + ": " + why;
    }
}
