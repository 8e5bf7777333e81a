package io.elbo.cli;

import io.elbo.data.image.Images;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Parses row numbers, counted from 0 and separated by commas. */
final class RowNumbers {
    private RowNumbers() {}

    static int[] parse(String flag, String typed, CommandSpec command) {
        try {
            return Arrays.stream(typed.split(",", -1))
                    .mapToInt(NumberTypes::toInt)
                    .toArray();
        } catch (TypeConversionException e) {
            throw new ParameterException(command.commandLine(), flag + " " + typed + ": " + e.getMessage());
        }
    }

    /** Parses groups of rows such as {@code 1+2+3,4,5+6}. */
    static List<int[]> groups(String flag, String typed, CommandSpec command) {
        return Arrays.stream(typed.split(",", -1))
                .map(group -> parse(flag, group.replace('+', ','), command))
                .toList();
    }

    static void check(String flag, int[] rows, Images images, CommandSpec command) {
        for (int row : rows) {
            if (row < 0 || row >= images.count()) {
                throw new ParameterException(
                        command.commandLine(),
                        flag + " " + row + ": " + images.name() + " has rows 0 to " + (images.count() - 1));
            }
        }
    }
}
