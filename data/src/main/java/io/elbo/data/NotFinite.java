package io.elbo.data;

/** The message for a number that is not a finite 32-bit float. */
public final class NotFinite {
    private NotFinite() {}

    /** Returns the number and what is wrong with it. */
    public static String text(float value) {
        return value + (Float.isNaN(value) ? " is not a number" : " is not a finite number")
                + "; fill in or remove such values first";
    }

    /** Returns the same for a double, which may be finite and still too large for a float. */
    public static String text(double value) {
        return Double.isFinite(value) ? outOfRange(String.valueOf(value)) : text((float) value);
    }

    public static String outOfRange(String value) {
        return value + " is out of the range of 32-bit floats";
    }
}
