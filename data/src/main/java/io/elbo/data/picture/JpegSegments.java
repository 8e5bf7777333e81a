package io.elbo.data.picture;

import io.elbo.data.DataException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The segments before the pixels of a JPEG file.
 *
 * @param channels of the picture: 1 grey, 3 colour, 4 CMYK
 * @param adobe the number of the colour transform in Adobe's segment; -1 if there is no such segment
 * @param profiles offsets of the colour profiles
 * @param ended whether there is an end mark
 */
record JpegSegments(int channels, int adobe, Orientation orientation, List<Integer> profiles, boolean ended) {
    private static final byte[] PROFILE = "ICC_PROFILE".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final int ADOBE_TRANSFORM = 11;
    private static final int PROGRESSIVE = 0xC2;
    private static final int END_OF_IMAGE = 0xD9;

    /** @throws DataException without the name of the file, if it contains no picture or is cut off between two scans */
    static JpegSegments read(byte[] file) {
        int channels = 0;
        int adobe = -1;
        Orientation orientation = Orientation.UPRIGHT;
        List<Integer> profiles = new ArrayList<>();
        boolean progressive = false;
        boolean ended = false;
        int at = 2;
        while (at + 2 <= file.length && !ended) {
            int marker = file[at + 1] & 0xFF;
            // 0xFF may be repeated before a marker; pixel bytes and stray bytes are not markers
            if (file[at] != (byte) 0xFF || marker == 0xFF || marker == 0) {
                at++;
                continue;
            }
            ended = marker == END_OF_IMAGE;
            if (ended || marker == 0x01 || marker >= 0xD0 && marker <= 0xD8) {
                at += 2;
                continue;
            }
            int begin = at + 4;
            int length = begin > file.length ? -1 : ((file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF) - 2;
            if (length < 0 || length > file.length - begin) {
                throw cutOff(file);
            }
            if (isFrame(marker) && length >= 6) {
                channels = file[begin + 5] & 0xFF;
                progressive = marker == PROGRESSIVE;
            } else if (marker == 0xEE && startsWith(file, begin, length, ADOBE) && length > ADOBE_TRANSFORM) {
                adobe = file[begin + ADOBE_TRANSFORM] & 0xFF;
            } else if (marker == 0xE2 && startsWith(file, begin, length, PROFILE)) {
                profiles.add(begin);
            } else if (marker == 0xE1 && startsWith(file, begin, length, EXIF)) {
                orientation = TiffDirectory.orientation(file, begin + EXIF.length, length - EXIF.length);
            }
            at = begin + length;
        }
        if (channels == 0) {
            throw new DataException("not a readable picture: the JPEG file ends before its picture");
        }
        // each scan refines the picture: without the last ones the decoder returns a picture and reports no damage
        if (progressive && !ended) {
            throw cutOff(file);
        }
        return new JpegSegments(channels, adobe, orientation, List.copyOf(profiles), ended);
    }

    private static DataException cutOff(byte[] file) {
        return new DataException("not a readable picture: the JPEG file is cut off, after " + file.length + " bytes");
    }

    /**
     * Returns the file with renamed colour profiles, which the JDK's decoder would apply, and with an end mark. With an end mark,
     * the decoder detects missing pixels that it does not detect at the end of a file.
     */
    byte[] forDecoder(byte[] file) {
        if (profiles.isEmpty() && ended) {
            return file;
        }
        byte[] copy = Arrays.copyOf(file, file.length + 2);
        copy[file.length] = (byte) 0xFF;
        copy[file.length + 1] = (byte) END_OF_IMAGE;
        profiles.forEach(at -> copy[at] = 'x');
        return copy;
    }

    /** C4, C8 and CC are tables and other segments. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static boolean startsWith(byte[] file, int begin, int length, byte[] start) {
        return length >= start.length && Arrays.equals(file, begin, begin + start.length, start, 0, start.length);
    }
}
