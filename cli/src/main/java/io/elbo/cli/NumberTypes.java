package io.elbo.cli;

import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Parses numbers of the command line, which must be decimal and finite. */
final class NumberTypes {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private NumberTypes() {}

    static void register(CommandLine line) {
        line.registerConverter(int.class, NumberTypes::toInt);
        line.registerConverter(Integer.class, NumberTypes::toInt);
        line.registerConverter(long.class, NumberTypes::toLong);
        line.registerConverter(Long.class, NumberTypes::toLong);
        line.registerConverter(double.class, NumberTypes::toDouble);
        line.registerConverter(Double.class, NumberTypes::toDouble);
    }

    static int toInt(String typed) {
        long value = toLong(typed);
        if (value != (int) value) {
            throw new TypeConversionException(
                    typed + " is out of range; must be " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    private static long toLong(String typed) {
        if (!WHOLE.matcher(typed.strip()).matches()) {
            throw new TypeConversionException("'" + typed + "' is not a whole number");
        }
        try {
            return Long.parseLong(typed.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException(
                    typed + " is out of range; must be " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
        }
    }

    static double toDouble(String typed) {
        if (!DECIMAL.matcher(typed.strip()).matches()) {
            throw new TypeConversionException("'" + typed + "' is not a number");
        }
        double value = Double.parseDouble(typed.strip());
        if (!Double.isFinite(value)) {
            throw new TypeConversionException(typed + " is out of range");
        }
        return value;
    }
}
