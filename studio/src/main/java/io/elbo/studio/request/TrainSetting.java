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
 * A setting of a training, which is a flag of {@code elbo train}. This enum lists all of them. The command-line option of the same name
 * documents the meaning and the values of each.
 */
public enum TrainSetting {
    /** The data to train on. */
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

    /** The kind of model. A spec file contains this and the other settings of the model instead. */
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
    /** A schema file. Only the local user may name it, not a page. */
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

    /** The part of a training that a setting belongs to. */
    public enum Part {
        /** The images or the table to train on. */
        DATA,
        /** The model. */
        MODEL,
        /** The training procedure. */
        TRAINING,
        /** The columns of a table and the treatment of its rows. */
        TABLE,
        /** The column types that are otherwise inferred. */
        COLUMNS,
        /** The format of a table's file. */
        READING,
        /** The run's folder and its execution. */
        RUN;

        /** Returns the flags of this part in declaration order. */
        public List<String> flags() {
            return Arrays.stream(TrainSetting.values())
                    .filter(setting -> setting.part == this)
                    .map(TrainSetting::flag)
                    .toList();
        }
    }

    private enum Trait {
        /** Takes no value. */
        ALONE,
        /** May be given several times. */
        REPEATED,
        /** Not allowed from a page: it names a file, queries a database or is reserved for the studio. */
        LOCAL,
        /** Applies to tables as well as to images. */
        TABLE,
        /** Allowed together with {@link TrainSetting#RESUME}. */
        RESUMED,
        /** Applies to a model that is computed directly, not trained. */
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

    /** Returns the setting of a flag, if there is one. */
    public static Optional<TrainSetting> of(String flag) {
        return Optional.ofNullable(BY_FLAG.get(flag));
    }

    /** Returns the flag of {@code elbo train}. */
    public String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the part of the training that this setting belongs to. */
    public Part part() {
        return part;
    }

    /** Returns whether this setting takes a value. */
    public boolean takesValue() {
        return !traits.contains(Trait.ALONE);
    }

    /** Returns whether this setting may be given several times. */
    public boolean repeats() {
        return traits.contains(Trait.REPEATED);
    }

    /** Returns whether a page may give this setting. */
    public boolean forPage() {
        return !traits.contains(Trait.LOCAL);
    }

    /** Returns whether this setting applies to tables, whether or not it also applies to images. */
    public boolean ofTables() {
        return OF_TABLES.contains(part) || traits.contains(Trait.TABLE);
    }

    /** Returns whether this setting applies to tables only. */
    public boolean ofTablesOnly() {
        return OF_TABLES.contains(part);
    }

    /** Returns whether this setting is allowed for a resumed run. All other settings stay as the run began. */
    public boolean ofResumed() {
        return part == Part.DATA || part == Part.READING || traits.contains(Trait.RESUMED);
    }

    /** Whether the data of a table's run that goes on need it again. */
    public boolean ofResumedTable() {
        return part == Part.DATA || part == Part.READING;
    }

    /** Returns whether this setting applies to a model that is computed directly, not trained. */
    public boolean ofExact() {
        return traits.contains(Trait.EXACT);
    }
}
