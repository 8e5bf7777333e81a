package io.elbo.table;

import io.elbo.data.DataException;
import io.elbo.data.table.Schema;
import io.elbo.json.Json;
import io.elbo.spec.SpecFiles;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * The parts of a table's model and how each is trained: the contents of {@code spec.json} in the folder of a table's run.
 *
 * @param kind always {@value SpecFiles#TABLE}
 * @param model the VAE of the rows, which every purpose needs
 * @param scorer finds anomalies; null if the model is not to score rows
 * @param synthesizer draws rows; null if the model is not to draw any
 */
public record TableSpec(String kind, TableTraining model, ScorerSpec scorer, SynthesizerSpec synthesizer) {
    /** @throws IllegalArgumentException if the kind is another, or there is no model */
    public TableSpec {
        if (!SpecFiles.TABLE.equals(kind)) {
            throw new IllegalArgumentException("kind " + kind + ": must be " + SpecFiles.TABLE);
        }
        if (model == null) {
            throw new IllegalArgumentException("model: is missing");
        }
    }

    /** A table's model of these parts. */
    public TableSpec(TableTraining model, ScorerSpec scorer, SynthesizerSpec synthesizer) {
        this(SpecFiles.TABLE, model, scorer, synthesizer);
    }

    /**
     * What suits a table, for all purposes.
     *
     * @param columns the number of columns that take part
     */
    public static TableSpec of(int rows, int columns) {
        return new TableSpec(TableTraining.of(rows, columns), ScorerSpec.of(rows), new SynthesizerSpec());
    }

    /** What suits a table, for all purposes. */
    public static TableSpec of(Schema schema, int rows) {
        return of(rows, columns(schema));
    }

    /** How many columns of a schema take part. */
    private static int columns(Schema schema) {
        return (int) schema.columns().stream().filter(c -> !c.type().ignored()).count();
    }

    /** The purposes that its parts serve. */
    public Set<Purpose> purposes() {
        Set<Purpose> served = EnumSet.allOf(Purpose.class);
        if (scorer == null) {
            served.remove(Purpose.SCORE);
        }
        if (synthesizer == null) {
            served.remove(Purpose.SYNTHESIZE);
        }
        return served;
    }

    /**
     * The same with the parts that some purposes need, and no others.
     *
     * @param rows the number of rows
     */
    public TableSpec with(Set<Purpose> wanted, int rows) {
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("purposes: needs one at least of " + Purpose.words(Purpose.ALL));
        }
        return new TableSpec(
                model,
                !wanted.contains(Purpose.SCORE) ? null : scorer == null ? ScorerSpec.of(rows) : scorer,
                !wanted.contains(Purpose.SYNTHESIZE)
                        ? null
                        : synthesizer == null ? new SynthesizerSpec() : synthesizer);
    }

    /** Returns the same with another VAE. */
    public TableSpec withModel(TableTraining other) {
        return new TableSpec(other, scorer, synthesizer);
    }

    /**
     * Reads a file that holds the spec of a table's run.
     *
     * @throws DataException naming the file and the field that is not right
     */
    public static TableSpec read(Path file) {
        String text = Json.text(file);
        if (!isOne(text, file.toString())) {
            throw new DataException(
                    file + ": is not the spec of a table's run; its kind is not \"" + SpecFiles.TABLE + "\"");
        }
        return Json.read(text, TableSpec.class, file.toString());
    }

    /**
     * Whether JSON is the spec of a table's run, rather than of one of images.
     *
     * @param where names the text in messages
     */
    public static boolean isOne(String json, String where) {
        return SpecFiles.ofTable(json, where);
    }

    /** This spec as JSON. */
    public String toJson() {
        return Json.write(this);
    }
}
