package io.elbo.data.picture;

import io.elbo.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The bytes of a file for a decoder. Some look a little ahead, and take the end for zeros; of a damaged file one may ask on and on,
 * for a minute and more, and give a picture of nothing then.
 */
final class EndingInput extends MemoryCacheImageInputStream {
    private static final int MOST_BEYOND = 1000;
    private int beyond;

    EndingInput(byte[] file) {
        super(new ByteArrayInputStream(file));
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        return value < 0 ? ended() : value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        return read < 0 ? ended() : read;
    }

    private int ended() {
        beyond++;
        if (beyond > MOST_BEYOND) {
            throw new DataException("not a readable picture: it is cut off or damaged");
        }
        return -1;
    }
}
