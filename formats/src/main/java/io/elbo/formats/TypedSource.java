package io.elbo.formats;

import io.elbo.data.table.TableSource;
import java.util.List;

/** A table whose source has typed columns. Its numbers have decimal points. */
public interface TypedSource extends TableSource {
    /** Returns how each column is stored. Decimals, and integers that do not fit into 64 bits, are text. */
    List<StoredType> stored();

    @Override
    default boolean decimalMarkIsCertain() {
        return true;
    }
}
