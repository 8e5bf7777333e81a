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

/** How a table is read where its file does not show it: flags of all commands that read tables. */
final class TableReadingOptions {
    /** Endings of files that are no tables. */
    private static final List<String> IMAGES =
            List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", "-ubyte", "-ubyte.gz");

    private static final int MOST_SAID = 200;

    private static final List<String> FLAGS = TrainSetting.Part.READING.flags();

    static final String WHAT =
            "A table: CSV or TSV (also packed with gzip), Excel, Parquet, JSON, JSON lines or NPZ; - for standard "
                    + "input; or jdbc:... with --query.";

    static final String WRITTEN =
            "A table: its name ends in csv or tsv (or these and gz), xlsx, parquet, jsonl, ndjson or json.";

    /** Where a database wants to know who asks: not on the command line, which others can see. */
    private static final String USER = "ELBO_DB_USER";

    private static final String PASSWORD = "ELBO_DB_PASSWORD";
    private static final int ORDER = 30;

    @Option(
            names = "--query",
            paramLabel = "SQL",
            order = ORDER,
            description =
                    "What to ask a database for, with --data jdbc:...; user and password may be in the environment "
                            + "as " + USER + " and " + PASSWORD + ".")
    private String query;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            order = ORDER + 1,
            description = "Between cells of text: a character, or tab. Default: as the file shows")
    private String delimiter;

    @Option(
            names = "--quote",
            paramLabel = "CHAR",
            order = ORDER + 2,
            description = "Around cells of text. Default: as the file shows")
    private String quote;

    @Option(
            names = "--header",
            order = ORDER + 3,
            description = "The first line of text has the names of the columns. Default: as the file shows")
    private boolean header;

    @Option(names = "--no-header", order = ORDER + 3, description = "The first line of text is data.")
    private boolean noHeader;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            order = ORDER + 4,
            description = "Of text, such as UTF-8 or windows-1252. Default: as the file shows")
    private String encoding;

    @Option(
            names = "--decimal-comma",
            arity = "0..1",
            paramLabel = "true|false",
            fallbackValue = "true",
            order = ORDER + 5,
            description = "Numbers of text have decimal commas (or points: false). Default: as the file shows")
    private Boolean decimalComma;

    @Option(
            names = "--sheet",
            paramLabel = "NAME",
            order = ORDER + 7,
            description = "Of an Excel file: the name of the sheet, or its number from 1. Default: the first")
    private String sheet;

    /** Refuses flags beside what is no table. */
    void requireNone(CommandSpec command) {
        requireNone("a table as --data", command);
    }

    /** Refuses flags beside what reads no table. */
    void requireNone(String with, CommandSpec command) {
        List<String> given = FLAGS.stream()
                .sorted()
                .filter(command.commandLine().getParseResult()::hasMatchedOption)
                .toList();
        if (!given.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), String.join(", ", given) + " goes with " + with + " only");
        }
    }

    /** Refuses values that cannot be, before any work. */
    void check(String data, CommandSpec command) {
        options(command);
        boolean database = JdbcQuery.isUrl(data);
        if (database && query == null) {
            throw wrong("--query is missing: what to ask the database for, such as 'select * from people'", command);
        }
        if (!database && query != null) {
            throw wrong("--query goes with a database as data, jdbc:..., only", command);
        }
        boolean ofText = given(BrokenOption.NAME, command)
                || FLAGS.stream().anyMatch(flag -> !flag.equals("--query") && given(flag, command));
        if (database && ofText) {
            throw wrong("--query is answered by a database; flags of text do not go with it", command);
        }
    }

    /** The same of text that comes line by line. */
    void checkStream(CommandSpec command) {
        options(command);
        if (query != null) {
            throw wrong("--query goes with a database as data, jdbc:..., only", command);
        }
    }

    /** Whether broken rows are to be refused, and it was said. */
    static boolean refusesBroken(CommandSpec command) {
        return BrokenOption.skips(command).filter(skips -> !skips).isPresent();
    }

    private static boolean given(String flag, CommandSpec command) {
        return command.commandLine().getParseResult().hasMatchedOption(flag);
    }

    /** The table that a model is given. */
    TableSource open(String data, TableModel model, CommandSpec command) {
        if (ofImages(data)) {
            throw wrong(
                    "--data " + data + ": are images; the model takes a table with the columns "
                            + Shown.brief(String.join(", ", model.schema().names()), MOST_SAID),
                    command);
        }
        return open(data, command);
    }

    /** Somebody who typed the command alone sees nothing, and may wait for it while it waits for him. */
    static void sayThatItWaits() {
        if (Terminal.Stream.IN.interactive()) {
            Say.note("waits for a table on standard input, its header first; Ctrl-D ends it, --data FILE reads a file");
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
            throw wrong("--header does not go with --no-header", command);
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
