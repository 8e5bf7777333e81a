package io.elbo.data.internal;

import io.elbo.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Checks that a WebP file is whole: every chunk lies inside it. */
final class WebpChunks {
    private static final int HEADER = 12;

    private WebpChunks() {}

    /** @throws DataException without the name of the file, if it is cut off or damaged */
    static PictureParts check(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long end = 8L + Integer.toUnsignedLong(bytes.getInt(4));
        if (end > file.length) {
            throw new DataException("the WebP file is cut off: " + file.length + " bytes of " + end);
        }
        Orientation orientation = Orientation.UPRIGHT;
        int frames = 0;
        for (int at = HEADER; at + 8 <= end; ) {
            long length = Integer.toUnsignedLong(bytes.getInt(at + 4));
            String type = new String(file, at, 4, StandardCharsets.ISO_8859_1);
            if (length > end - at - 8) {
                throw new DataException("WebP chunk '" + type.replaceAll("[^A-Za-z0-9 ]", "?") + "' at byte " + at
                        + " is cut off or damaged: " + length + " bytes long in a file of " + file.length);
            }
            if (type.equals("EXIF")) {
                // some programs write the start of JPEG's segment too
                int skipped = length > 6 && file[at + 8] == 'E' ? 6 : 0;
                orientation = TiffDirectory.orientation(file, at + 8 + skipped, (int) length - skipped);
            }
            frames += type.equals("ANMF") ? 1 : 0;
            at += 8 + (int) (length + length % 2);
        }
        return new PictureParts(orientation, frames > 1);
    }
}
