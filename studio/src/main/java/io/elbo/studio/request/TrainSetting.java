package io.elbo.studio.request;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Something that can be said of a training: a flag of {@code elbo train}. This is the list of all of them; what each means, and which
 * values it takes, the option of that name says.
 */
public enum TrainSetting {
    /** What to train on. */
    DATA(Part.DATA, Trait.TABLE, Trait.EXACT),
    DATA_DIR(Part.DATA, Trait.EXACT),
    RESIZE(Part.DATA, Trait.EXACT),
    LIMIT(Part.DATA, Trait.TABLE, Trait.EXACT),
    BACKGROUND(Part.DATA, Trait.EXACT),
    WHITE(Part.DATA, Trait.EXACT),
    BROKEN(Part.DATA, Trait.TABLE, Trait.EXACT),
    LEAVE_OUT(Part.DATA),
    PAIRS(Part.DATA),
    RESIZE_PAIRS(Part.DATA),

    /** What a spec file says instead. */
    MODEL(Part.MODEL, Trait.EXACT),
    ARCHITECTURE(Part.MODEL),
    HIDDEN(Part.MODEL, Trait.TABLE),
    LATENT(Part.MODEL, Trait.TABLE, Trait.EXACT),
    ACTIVATION(Part.MODEL),
    LIKELIHOOD(Part.MODEL),
    VARIANCE(Part.MODEL),
    PRIOR(Part.MODEL),
    CONDITION(Part.MODEL),
    INITIALIZATION(Part.MODEL),

    EPOCHS(Part.TRAINING, Trait.TABLE, Trait.RESUMED),
    BATCH(Part.TRAINING, Trait.TABLE),
    OPTIMIZER(Part.TRAINING, Trait.TABLE),
    LEARNING_RATE(Part.TRAINING, Trait.TABLE),
    SCHEDULE(Part.TRAINING, Trait.TABLE),
    WARM_UP(Part.TRAINING, Trait.TABLE),
    MOMENTUM(Part.TRAINING, Trait.TABLE),
    WEIGHT_DECAY(Part.TRAINING, Trait.TABLE),
    CLIP_NORM(Part.TRAINING, Trait.TABLE),
    OBJECTIVE(Part.TRAINING, Trait.TABLE),
    SAMPLES(Part.TRAINING, Trait.TABLE),
    BETA(Part.TRAINING, Trait.TABLE),
    KL_WARM_UP(Part.TRAINING, Trait.TABLE),
    KL_CYCLES(Part.TRAINING, Trait.TABLE),
    FREE_BITS(Part.TRAINING, Trait.TABLE),
    CAPACITY(Part.TRAINING, Trait.TABLE),
    MMD(Part.TRAINING, Trait.TABLE),
    BINARIZE(Part.TRAINING),
    CORRUPT(Part.TRAINING),
    VALIDATION(Part.TRAINING, Trait.TABLE),
    PATIENCE(Part.TRAINING, Trait.TABLE),
    SEED(Part.TRAINING, Trait.TABLE),

    IGNORE(Part.TABLE, Trait.REPEATED),
    /** A file: whoever asks for it must be the user of this machine. */
    SCHEMA(Part.TABLE, Trait.LOCAL),
    STRICT(Part.TABLE, Trait.ALONE),
    MEMORY(Part.TABLE, Trait.LOCAL, Trait.RESUMED),
    FOR(Part.TABLE),
    MISSING(Part.COLUMNS),
    AS(Part.COLUMNS, Trait.REPEATED),
    QUERY(Part.READING, Trait.LOCAL),
    DELIMITER(Part.READING),
    QUOTE(Part.READING),
    HEADER(Part.READING, Trait.ALONE),
    NO_HEADER(Part.READING, Trait.ALONE),
    ENCODING(Part.READING),
    DECIMAL_COMMA(Part.READING),
    SHEET(Part.READING),

    OUT(Part.RUN, Trait.TABLE, Trait.EXACT, Trait.LOCAL),
    SPEC(Part.RUN, Trait.TABLE, Trait.LOCAL),
    RESUME(Part.RUN, Trait.TABLE, Trait.RESUMED, Trait.LOCAL),
    SAVE_EVERY(Part.RUN, Trait.TABLE, Trait.RESUMED, Trait.LOCAL),
    THREADS(Part.RUN, Trait.TABLE, Trait.RESUMED);

    /** What it is about. */
    public enum Part {
        /** Images or a table, and which of them. */
        DATA,
        /** What is trained. */
        MODEL,
        /** How. */
        TRAINING,
        /** The columns of a table, and what becomes of its rows. */
        TABLE,
        /** What the columns are that is else found out. */
        COLUMNS,
        /** How a table's file is read. */
        READING,
        /** Where the run is, and how it is carried out. */
        RUN;

        /** The flags of this part, in the order of the list. */
        public List<String> flags() {
            return Arrays.stream(TrainSetting.values())
                    .filter(setting -> setting.part == this)
                    .map(TrainSetting::flag)
                    .toList();
        }
    }

    private enum Trait {
        /** Has no value. */
        ALONE,
        /** May be said several times. */
        REPEATED,
        /** Not for a page to say: it names a file, asks a database, or is the studio's. */
        LOCAL,
        /** Of tables as of images. */
        TABLE,
        /** Beside {@link TrainSetting#RESUME}. */
        RESUMED,
        /** Of a model that is computed. */
        EXACT
    }

    private static final Set<Part> OF_TABLES = EnumSet.of(Part.TABLE, Part.COLUMNS, Part.READING);
    private static final Map<String, TrainSetting> BY_FLAG =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(TrainSetting::flag, Function.identity()));

    private final Part part;
    private final Set<Trait> traits;

    TrainSetting(Part part, Trait... traits) {
        this.part = part;
        this.traits = Set.copyOf(List.of(traits));
    }

    /** The setting of a flag, if there is one. */
    public static Optional<TrainSetting> of(String flag) {
        return Optional.ofNullable(BY_FLAG.get(flag));
    }

    /** The flag of {@code elbo train} that says it. */
    public String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is about. */
    public Part part() {
        return part;
    }

    /** Whether it has a value. */
    public boolean takesValue() {
        return !traits.contains(Trait.ALONE);
    }

    /** Whether it may be said several times. */
    public boolean repeats() {
        return traits.contains(Trait.REPEATED);
    }

    /** Whether a page may say it. */
    public boolean forPage() {
        return !traits.contains(Trait.LOCAL);
    }

    /** Whether it goes with tables, alone or as with images. */
    public boolean ofTables() {
        return OF_TABLES.contains(part) || traits.contains(Trait.TABLE);
    }

    /** Whether it goes with tables only. */
    public boolean ofTablesOnly() {
        return OF_TABLES.contains(part);
    }

    /** Whether a run that goes on may have it; all else is as it began. */
    public boolean ofResumed() {
        return part == Part.DATA || part == Part.READING || traits.contains(Trait.RESUMED);
    }

    /** Whether the data of a table's run that goes on need it again. */
    public boolean ofResumedTable() {
        return part == Part.DATA || part == Part.READING;
    }

    /** Whether a model that is computed may have it. */
    public boolean ofExact() {
        return traits.contains(Trait.EXACT);
    }
}
