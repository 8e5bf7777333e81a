package io.elbo.data.picture;

import io.elbo.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The first directory of a TIFF file. EXIF data inside files of other formats have the same structure. */
final class TiffDirectory {
    private static final int ORIENTATION = 0x0112;
    private static final int SAMPLE_FORMAT = 0x0153;
    private static final int WHOLE_NUMBERS = 1;
    private static final int UNKNOWN = 4;
    private static final int HEADER = 8;
    private static final int ENTRY = 12;

    private TiffDirectory() {}

    /**
     * Reads a TIFF file. If it cannot be read, the result has default values, and the decoder reports the error.
     *
     * @throws DataException without the name of the file, if its samples are not unsigned integers
     */
    static PictureParts check(byte[] file) {
        return read(file, 0, file.length, true);
    }

    /** Returns the orientation in EXIF data, or upright if there is none. The directory after the first describes a thumbnail. */
    static Orientation orientation(byte[] file, int offset, int length) {
        return read(file, offset, length, false).orientation();
    }

    private static PictureParts read(byte[] file, int offset, int length, boolean picture) {
        if (length < HEADER) {
            return PictureParts.PLAIN;
        }
        ByteBuffer bytes = ByteBuffer.wrap(file, offset, length).slice();
        bytes.order(bytes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int begin = bytes.getInt(4);
        if (bytes.getShort(2) != 42 || begin < HEADER || begin > length - 2) {
            return PictureParts.PLAIN;
        }
        int entries = bytes.getShort(begin) & 0xFFFF;
        Orientation orientation = Orientation.UPRIGHT;
        int at = begin + 2;
        for (int i = 0; i < entries && at <= length - ENTRY; i++, at += ENTRY) {
            int tag = bytes.getShort(at) & 0xFFFF;
            if (tag == ORIENTATION) {
                orientation = Orientation.of(bytes.getShort(at + 8));
            } else if (tag == SAMPLE_FORMAT && picture) {
                requireWholeNumbers(bytes, at);
            }
        }
        return new PictureParts(orientation, at <= length - 4 && bytes.getInt(at) != 0);
    }

    private static void requireWholeNumbers(ByteBuffer bytes, int entry) {
        // more than two values do not fit into the entry, which then holds their offset
        int at = bytes.getInt(entry + 4) > 2 ? bytes.getInt(entry + 8) : entry + 8;
        int format = at < 0 || at > bytes.limit() - 2 ? UNKNOWN : bytes.getShort(at);
        if (format != WHOLE_NUMBERS && format < UNKNOWN) {
            throw new DataException("has samples that are " + (format == 2 ? "numbers with a sign" : "fractions")
                    + "; save it with unsigned integers of 8 or 16 bits");
        }
    }
}
