package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.file.CountedInput;
import io.elbo.data.file.FileText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The header of an NPY file: the magic string, the version, the length of the rest, and a Python dictionary, {@code {'descr':
 * '<f4', 'fortran_order': False, 'shape': (3, 4), }}.
 *
 * @param fortranOrder whether the first dimension changes fastest, instead of the last
 * @param shape the dimensions
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The format</a>
 */
public record NpyHeader(NpyType type, boolean fortranOrder, long[] shape) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** NumPy also refuses longer ones. */
    private static final int MOST_BYTES = 10_000;
    /** Headers end at a multiple of this, which aligns the numbers. */
    private static final int ALIGNMENT = 64;
    /** The digits that NumPy reserves for a first dimension that grows. */
    private static final int MOST_DIGITS = 21;

    /** @throws DataException naming the file and the byte, if it does not start with the header of an array of numbers */
    public static NpyHeader read(CountedInput in, String file) {
        if (in.gzip()) {
            throw new DataException(file + ": is compressed with gzip; decompress it first");
        }
        byte[] magic = in.readUpTo(MAGIC.length);
        if (magic.length == 0) {
            throw new DataException(file + ": is empty; an NPY file is needed");
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw new DataException(file + ": " + FileText.start(magic) + ", not an NPY file"
                    + (magic[0] == 'P' ? " (if it is an .npz archive, unpack it first)" : ""));
        }
        byte[] version = readExactly(in, 2, file);
        if (version[0] < 1 || version[0] > 3 || version[1] != 0) {
            throw new DataException(file + ": version " + (version[0] & 0xFF) + "." + (version[1] & 0xFF)
                    + " of the NPY format (byte 6); supported are 1.0, 2.0 and 3.0");
        }
        long length = version[0] == 1
                ? littleEndian(readExactly(in, 2, file)).getShort() & 0xFFFFL
                : littleEndian(readExactly(in, 4, file)).getInt() & 0xFFFFFFFFL;
        if (length > MOST_BYTES) {
            throw new DataException(
                    file + ": a header of " + length + " bytes (byte 8); at most " + MOST_BYTES + " are allowed");
        }
        long start = in.position();
        byte[] text = readExactly(in, (int) length, file);
        return new NpyDictionary(file, start, new String(text, StandardCharsets.ISO_8859_1)).parse();
    }

    /** Returns the header of 32-bit little-endian floats whose last dimension changes fastest, byte for byte as NumPy writes it. */
    public static byte[] ofFloats(int... shape) {
        String tuple = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + tuple + (shape.length == 1 ? "," : "")
                + "), }" + " ".repeat(MOST_DIGITS - Integer.toString(shape[0]).length());
        int before = MAGIC.length + 4;
        int length = (before + text.length() + 1) / ALIGNMENT * ALIGNMENT + ALIGNMENT - before;
        ByteBuffer bytes = ByteBuffer.allocate(before + length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
        bytes.put(text.getBytes(StandardCharsets.US_ASCII));
        Arrays.fill(bytes.array(), bytes.position(), bytes.capacity() - 1, (byte) ' ');
        return bytes.put(bytes.capacity() - 1, (byte) '\n').array();
    }

    private static byte[] readExactly(CountedInput in, int length, String file) {
        byte[] bytes = in.readUpTo(length);
        if (bytes.length < length) {
            throw new DataException(file + ": ends after " + in.position() + " bytes, in the header");
        }
        return bytes;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
