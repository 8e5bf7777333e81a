package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.data.NumberFile;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Files of numbers as arguments. */
final class Numbers {
    private Numbers() {}

    /** Refuses a name that is neither CSV nor NPY, before any work. */
    static void check(Path file, String option, CommandLine command) {
        try {
            NumberFile.checkName(file);
        } catch (DataException e) {
            throw new ParameterException(command, option + ": " + e.getMessage());
        }
    }
}
