package io.elbo.formats;

import io.elbo.data.table.TableSource;
import java.util.List;

/** A table whose columns have types already where they come from. Its numbers have decimal points. */
public interface TypedSource extends TableSource {
    /** How each column is stored; whole numbers that 64 bits do not hold, and decimals, as text. */
    List<StoredType> stored();

    @Override
    default boolean decimalMarkIsCertain() {
        return true;
    }
}
