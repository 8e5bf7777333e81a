package io.elbo.data.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of numbers, each as eight bytes in little-endian order. All NaN values are equal. */
public final class DoublesDigest {
    private final MessageDigest digest;
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    public DoublesDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds numbers. */
    public void add(double[] values) {
        if (bytes.capacity() < 8 * values.length) {
            bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        }
        bytes.clear();
        for (double value : values) {
            bytes.putLong(Double.doubleToLongBits(value));
        }
        digest.update(bytes.array(), 0, bytes.position());
    }

    /** Returns the digest of all numbers. It may be called once. */
    public String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
