package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a table and what they hold.
 *
 * @param columns at least one; no two of the same name
 * @param text how the table was written, so that others like it can be; null for {@link CsvFormat#STANDARD}, or if it was no
 *     text: the same cells then make the same schema
 * @param rules what holds between columns, and is kept where rows are drawn or filled in; may be left out
 */
public record Schema(List<Column> columns, CsvFormat text, List<ColumnRule> rules) {
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
                            + FileText.oneLine(name) + "', which is not there");
                }
            }
        }
    }

    /** Of a table in the usual form. */
    public Schema(List<Column> columns) {
        this(columns, null, List.of());
    }

    /** The same with other rules. */
    public Schema withRules(List<ColumnRule> others) {
        return new Schema(columns, text, others);
    }

    /** The names of the columns, in order. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** The column of a name, in which blanks at the ends do not matter: no column's has them. */
    public Optional<Column> column(String name) {
        String plain = name.strip();
        return columns.stream()
                .filter(column -> column.name().equals(name) || column.name().equals(plain))
                .findFirst();
    }

    /**
     * The same with another column in the place of the one with its name.
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
     * This schema as a table writes it: with its decimal mark, if that is certain. Cells are read and written by it.
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
     * Reads a whole table once and finds out what its columns hold. Memory is bounded whatever the number of rows; the
     * result depends on nothing but the table and the options.
     *
     * <p>Missing marks are the empty cell, NA, N/A, n/a, #N/A, &lt;NA&gt;, NaN, nan, null, NULL, ? and Excel's errors such as
     * #DIV/0!, in columns of numbers and dates also None, none, na, -, --, a point, missing and \N, unless the options give others. Where one of
     * them is a value (NA for Namibia), the options or the schema have to say so.
     *
     * <p>The rules, of which the first that fits is taken:
     *
     * <ol>
     *   <li>one text only: a constant; with missing cells beside it, a category of one level;
     *   <li>no and yes, or false/true, f/t, n/y, off/on, 0/1, each in any spelling with capitals: a flag;
     *   <li>dates of one pattern: a date; where day and month cannot be told apart, month first with strokes and day first
     *       otherwise, and the summary says so. Whole numbers are dates if they are like 20240131 within 1800 to 2199 and of
     *       more than one month and day; like 202401, if the name says so or all twelve months come; or if the name says
     *       that they are moments and all are seconds or milliseconds from 1990 to 2099;
     *   <li>numbers, perhaps with a currency, a unit or a percent sign that all have (a percent is the number before the
     *       sign): a number, unless it has more than 15 digits before the point, which no double holds, or zeros in front
     *       and one length, which is a code;
     *       <ul>
     *         <li>consecutive whole numbers, each once, or all different under a name like "id": an identifier;
     *         <li>whole and none negative: a count; but positive if none is zero and more than 1,000 are different, where
     *             steps of one no longer matter. That there are few different ones makes no category of numbers: a count
     *             keeps their order, and the schema can be edited;
     *         <li>from 0 to 1, beginning below 0.1 and ending above 0.9: a proportion;
     *         <li>none negative: positive; else real;
     *       </ul>
     *   <li>texts, of 20 rows or more, over half of which are different: free text if they are long or have several
     *       words, else an identifier;
     *   <li>else a category; of more levels than allowed the most frequent. What looks ordered is no ordinal until the
     *       schema is edited.
     * </ol>
     *
     * <p>Of numbers and dates 95 in 100 are enough, or all but one of ten or more, and at most 20 other texts: these then do
     * not fit. Infinite numbers do not fit either, however many there are.
     *
     * @throws DataException if the table has no rows or cannot be read, or the options name a column that it has not, or
     *     that cannot be what they say
     */
    public static InferredSchema infer(TableSource source, InferenceOptions options) {
        List<String> names = source.columns();
        for (String name : options.kinds().keySet()) {
            if (!names.contains(name)) {
                throw new DataException(source.name() + ": there is no column '" + FileText.oneLine(name)
                        + "'; there are " + TableNames.list(names));
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
