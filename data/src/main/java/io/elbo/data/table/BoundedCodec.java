package io.elbo.data.table;

import io.elbo.data.file.FileText;

/** Numbers or dates of a type within bounds. */
record BoundedCodec(CellCodec codec, double least, double greatest) implements CellCodec {
    /**
     * Returns a codec with bounds, given as cell texts.
     *
     * @param least null if there is none
     * @param greatest null if there is none
     * @throws IllegalArgumentException if they are not numbers or dates of the type, or are not ascending
     */
    public static BoundedCodec of(ColumnType type, String least, String greatest) {
        if (!type.levels().isEmpty() || type.ignored()) {
            throw new IllegalArgumentException("a column of type " + type.kind() + " cannot have bounds");
        }
        CellCodec codec = type.codec();
        double lower = bound(codec, least, Double.NEGATIVE_INFINITY);
        double upper = bound(codec, greatest, Double.POSITIVE_INFINITY);
        if (!(lower <= upper)) {
            throw new IllegalArgumentException(
                    "bounds " + least + " to " + greatest + ": the first must be less than the second");
        }
        return new BoundedCodec(codec, lower, upper);
    }

    private static double bound(CellCodec codec, String text, double none) {
        double value = text == null ? none : codec.parse(text);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("the bound '" + FileText.oneLine(text) + "' " + codec.complaint(text));
        }
        return value;
    }

    @Override
    public double parse(String text) {
        double value = codec.parse(text);
        return value >= least && value <= greatest ? value : Double.NaN;
    }

    @Override
    public String complaint(String text) {
        double value = codec.parse(text);
        if (value < least) {
            return "is below " + codec.format(least);
        }
        return value > greatest ? "is above " + codec.format(greatest) : codec.complaint(text);
    }

    @Override
    public String format(double value) {
        return codec.format(Math.max(least, Math.min(greatest, value)));
    }

    @Override
    public double written(double value) {
        double written = codec.written(Math.max(least, Math.min(greatest, value)));
        return written >= least && written <= greatest ? written : Double.NaN;
    }
}
