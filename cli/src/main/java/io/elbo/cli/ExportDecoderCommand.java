package io.elbo.cli;

import io.elbo.Decoder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code elbo export-decoder}. */
@Command(
        name = "export-decoder",
        sortOptions = false,
        description = {
            "Writes the decoder of a model to its own file, without the encoder.",
            "'sample', 'decode', 'grid', 'colour' and 'info' accept this file in place of a model."
        },
        footer = {
            "",
            "Example:",
            "  ./elbo export-decoder runs/lines-1 -o decoder.safetensors",
            "  ./elbo sample decoder.safetensors"
        })
final class ExportDecoderCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Option(names = "-o", paramLabel = "FILE", description = "Output file, .safetensors. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("decoder.safetensors");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        OutputFile.check(out, command, ".safetensors");
        Decoder decoder = model.loadDecoder();
        decoder.save(out);
        System.out.printf(
                Locale.ROOT,
                "Wrote %s: a decoder of %,d parameters%n",
                out,
                decoder.description().parameters());
        return 0;
    }
}
