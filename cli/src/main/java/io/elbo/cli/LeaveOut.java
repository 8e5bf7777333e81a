package io.elbo.cli;

import io.elbo.data.image.LeftOut;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses {@code FACTOR=LOW..HIGH}, the lines to leave out of training. */
final class LeaveOut implements ITypeConverter<LeftOut> {
    private static final Pattern FORM = Pattern.compile("([a-z]+)=([-+.eE\\d]+?)\\.\\.([-+.eE\\d]+)");

    @Override
    public LeftOut convert(String typed) {
        Matcher parts = FORM.matcher(typed.strip());
        if (!parts.matches()) {
            throw new TypeConversionException(
                    "'" + typed + "' is not of the form FACTOR=LOW..HIGH, for example x=12..15");
        }
        try {
            return new LeftOut(
                    parts.group(1), NumberTypes.toDouble(parts.group(2)), NumberTypes.toDouble(parts.group(3)));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
