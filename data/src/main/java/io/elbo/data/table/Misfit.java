package io.elbo.data.table;

import io.elbo.data.file.FileText;

/**
 * A cell that does not fit its column.
 *
 * @param line where its row starts, from 1; 0 for a row that is not from a file
 * @param column its name
 * @param text of the cell
 * @param why what is wrong, for example "is not a number"
 */
public record Misfit(long line, String column, String text, String why) {
    /** Returns a text such as "line 17, column age: 'abc' is not a number". */
    @Override
    public String toString() {
        return (line > 0 ? "line " + line + ", " : "") + "column " + FileText.oneLine(column) + ": '"
                + TypeRules.shown(text) + "' " + why;
    }
}
