package io.elbo.data.picture;

import io.elbo.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The blocks of a GIF file, checked up to the end of its first picture. The JDK's decoder ignores missing parts.
 *
 * @param width of the whole picture; the first frame may cover only a part of it
 * @param height of the whole picture
 * @param left position of the first frame in the picture
 * @param top position of the first frame in the picture
 * @param frame byte offset of the first frame in the file
 * @param several whether it is an animation
 */
record GifBlocks(int width, int height, int left, int top, int frame, boolean several) {
    private static final int HEADER = 13;
    private static final int PICTURE_HEADER = 10;
    private static final int INTERLACED = 0x40;

    /** @throws DataException without the name of the file, if it is cut off before the end of the first picture */
    static GifBlocks read(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        GifBlocks first = null;
        int at = file.length < HEADER ? file.length : HEADER + palette(file[10]);
        while (at < file.length) {
            if (file[at] == 0x21) {
                at = afterBlocks(file, at + 2);
            } else if (file[at] == 0x2C && first != null) {
                return new GifBlocks(first.width, first.height, first.left, first.top, first.frame, true);
            } else if (file[at] == 0x2C && file.length - at > PICTURE_HEADER) {
                int left = bytes.getShort(at + 1) & 0xFFFF;
                int top = bytes.getShort(at + 3) & 0xFFFF;
                int width = Math.max(bytes.getShort(6) & 0xFFFF, left + (bytes.getShort(at + 5) & 0xFFFF));
                int height = Math.max(bytes.getShort(8) & 0xFFFF, top + (bytes.getShort(at + 7) & 0xFFFF));
                int frame = at;
                at = afterBlocks(file, at + PICTURE_HEADER + palette(file[at + 9]) + 1);
                first = at > file.length ? null : new GifBlocks(width, height, left, top, frame, false);
            } else {
                break; // the end mark, or data that are not part of a picture
            }
        }
        if (first == null) {
            throw new DataException("the GIF file is cut off or damaged: its first picture does not end in its "
                    + file.length + " bytes");
        }
        return first;
    }

    /** Returns whether the lines of the first frame are interlaced. */
    boolean interlaced(byte[] file) {
        return (file[frame + 9] & INTERLACED) != 0;
    }

    /** Returns the same file with the interlace flag cleared. */
    byte[] asStored(byte[] file) {
        byte[] copy = file.clone();
        copy[frame + 9] &= (byte) ~INTERLACED;
        return copy;
    }

    private static int palette(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    /**
     * Returns the offset after the blocks that begin here. Each block has its length before it, and the last is empty. The offset
     * is past the end of the file if the blocks do not end.
     */
    private static int afterBlocks(byte[] file, int begin) {
        int at = begin;
        while (at < file.length && file[at] != 0) {
            at += 1 + (file[at] & 0xFF);
        }
        return at + 1;
    }
}
