package io.elbo.data.table;

/**
 * Integers that count from 1970-01-01T00:00 in UTC.
 *
 * @param perSecond how many of these make a second
 */
record EpochText(String pattern, long perSecond) implements CellCodec {
    public static final EpochText SECONDS = new EpochText(ColumnType.DateTime.EPOCH_SECONDS, 1);
    public static final EpochText MILLISECONDS = new EpochText(ColumnType.DateTime.EPOCH_MILLISECONDS, 1000);

    private static final int MOST_DIGITS = 15;

    @Override
    public double parse(String cell) {
        String text = cell.strip();
        int from = text.startsWith("-") ? 1 : 0;
        boolean digits = text.length() > from
                && text.length() - from <= MOST_DIGITS
                && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
        return digits ? (double) Long.parseLong(text) / perSecond : Double.NaN;
    }

    @Override
    public String complaint(String text) {
        return Double.isNaN(parse(text)) ? "is not a whole number of " + pattern : "";
    }

    @Override
    public String format(double value) {
        NumberCodec.requireNumber(value);
        return Long.toString(Math.round(value * perSecond));
    }
}
