package io.elbo.cli;

import io.elbo.data.Shown;
import io.elbo.data.image.ImageSource;
import io.elbo.data.table.BrokenRows;
import io.elbo.data.table.CsvOptions;
import io.elbo.data.table.TableSource;
import io.elbo.formats.JdbcQuery;
import io.elbo.formats.Tables;
import io.elbo.studio.request.TrainSetting;
import io.elbo.table.TableModel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The format of a table where the file does not show it. All commands that read tables have these flags. */
final class TableReadingOptions {
    /** Endings of files that are not tables. */
    private static final List<String> IMAGES =
            List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", "-ubyte", "-ubyte.gz");

    private static final int MOST_SAID = 200;

    private static final List<String> FLAGS = TrainSetting.Part.READING.flags();

    static final String WHAT =
            "A table: CSV or TSV (also gzipped), Excel, Parquet, JSON, JSON lines or NPZ; - for standard "
                    + "input; or jdbc:... with --query.";

    static final String WRITTEN =
            "Output table; its name ends in csv or tsv (also with .gz), xlsx, parquet, jsonl, ndjson or json.";

    /** The environment variables with the credentials of a database. Others can see the command line. */
    private static final String USER = "ELBO_DB_USER";

    private static final String PASSWORD = "ELBO_DB_PASSWORD";
    private static final int ORDER = 30;

    @Option(
            names = "--query",
            paramLabel = "SQL",
            order = ORDER,
            description =
                    "SQL query for a database (with --data jdbc:...). The environment may give the user and password as "
                            + USER + " and " + PASSWORD + ".")
    private String query;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            order = ORDER + 1,
            description = "Delimiter between the cells of a text file: a character, or tab. Default: detected")
    private String delimiter;

    @Option(
            names = "--quote",
            paramLabel = "CHAR",
            order = ORDER + 2,
            description = "Quote character around the cells of a text file. Default: detected")
    private String quote;

    @Option(
            names = "--header",
            order = ORDER + 3,
            description = "The first line of a text file contains the column names. Default: detected")
    private boolean header;

    @Option(names = "--no-header", order = ORDER + 3, description = "The first line of a text file is data.")
    private boolean noHeader;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            order = ORDER + 4,
            description = "Encoding of a text file, such as UTF-8 or windows-1252. Default: detected")
    private String encoding;

    @Option(
            names = "--decimal-comma",
            arity = "0..1",
            paramLabel = "true|false",
            fallbackValue = "true",
            order = ORDER + 5,
            description = "Numbers in a text file have a decimal comma (false: a decimal point). Default: detected")
    private Boolean decimalComma;

    @Option(
            names = "--sheet",
            paramLabel = "NAME",
            order = ORDER + 7,
            description = "Name of the sheet of an Excel file, or its number from 1. Default: the first")
    private String sheet;

    /** Refuses these flags if the data are not a table. */
    void requireNone(CommandSpec command) {
        requireNone("a table as --data", command);
    }

    /**
     * Refuses these flags if no table is read.
     *
     * @param with what they require
     */
    void requireNone(String with, CommandSpec command) {
        List<String> given = FLAGS.stream()
                .sorted()
                .filter(command.commandLine().getParseResult()::hasMatchedOption)
                .toList();
        if (!given.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), String.join(", ", given) + ": only allowed with " + with);
        }
    }

    /** Refuses invalid values before any work. */
    void check(String data, CommandSpec command) {
        options(command);
        boolean database = JdbcQuery.isUrl(data);
        if (database && query == null) {
            throw wrong("--query is missing: must be an SQL query, such as 'select * from people'", command);
        }
        if (!database && query != null) {
            throw wrong("--query requires a database as data, jdbc:...", command);
        }
        boolean ofText = given(BrokenOption.NAME, command)
                || FLAGS.stream().anyMatch(flag -> !flag.equals("--query") && given(flag, command));
        if (database && ofText) {
            throw wrong("--query reads a database; it cannot be used with flags for text files", command);
        }
    }

    /** Does the same for text that arrives line by line. */
    void checkStream(CommandSpec command) {
        options(command);
        if (query != null) {
            throw wrong("--query requires a database as data, jdbc:...", command);
        }
    }

    /** Returns whether the user asked to refuse broken rows. */
    static boolean refusesBroken(CommandSpec command) {
        return BrokenOption.skips(command).filter(skips -> !skips).isPresent();
    }

    private static boolean given(String flag, CommandSpec command) {
        return command.commandLine().getParseResult().hasMatchedOption(flag);
    }

    /** Opens the table for a model. */
    TableSource open(String data, TableModel model, CommandSpec command) {
        if (ofImages(data)) {
            throw wrong(
                    "--data " + data + ": contains images; the model requires a table with the columns "
                            + Shown.brief(String.join(", ", model.schema().names()), MOST_SAID),
                    command);
        }
        return open(data, command);
    }

    /** Tells a user at a terminal that the command waits for input. Otherwise nothing would show it. */
    static void sayThatItWaits() {
        if (Terminal.Stream.IN.interactive()) {
            Say.note("waiting for a table on standard input, header first; Ctrl-D ends it, --data FILE reads a file");
        }
    }

    private static boolean ofImages(String data) {
        String name = data.toLowerCase(Locale.ROOT);
        return ImageSource.names().contains(data) && !Files.exists(Path.of(data))
                || IMAGES.stream().anyMatch(name::endsWith)
                || !TableFiles.isTable(data) && Files.isDirectory(Path.of(data));
    }

    TableSource open(String data, CommandSpec command) {
        check(data, command);
        CsvOptions options = options(command);
        if (data.equals(TableFiles.STANDARD)) {
            sayThatItWaits();
            return Tables.open(System.in, options);
        }
        if (JdbcQuery.isUrl(data)) {
            return JdbcQuery.open(
                    data,
                    query,
                    Optional.ofNullable(System.getenv(USER)),
                    Optional.ofNullable(System.getenv(PASSWORD)));
        }
        return Tables.open(Path.of(data), options);
    }

    CsvOptions options(CommandSpec command) {
        if (header && noHeader) {
            throw wrong("--header cannot be used with --no-header", command);
        }
        Optional<Character> mark =
                given("--delimiter", delimiter, text -> character(text), "one character, or tab", command);
        Optional<Character> around = given("--quote", quote, text -> character(text), "one character", command);
        Optional<Charset> charset = given(
                "--encoding", encoding, Charset::forName, "a known encoding, such as UTF-8 or windows-1252", command);
        boolean skips = BrokenOption.skips(command).orElse(false);
        return Usage.settings(
                command,
                () -> new CsvOptions(
                        mark,
                        around,
                        charset,
                        header || noHeader ? Optional.of(header) : Optional.empty(),
                        Optional.ofNullable(decimalComma),
                        skips ? BrokenRows.SKIP : BrokenRows.REFUSE,
                        Optional.ofNullable(sheet)));
    }

    private static <T> Optional<T> given(
            String flag, String text, Function<String, T> value, String allowed, CommandSpec command) {
        try {
            return Optional.ofNullable(text).map(value);
        } catch (IllegalArgumentException e) {
            throw wrong(flag + ": '" + text + "' must be " + allowed, command);
        }
    }

    private static char character(String text) {
        if (text.equalsIgnoreCase("tab") || text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }

    private static ParameterException wrong(String message, CommandSpec command) {
        return new ParameterException(command.commandLine(), message);
    }
}
