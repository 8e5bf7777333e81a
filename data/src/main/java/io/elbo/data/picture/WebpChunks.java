package io.elbo.data.picture;

import io.elbo.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The chunks of a WebP file, checked to lie inside it.
 *
 * @param profile offset of the colour profile; 0 if there is none
 */
record WebpChunks(PictureParts parts, int profile) {
    private static final int HEADER = 12;
    private static final int FLAGS = 20;
    private static final int HAS_PROFILE = 0x20;

    /** @throws DataException without the name of the file, if it is cut off or damaged */
    static WebpChunks read(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long end = 8L + Integer.toUnsignedLong(bytes.getInt(4));
        if (end > file.length) {
            throw new DataException("the WebP file is cut off: " + file.length + " bytes of " + end);
        }
        Orientation orientation = Orientation.UPRIGHT;
        int frames = 0;
        int profile = 0;
        for (int at = HEADER; at + 8 <= end; ) {
            long length = Integer.toUnsignedLong(bytes.getInt(at + 4));
            String type = new String(file, at, 4, StandardCharsets.ISO_8859_1);
            if (length > end - at - 8) {
                throw new DataException("WebP chunk '" + type.replaceAll("[^A-Za-z0-9 ]", "?") + "' at byte " + at
                        + " is cut off or damaged: " + length + " bytes long in a file of " + file.length);
            }
            if (type.equals("EXIF")) {
                // some programs also write the start of JPEG's segment
                int skipped = length > 6 && file[at + 8] == 'E' ? 6 : 0;
                orientation = TiffDirectory.orientation(file, at + 8 + skipped, (int) length - skipped);
            }
            profile = type.equals("ICCP") ? at : profile;
            frames += type.equals("ANMF") ? 1 : 0;
            at += 8 + (int) (length + length % 2);
        }
        return new WebpChunks(new PictureParts(orientation, frames > 1), profile);
    }

    /** Returns the file with a renamed colour profile, which the decoder would apply. */
    byte[] withoutProfile(byte[] file) {
        if (profile == 0) {
            return file;
        }
        byte[] copy = file.clone();
        copy[profile] = 'x';
        copy[FLAGS] &= ~HAS_PROFILE; // in the first chunk, which must begin a file with a profile
        return copy;
    }
}
