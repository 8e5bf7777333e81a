package io.elbo.cli;

import io.elbo.data.AtomicFile;
import io.elbo.data.Shown;
import io.elbo.data.table.Inference;
import io.elbo.data.table.InferenceOptions;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import io.elbo.table.TableRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code elbo schema}. */
@Command(
        name = "schema",
        sortOptions = false,
        description = {
            "Shows what the columns of a table are, as a model will take them.",
            "A line for each column: its type, what was seen, and why it is that. With -o the schema is written as JSON; edited, "
                    + "it goes to 'train --schema'."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo schema people.csv",
            "  ./elbo schema people.csv -o people.json",
            "  ./elbo schema people.parquet"
        })
final class SchemaCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Parameters(index = "0", paramLabel = "FILE", description = TableReadingOptions.WHAT)
    private String file;

    @Option(
            names = "--missing",
            paramLabel = "MARK",
            split = ",",
            description = "Texts that stand for no value, with commas between. Default: nothing, NA, ?, null and such")
    private List<String> missing;

    @Mixin
    private TableReadingOptions reading;

    @Option(names = "-o", paramLabel = "FILE", description = "A .json for the schema.")
    private Path out;

    @Option(names = "--json", description = "Print the schema as JSON.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        if (out != null) {
            OutputFile.check(out, command, OutputFile.JSON);
        }
        Inference inference = infer(reading.open(file, command), missing);
        if (out != null) {
            write(out, inference.schema());
        }
        if (json) {
            System.out.println(Shown.lines(TableRun.json(inference.schema())));
        } else {
            inference.report().forEach(System.out::println);
        }
        if (out != null && !json) {
            System.out.println("Wrote " + out);
        }
        return 0;
    }

    static Inference infer(TableSource source, List<String> missing) {
        InferenceOptions options =
                missing == null ? InferenceOptions.DEFAULT : InferenceOptions.DEFAULT.withMissing(missing);
        return Schema.infer(new CountedTable(source, "Finding out what the columns hold"), options);
    }

    private static void write(Path file, Schema schema) {
        byte[] text = TableRun.json(schema).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, to -> to.write(text));
    }
}
