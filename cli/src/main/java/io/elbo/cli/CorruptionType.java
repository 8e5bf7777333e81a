package io.elbo.cli;

import io.elbo.data.image.Blur;
import io.elbo.data.image.Corruption;
import io.elbo.data.image.Downscale;
import io.elbo.data.image.GaussianNoise;
import io.elbo.data.image.Masking;
import io.elbo.data.image.SaltAndPepper;
import java.util.Locale;

/** Parses corruptions of the form {@code HOW:AMOUNT}. */
final class CorruptionType {
    private static final String USUAL =
            "must be gaussian:0.3, salt_and_pepper:0.2, masking:0.5, blur:1.5, downscale:2 or similar";

    private CorruptionType() {}

    /** @throws IllegalArgumentException if the text is invalid */
    static Corruption parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("--corrupt " + text + ": " + USUAL);
        }
        String how = text.substring(0, colon).toLowerCase(Locale.ROOT).replace('-', '_');
        String amount = text.substring(colon + 1);
        try {
            return switch (how) {
                case "gaussian" -> new GaussianNoise(Double.parseDouble(amount));
                case "salt_and_pepper" -> new SaltAndPepper(Double.parseDouble(amount));
                case "masking" -> new Masking(Double.parseDouble(amount));
                case "blur" -> new Blur(Double.parseDouble(amount));
                case "downscale" -> new Downscale(Integer.parseInt(amount));
                default -> throw new IllegalArgumentException("--corrupt " + text + ": " + USUAL);
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--corrupt " + text + ": " + USUAL, e);
        }
    }
}
