package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import io.elbo.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a table and their types.
 *
 * @param columns at least one, with different names
 * @param text how the table was written, so that similar ones can be written; null for {@link CsvFormat#STANDARD}, or if it was
 *     not text. Equal cells therefore give equal schemas
 * @param rules between columns, which generated and imputed rows keep; may be omitted
 */
public record Schema(List<Column> columns, CsvFormat text, List<ColumnRule> rules) {
    /**
     * Reads a schema that was written as JSON.
     *
     * @throws DataException naming the file and what is not right in it
     */
    public static Schema read(Path file) {
        return Json.read(Json.text(file), Schema.class, file.toString());
    }

    /** Returns this schema as JSON, which can be edited. */
    public String toJson() {
        return Json.write(this);
    }

    /** @throws IllegalArgumentException if there is no column, or two have the same name */
    public Schema {
        columns = List.copyOf(columns);
        CsvFormat named = text == null ? CsvFormat.STANDARD : text.withHeader(true); // names are always written
        text = named.equals(CsvFormat.STANDARD) ? null : named;
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns are named '" + FileText.oneLine(column.name()) + "'");
            }
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a schema needs at least one column");
        }
        rules = rules == null ? List.of() : List.copyOf(rules);
        for (ColumnRule rule : rules) {
            for (String name : rule.columns()) {
                if (!names.contains(name)) {
                    throw new IllegalArgumentException("the rule " + rule + " is about a column '"
                            + FileText.oneLine(name) + "', which does not exist");
                }
            }
        }
    }

    /** A schema of a table in the standard form. */
    public Schema(List<Column> columns) {
        this(columns, null, List.of());
    }

    /** Returns a copy with other rules. */
    public Schema withRules(List<ColumnRule> others) {
        return new Schema(columns, text, others);
    }

    /** Returns the names of the columns, in order. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** Returns the column with a name. Blanks at the ends of the name are ignored, because no column name has them. */
    public Optional<Column> column(String name) {
        String plain = name.strip();
        return columns.stream()
                .filter(column -> column.name().equals(name) || column.name().equals(plain))
                .findFirst();
    }

    /**
     * Returns a copy with another column in place of the one with its name.
     *
     * @throws DataException if there is none
     */
    public Schema with(Column changed) {
        if (column(changed.name()).isEmpty()) {
            throw new DataException("there is no column '" + FileText.oneLine(changed.name()) + "'");
        }
        return new Schema(
                columns.stream()
                        .map(column -> column.name().equals(changed.name()) ? changed : column)
                        .toList(),
                text,
                rules);
    }

    /**
     * Returns this schema with the decimal mark of a table, if that is certain. Its cells are read and written with it.
     *
     * @param source the table
     */
    public Schema writtenLike(TableSource source) {
        if (!source.decimalMarkIsCertain()) {
            return this;
        }
        return new Schema(
                columns.stream()
                        .map(column -> column.withType(column.type().withDecimalMark(source.decimalMark())))
                        .toList(),
                text,
                rules);
    }

    /**
     * Reads a whole table once and infers the types of its columns. Memory is bounded, whatever the number of rows. The
     * result depends only on the table and the options.
     *
     * <p>Missing marks are the empty cell, NA, N/A, n/a, #N/A, &lt;NA&gt;, NaN, nan, null, NULL, ? and Excel's errors such as
     * #DIV/0!. In columns of numbers and dates they are also None, none, na, -, --, a point, missing and \N. The options may
     * replace them. If one of them is a value (such as NA for Namibia), the options or the schema must say so.
     *
     * <p>The first of these rules that applies gives the type:
     *
     * <ol>
     *   <li>only one text: a constant; if there are also missing cells, a category of one level;
     *   <li>no and yes, or false/true, f/t, n/y, off/on, 0/1, each with any capitals: a flag;
     *   <li>dates of one pattern: a date. If day and month cannot be distinguished, the month is first with slashes and the
     *       day is first otherwise, and the summary says so. Integers are dates if they are like 20240131 within 1800 to 2199
     *       and of more than one month and day; if they are like 202401, and the name suggests it or all twelve months occur;
     *       or if the name suggests times and all are seconds or milliseconds from 1990 to 2099;
     *   <li>numbers, all with the same currency, unit or percent sign if any (a percentage is the number before the sign): a
     *       number. Exceptions are numbers with more than 15 digits before the point, which no double holds, and numbers with
     *       leading zeros and equal lengths, which are codes;
     *       <ul>
     *         <li>consecutive integers, each once, or all different with a name like "id": an identifier;
     *         <li>integers, none negative: a count; but positive if none is zero and more than 1,000 are different, so that
     *             steps of one no longer matter. Few different numbers do not make a category: a count keeps their order, and
     *             the schema can be edited;
     *         <li>from 0 to 1, beginning below 0.1 and ending above 0.9: a proportion;
     *         <li>none negative: positive; otherwise real;
     *       </ul>
     *   <li>texts of 20 rows or more, over half of which are different: free text if they are long or have several words,
     *       otherwise an identifier;
     *   <li>otherwise a category; if it has more levels than allowed, of the most frequent ones. Texts that look ordered are
     *       ordinal only if the schema is edited.
     * </ol>
     *
     * <p>For numbers and dates it is enough that 95 in 100 cells fit, or all but one of ten or more, with at most 20 different
     * other texts, which then do not fit. Infinite numbers do not fit either, however many there are.
     *
     * @throws DataException if the table has no rows or cannot be read, or the options name a column that does not exist or
     *     that cannot have the declared kind
     */
    public static InferredSchema infer(TableSource source, InferenceOptions options) {
        List<String> names = source.columns();
        for (String name : options.kinds().keySet()) {
            if (!names.contains(name)) {
                throw new DataException(source.name() + ": there is no column '" + FileText.oneLine(name)
                        + "'; the columns are " + TableNames.list(names));
            }
        }
        List<ColumnStatistics> seen = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            seen.add(new ColumnStatistics(
                    names.size(),
                    column,
                    source.decimalMark(),
                    options,
                    options.kinds().get(names.get(column))));
        }
        Reading reading = source.read((line, cells) -> {
            for (int column = 0; column < cells.length; column++) {
                seen.get(column).add(line, cells[column]);
            }
        });
        if (reading.rows() == 0) {
            throw new DataException(source.name() + ": has no rows; at least one is needed");
        }
        List<Column> columns = new ArrayList<>();
        List<ColumnSummary> summaries = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            TypeRules rules = new TypeRules(names.get(column), seen.get(column), options);
            columns.add(new Column(names.get(column), rules.type(), rules.missing()));
            summaries.add(rules.summary());
        }
        return new InferredSchema(
                new Schema(columns, source.text().orElse(null), List.of()), summaries, reading, source.notes());
    }
}
