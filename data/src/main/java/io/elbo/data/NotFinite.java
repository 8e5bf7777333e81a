package io.elbo.data;

/** What is said of a number that is no finite 32-bit float. */
public final class NotFinite {
    private NotFinite() {}

    /** The number as it was given and what is wrong with it. */
    public static String text(float value) {
        return value + (Float.isNaN(value) ? " is not a number" : " is not a finite number")
                + "; fill in or leave out such values first";
    }

    /** The same of a double, which may be finite and yet too large. */
    public static String text(double value) {
        return Double.isFinite(value) ? outOfRange(String.valueOf(value)) : text((float) value);
    }

    public static String outOfRange(String value) {
        return value + " is out of the range of 32-bit floats";
    }
}
