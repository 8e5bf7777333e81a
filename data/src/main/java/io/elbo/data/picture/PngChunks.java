package io.elbo.data.picture;

import io.elbo.data.DataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Checks that a PNG file is complete: every chunk lies inside the file, and the chunks that make up the picture have valid
 * checksums. The JDK's decoder checks neither, and allocates the memory that a chunk's length claims.
 */
final class PngChunks {
    private static final int SIGNATURE = 8;

    private PngChunks() {}

    /** @throws DataException without the name of the file, if it is cut off or damaged */
    static PictureParts check(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        String type = "";
        Orientation orientation = Orientation.UPRIGHT;
        boolean animated = false;
        for (int at = SIGNATURE; !type.equals("IEND"); ) {
            if (file.length - at < 12) {
                throw new DataException("the PNG file is cut off, after " + file.length + " bytes");
            }
            int length = bytes.getInt(at);
            type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            String chunk = "PNG chunk '" + type.replaceAll("[^A-Za-z]", "?") + "' at byte " + at;
            if (length < 0 || length > file.length - at - 12) {
                throw new DataException(chunk + " is cut off or damaged: " + Integer.toUnsignedString(length)
                        + " bytes long in a file of " + file.length);
            }
            if (at == SIGNATURE && !type.equals("IHDR")) {
                throw new DataException(chunk + ": a PNG file starts with 'IHDR'");
            }
            CRC32 crc = new CRC32();
            crc.update(file, at + 4, length + 4);
            boolean right = (int) crc.getValue() == bytes.getInt(at + 8 + length);
            // a capital first letter marks the chunks that the picture needs
            if (!right && (Character.isUpperCase(type.charAt(0)) || type.equals("tRNS"))) {
                throw new DataException(chunk + " is damaged: its checksum is wrong");
            }
            if (right && type.equals("eXIf")) {
                orientation = TiffDirectory.orientation(file, at + 8, length);
            }
            animated |= type.equals("acTL");
            at += length + 12;
        }
        return new PictureParts(orientation, animated);
    }
}
