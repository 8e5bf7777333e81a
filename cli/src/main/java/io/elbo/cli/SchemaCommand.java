package io.elbo.cli;

import io.elbo.data.Shown;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.table.InferredSchema;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import io.elbo.table.TableRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
            "Shows the column types that a model infers from a table.",
            "Each column has a line: its type, what it contains, and the reason for the type. -o writes the "
                    + "schema as JSON, which you can edit and pass to 'train --schema'."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo schema people.csv",
            "  ./elbo schema people.csv -o people.json",
            "  ./elbo schema people.csv --as zip=category --as amount=number",
            "  ./elbo schema people.parquet"
        })
final class SchemaCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Parameters(index = "0", paramLabel = "FILE", description = TableReadingOptions.WHAT)
    private String file;

    @Mixin
    private ColumnOptions columns;

    @Mixin
    private TableReadingOptions reading;

    @Mixin
    private BrokenOption broken;

    @Option(names = "-o", paramLabel = "FILE", description = "Output file of the schema, .json.")
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
        columns.check(command);
        TableSource source = reading.open(file, command);
        InferredSchema inference = columns.infer(source, command);
        Schema schema =
                TableRun.Table.read(source, inference.schema()).withRules().schema();
        if (out != null) {
            write(out, schema);
        }
        if (json) {
            System.out.println(Shown.lines(schema.toJson()));
        } else {
            inference.report().forEach(System.out::println);
            if (!schema.rules().isEmpty()) {
                System.out.println("Between columns: " + TableFiles.rules(schema));
            }
        }
        if (out != null && !json) {
            System.out.println("Wrote " + out);
        }
        return 0;
    }

    private static void write(Path file, Schema schema) {
        byte[] text = schema.toJson().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, to -> to.write(text));
    }
}
