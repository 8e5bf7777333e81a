package io.elbo.data.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers in a range, written in a style. Numbers are read in any style.
 *
 * @param whole whether only integers fit
 */
record NumberCodec(NumberStyle style, double least, double most, boolean whole) implements CellCodec {
    /** A text of this many digits survives the conversion to a double and back. */
    private static final int SAFE_DIGITS = 15;

    private static final double[] FEW_DECIMALS = {1, 10, 100, 1000, 1e4, 1e5, 1e6};
    private static final double FEW_DIGITS = 1e15;
    /** More than the rounding error of a number below {@link #EXACT_TIES}. */
    private static final double NEAR_TIE = 1e-3;

    private static final double EXACT_TIES = 1e12;

    @Override
    public double parse(String text) {
        NumberScan scan = new NumberScan(style.decimalMark());
        return scan.scan(text) && style.affixes().takes(scan.affixes()) && fits(scan.value())
                ? scan.value()
                : Double.NaN;
    }

    private boolean fits(double value) {
        return value >= least
                && value <= most
                && Math.abs(value) <= Double.MAX_VALUE
                && (!whole || value == Math.rint(value));
    }

    @Override
    public String complaint(String text) {
        NumberScan scan = new NumberScan(style.decimalMark());
        if (!scan.scan(text)) {
            NumberScan other = new NumberScan(style.decimalMark() == '.' ? ',' : '.');
            return (Infinities.isOne(text) ? "is not a finite number" : "is not a number")
                    + (other.scan(text)
                            ? "; this column has decimal " + (style.decimalMark() == '.' ? "points" : "commas")
                            : "");
        }
        double value = scan.value();
        if (!style.affixes().takes(scan.affixes())) {
            String unit = style.affixes().unit();
            return unit.isEmpty()
                    ? "has '" + scan.affixes().unit() + "', but the column has no unit"
                    : "is not a number in '" + unit + "', the unit of the column";
        }
        if (Math.abs(value) > Double.MAX_VALUE) {
            return "is out of the range of 64-bit floats";
        }
        if (value < least || value > most) {
            return most == 1 ? "is not between 0 and 1" : "is negative";
        }
        return fits(value) ? "" : "is not a whole number";
    }

    @Override
    public String format(double value) {
        requireNumber(value);
        double held = value < least ? least : value > most ? most : value; // keeps -0
        double rounded = whole ? Math.rint(held) : held;
        return text(rounded == 0 && held != 0 ? 0 : rounded); // -0.1 is 0, not -0
    }

    @Override
    public double written(double value) {
        int decimals = style.mostDecimals();
        if (decimals < 0 || decimals >= FEW_DECIMALS.length || !(Math.abs(value) < FEW_DIGITS) || value == 0) {
            return CellCodec.super.written(value);
        }
        double held = Math.max(least, Math.min(most, value));
        double scaled = Math.abs(whole ? Math.rint(held) : held) * FEW_DECIMALS[decimals];
        double rounded = Math.rint(scaled);
        // the product is rounded itself, so near a tie only exact arithmetic tells; both parts of the quotient are
        // exact
        if (!(rounded < EXACT_TIES) || Math.abs(Math.abs(scaled - rounded) - 0.5) < NEAR_TIE) {
            return CellCodec.super.written(value);
        }
        double result = rounded / FEW_DECIMALS[decimals];
        result = held < 0 && rounded > 0 ? -result : result;
        return fits(result) ? result : CellCodec.super.written(value);
    }

    static void requireNumber(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("NaN has no text; write a missing mark instead");
        }
    }

    private String text(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        BigDecimal exact = new BigDecimal(Math.abs(value));
        NumberAffixes around = style.affixes();
        if (style.mostDecimals() >= 0) {
            BigDecimal rounded = exact.setScale(style.mostDecimals(), RoundingMode.HALF_EVEN);
            // -0 is a distinct value in the source, but -0.001 with two decimals is 0.00
            boolean minus = value < 0 ? rounded.signum() > 0 : 1 / value < 0;
            return around.around(plain(rounded), minus);
        }
        if (value == 0) {
            return around.around(plain(BigDecimal.ZERO), 1 / value < 0);
        }
        BigDecimal digits = digits(exact, Math.abs(value), style.significant());
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            return around.around(plain(digits), value < 0);
        }
        BigDecimal mantissa = digits.scaleByPowerOfTen(-exponent);
        String text = mantissa.stripTrailingZeros().toPlainString().replace('.', style.decimalMark());
        String power = (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return around.around(text + power, value < 0);
    }

    /** Returns the shortest text that reads back as the same double, as Python writes it. */
    public static String shortest(double value) {
        double size = Math.abs(value);
        for (int decimals = 0; decimals < FEW_DECIMALS.length && size >= 1e-4 && size < FEW_DIGITS; decimals++) {
            double scaled = Math.rint(size * FEW_DECIMALS[decimals]);
            // both are exact, so the quotient is the double nearest to the decimal number
            if (scaled < FEW_DIGITS && scaled / FEW_DECIMALS[decimals] == size) {
                return (value < 0 ? "-" : "")
                        + BigDecimal.valueOf((long) scaled, decimals).toPlainString();
            }
        }
        return new NumberCodec(NumberStyle.SHORTEST, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false)
                .text(value);
    }

    /** Returns the value with this many digits, or with as few as identify the double if all digits are requested. */
    private static BigDecimal digits(BigDecimal exact, double value, int significant) {
        if (significant <= SAFE_DIGITS) {
            return exact.round(new MathContext(significant, RoundingMode.HALF_EVEN));
        }
        for (int digits = SAFE_DIGITS; digits < significant; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(significant, RoundingMode.HALF_EVEN));
    }

    /** Returns decimals without unwanted zeros, with digit grouping and leading zeros. */
    private String plain(BigDecimal rounded) {
        String text = rounded.toPlainString();
        int point = text.indexOf('.');
        StringBuilder decimals = new StringBuilder(point < 0 ? "" : text.substring(point + 1));
        while (decimals.length() > style.leastDecimals() && decimals.charAt(decimals.length() - 1) == '0') {
            decimals.setLength(decimals.length() - 1);
        }
        while (decimals.length() < style.leastDecimals()) {
            decimals.append('0');
        }
        String whole = point < 0 ? text : text.substring(0, point);
        StringBuilder number = new StringBuilder(
                whole.equals("0") && style.integerDigits() == 0 && decimals.length() > 0 ? "" : whole);
        while (number.length() < style.integerDigits()) {
            number.insert(0, '0');
        }
        for (int at = number.length() - 3; at > 0 && !style.grouping().isEmpty(); at -= style.groupDigits()) {
            number.insert(at, style.grouping());
        }
        return decimals.length() == 0
                ? number.toString()
                : number.append(style.decimalMark()).append(decimals).toString();
    }
}
