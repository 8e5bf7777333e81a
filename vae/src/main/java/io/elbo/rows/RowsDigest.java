package io.elbo.rows;

import io.elbo.data.Digested;
import io.elbo.data.Rows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of rows, by which a model remembers what it was trained on. */
public final class RowsDigest {
    private RowsDigest() {}

    public static String of(Rows rows) {
        if (rows instanceof Examples examples) {
            return examples(examples);
        }
        if (rows instanceof Digested digested) {
            return digested.digest();
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            float[] row = new float[rows.width()];
            ByteBuffer bytes = ByteBuffer.allocate(4 * row.length).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < rows.count(); i++) {
                rows.read(i, row, 0);
                bytes.clear();
                bytes.asFloatBuffer().put(row);
                digest.update(bytes.array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String examples(Examples examples) {
        String target = of(examples.target());
        if (examples.input() == null && examples.condition() == null) {
            return target;
        }
        String all = target
                + " " + (examples.input() == null ? "" : of(examples.input()))
                + " " + (examples.condition() == null ? "" : of(examples.condition()));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
