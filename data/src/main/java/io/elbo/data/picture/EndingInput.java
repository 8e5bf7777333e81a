package io.elbo.data.picture;

import io.elbo.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The bytes of a file for a decoder. Some decoders read a little beyond the end and get zeros. With a damaged file a decoder may
 * keep reading for more than a minute and return a picture of nothing, so this input then stops it.
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
