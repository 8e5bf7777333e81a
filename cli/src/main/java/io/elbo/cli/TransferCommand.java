package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.ImageShape;
import io.elbo.data.image.Images;
import io.elbo.image.StyleTransfer;
import io.elbo.plot.Drawing;
import io.elbo.plot.Pictures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code elbo transfer}. */
@Command(
        name = "transfer",
        sortOptions = false,
        description = {
            "Shows images in every class, in the same style.",
            "Requires a model trained with --condition label. Encodes each image with its label and decodes the "
                    + "mean of q(z|x) with every label. A .png has a row for each image: the image itself, then class 0, 1, "
                    + "... A .npy holds the decoded images in this order."
        },
        footer = {"", "Example:", "  ./elbo transfer runs/mnist-1 --data mnist --data-dir ~/mnist --row 0,1,2"})
final class TransferCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Mixin
    private RowsOption rows;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            order = 10,
            description = "Output file, .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("transfer.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        data.check(command);
        OutputFile.check(out, command, OutputFile.PNG, OutputFile.NPY);
        Vae vae = model.load();
        long columns = 1L + StyleTransfer.classes(vae).count();
        Images images = rows.of(data.images(vae, command), data.isLimited(), command);
        OutputFile.checkPicture(out, vae, columns * images.count(), command);
        StyleTransfer transfer = StyleTransfer.of(vae, vae.examples(images));
        float[][] decoded = Arrays.stream(transfer.images()).flatMap(Stream::of).toArray(float[][]::new);
        OutputFile.write(out, decoded, vae, shape -> sheet(transfer, shape));
        return 0;
    }

    private static Drawing sheet(StyleTransfer transfer, ImageShape shape) {
        int columns = 1 + transfer.images()[0].length;
        float[][] cells = new float[transfer.originals().length * columns][];
        for (int i = 0; i < cells.length; i++) {
            int row = i / columns;
            cells[i] = i % columns == 0 ? transfer.originals()[row] : transfer.images()[row][i % columns - 1];
        }
        return Pictures.sheet(cells, shape, columns);
    }
}
