package io.elbo.training.loop;

import io.elbo.data.DataException;
import io.elbo.file.Safetensors;
import java.nio.file.Path;

/**
 * How a value is written into a checkpoint and read from it.
 *
 * @param <T> the value
 */
public interface Kept<T> {
    Safetensors write(T value);

    /**
     * Reads what {@link #write} gave.
     *
     * @param file names it in messages
     * @throws DataException if the texts or tensors are not those of such a value
     */
    T read(Safetensors kept, Path file);
}
