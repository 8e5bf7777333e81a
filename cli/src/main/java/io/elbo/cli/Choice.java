package io.elbo.cli;

import io.elbo.image.score.Score;
import io.elbo.layer.Activation;
import io.elbo.layer.Initialization;
import io.elbo.semi.SemiMethod;
import io.elbo.spec.Binarization;
import io.elbo.table.Purpose;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converts between the constants of an enum and lower-case words on the command line. Reading ignores case.
 *
 * @param constants the constants in the order of the help texts
 */
record Choice<E extends Enum<E>>(List<E> constants) implements ITypeConverter<E> {
    /** Registers an enum as an option type. */
    static <E extends Enum<E>> void register(CommandLine line, Class<E> type) {
        line.registerConverter(type, new Choice<>(List.of(type.getEnumConstants())));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public E convert(String typed) {
        String wanted = typed.strip().replace('-', '_');
        return constants.stream()
                .filter(c -> c.name().equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + typed + "' is not one of "
                        + String.join(", ", constants.stream().map(Choice::word).toList())));
    }

    /** The words for help and completion. */
    private abstract static class Words implements Iterable<String> {
        private final Enum<?>[] constants;

        Words(Enum<?>... constants) {
            this.constants = constants;
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(constants).map(Choice::word).iterator();
        }
    }

    static final class Activations extends Words {
        Activations() {
            super(Activation.Function.values());
        }
    }

    static final class Initializations extends Words {
        Initializations() {
            super(Initialization.values());
        }
    }

    static final class Likelihoods extends Words {
        Likelihoods() {
            super(ModelOptions.LikelihoodName.values());
        }
    }

    static final class Objectives extends Words {
        Objectives() {
            super(ObjectiveOptions.Name.values());
        }
    }

    static final class Purposes extends Words {
        Purposes() {
            super(Purpose.values());
        }
    }

    static final class SemiMethods extends Words {
        SemiMethods() {
            super(SemiMethod.values());
        }
    }

    static final class Studies extends Words {
        Studies() {
            super(StudyCommand.Name.values());
        }
    }

    static final class Binarizations extends Words {
        Binarizations() {
            super(Binarization.values());
        }
    }

    /** The names of scores. */
    static final class Scores implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Score.all().stream().map(Score::name).iterator();
        }
    }
}
