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

/** The class of the images that a conditional model generates. */
final class LabelOption {
    @Option(
            names = "--label",
            paramLabel = "CLASS",
            description = "Class of the images, by name or number (models trained with --condition label only).")
    private String label;

    /** Returns the conditions of n images: the given class, or else all classes in turn; null if the model takes no condition. */
    Rows inTurn(Decoder decoder, int n, CommandSpec command) {
        Optional<Classes> classes = classes(decoder, command);
        if (classes.isEmpty() || label != null) {
            return required(decoder, n, command);
        }
        int count = classes.get().count();
        return classes.get()
                .conditions(IntStream.range(0, n).map(i -> i % count).toArray());
    }

    /** Returns one condition: the given class, or else the first; null if the model takes no condition. */
    Rows first(Decoder decoder, CommandSpec command) {
        return classes(decoder, command)
                .map(c -> c.conditions(label == null ? 0 : number(c, command)))
                .orElse(null);
    }

    /** Returns the conditions of n images of the given class, which is required; null if the model takes no condition. */
    Rows required(Decoder decoder, int n, CommandSpec command) {
        Classes classes = classes(decoder, command).orElse(null);
        if (classes == null) {
            return null;
        }
        if (label == null) {
            throw wrong("--label is missing: this model needs a class, 0 to " + (classes.count() - 1), command);
        }
        return classes.conditions(number(classes, command), n);
    }

    /** Returns whether a class is given. */
    boolean given() {
        return label != null;
    }

    private Optional<Classes> classes(Decoder decoder, CommandSpec command) {
        Optional<Classes> classes = decoder.classes();
        if (classes.isEmpty() && decoder.spec().condition() != null) {
            throw new DataException(
                    "this model needs a picture as its condition; use 'elbo colour' with grey pictures");
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
