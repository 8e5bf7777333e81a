package io.elbo.data.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The storage format of the numbers of an NPY file.
 *
 * @param kind f (floats of 4 or 8 bytes), i (signed integers of 1, 2, 4 or 8) or u (unsigned ones)
 * @param size bytes of one number
 */
public record NpyType(char kind, int size, ByteOrder order) {
    static final String KNOWN =
            "supported are floats ('<f4', '<f8') and integers ('<i1' to '<u8') in either byte order";

    private static final Pattern DESCRIPTION = Pattern.compile("([<>])(f[48]|[iu][1248])|\\|([iu]1)");

    /** Returns the type of a description such as '&lt;f4', if it is supported. */
    static Optional<NpyType> of(String description) {
        Matcher matcher = DESCRIPTION.matcher(description);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        ByteOrder order = description.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return Optional.of(new NpyType(description.charAt(1), description.charAt(2) - '0', order));
    }

    /**
     * Returns the float nearest to the next number.
     *
     * @param bytes in this type's order
     */
    public float next(ByteBuffer bytes) {
        return switch (kind) {
            case 'f' -> size == 4 ? bytes.getFloat() : (float) bytes.getDouble();
            case 'i' -> signed(bytes);
            default -> unsigned(bytes);
        };
    }

    /**
     * Returns the shortest text of the next number that reads back as the same; NaN and inf for non-finite numbers.
     *
     * @param bytes in this type's order
     */
    public String text(ByteBuffer bytes) {
        if (kind == 'f') {
            double value = size == 4 ? Double.parseDouble(Float.toString(bytes.getFloat())) : bytes.getDouble();
            return Double.isNaN(value) ? "NaN" : NumberCodec.shortest(value);
        }
        long bits = signed(bytes);
        return kind == 'u' ? Long.toUnsignedString(size < 8 ? bits & (1L << 8 * size) - 1 : bits) : Long.toString(bits);
    }

    private long signed(ByteBuffer bytes) {
        return switch (size) {
            case 1 -> bytes.get();
            case 2 -> bytes.getShort();
            case 4 -> bytes.getInt();
            default -> bytes.getLong();
        };
    }

    private float unsigned(ByteBuffer bytes) {
        long bits = signed(bytes);
        if (size < 8) {
            return bits & (1L << 8 * size) - 1;
        }
        // halving a large value brings it into the range of a long; the lost bit is kept for the rounding
        return bits >= 0 ? bits : 2f * (bits >>> 1 | bits & 1);
    }
}
