package io.elbo.data.number;

import io.elbo.data.DataException;
import io.elbo.data.NotFinite;
import io.elbo.data.file.FileText;
import io.elbo.data.table.ColumnNames;
import java.util.List;

/**
 * Numbers in named columns, such as the latent means of a data set. {@link NumberFile} reads and writes it.
 *
 * @param names [columns], at least one; not empty, without blanks around them, all different
 * @param values [rows][columns], at least one row; not copied
 */
public record NumberTable(List<String> names, float[][] values) {
    /** @throws DataException if a name is invalid, or a row does not have one value for each name; rows count from 0 */
    public NumberTable {
        names = List.copyOf(names);
        ColumnNames.check(names);
        if (values.length == 0) {
            throw new DataException("there are no rows; at least one is needed");
        }
        for (int row = 0; row < values.length; row++) {
            if (values[row].length != names.size()) {
                throw new DataException("row " + row + " has " + values[row].length + " values; there are "
                        + names.size() + " columns, and each needs a value");
            }
        }
    }

    /** @throws DataException naming row (from 0) and column, if a value is NaN or infinite */
    void requireFinite() {
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < names.size(); column++) {
                float value = values[row][column];
                if (!Float.isFinite(value)) {
                    throw new DataException("row " + row + ", column " + FileText.oneLine(names.get(column)) + ": "
                            + NotFinite.text(value));
                }
            }
        }
    }
}
