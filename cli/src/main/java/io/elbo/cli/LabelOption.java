package io.elbo.cli;

import io.elbo.Decoder;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.rows.Classes;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The class that a conditional model is to make images of. */
final class LabelOption {
    @Option(
            names = "--label",
            paramLabel = "CLASS",
            description = "Of a model trained with --condition label: the class, by name or number.")
    private String label;

    /**
     * Conditions of n images, where no class is given of all classes in turn; null if the model takes none.
     */
    Rows inTurn(Decoder decoder, int n, CommandSpec command) {
        Optional<Classes> classes = classes(decoder, command);
        if (classes.isEmpty() || label != null) {
            return required(decoder, n, command);
        }
        int count = classes.get().count();
        return classes.get()
                .conditions(IntStream.range(0, n).map(i -> i % count).toArray());
    }

    /** One condition, where no class is given of the first; null if the model takes none. */
    Rows first(Decoder decoder, CommandSpec command) {
        return classes(decoder, command)
                .map(c -> c.conditions(label == null ? 0 : number(c, command)))
                .orElse(null);
    }

    /** Conditions of n images of the class, which must be given; null if the model takes none. */
    Rows required(Decoder decoder, int n, CommandSpec command) {
        Classes classes = classes(decoder, command).orElse(null);
        if (classes == null) {
            return null;
        }
        if (label == null) {
            throw wrong(
                    "--label is missing: this model makes images of a class, 0 to " + (classes.count() - 1), command);
        }
        return classes.conditions(number(classes, command), n);
    }

    /** Whether a class is given. */
    boolean given() {
        return label != null;
    }

    private Optional<Classes> classes(Decoder decoder, CommandSpec command) {
        Optional<Classes> classes = decoder.classes();
        if (classes.isEmpty() && decoder.spec().condition() != null) {
            throw new DataException(
                    "this model makes its images of a picture that it is given; 'elbo colour' gives it grey ones");
        }
        if (classes.isEmpty() && label != null) {
            throw wrong("--label " + label + ": this model was trained without labels", command);
        }
        return classes;
    }

    private int number(Classes classes, CommandSpec command) {
        try {
            return classes.label(label);
        } catch (DataException e) {
            throw wrong("--label: " + e.getMessage(), command);
        }
    }

    private static ParameterException wrong(String message, CommandSpec command) {
        return new ParameterException(command.commandLine(), message);
    }
}
