package io.elbo.cli;

import io.elbo.Decoder;
import io.elbo.data.ImageShape;
import io.elbo.data.image.Images;
import io.elbo.image.Colouring;
import io.elbo.plot.Drawing;
import io.elbo.plot.Pictures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo colour}. */
@Command(
        name = "colour",
        sortOptions = false,
        description = {
            "Colours grey pictures.",
            "Requires a model trained with --condition grey on colour pictures. Decodes draws of z from the prior "
                    + "together with the grey picture; the draws are the same for every picture. Colour pictures are "
                    + "converted to grey first. The results are then compared with the originals by the peak "
                    + "signal-to-noise ratio (PSNR, dB). A .png has a row for each picture: grey, the draws, the original. "
                    + "A .npy holds the draws."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo train --data lines-colour --condition grey --architecture conv",
            "  ./elbo colour runs/lines-colour-1 -n 8 -o coloured.png"
        })
final class ColourCommand implements Callable<Integer> {
    private static final int MOST_DRAWS = 1000;

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Mixin
    private RowsOption rows;

    @Option(
            names = "-n",
            paramLabel = "N",
            order = 10,
            description = "Draws of z for each picture. Default: ${DEFAULT-VALUE}")
    private int draws = 6;

    @Option(
            names = "--seed",
            paramLabel = "S",
            order = 11,
            description = "Seed of the draws. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            order = 12,
            description = "Output file, .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("coloured.png");

    @Option(names = "--json", order = 13, description = "Print JSON.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        data.check(command);
        if (draws < 1 || draws > MOST_DRAWS) {
            throw new ParameterException(command.commandLine(), "-n " + draws + ": must be 1 to " + MOST_DRAWS);
        }
        OutputFile.check(out, command, OutputFile.PNG, OutputFile.NPY);
        Decoder decoder = model.loadDecoder();
        Colouring.check(decoder.spec());
        Images images = rows.of(data.imagesToColour(decoder, command), data.isLimited(), command);
        OutputFile.checkPicture(out, decoder.spec(), (draws + 2L) * images.count(), command);
        Colouring colouring = Colouring.of(decoder, images, draws, seed);
        float[][] coloured =
                Arrays.stream(colouring.draws()).flatMap(Stream::of).toArray(float[][]::new);
        OutputFile.save(out, coloured, decoder.spec(), shape -> sheet(colouring, shape));
        report(colouring);
        return 0;
    }

    private static Drawing sheet(Colouring colouring, ImageShape shape) {
        int draws = colouring.draws()[0].length;
        int columns = 1 + draws + (colouring.truth() == null ? 0 : 1);
        float[][] cells = new float[colouring.grey().length * columns][];
        for (int i = 0; i < cells.length; i++) {
            int row = i / columns;
            int column = i % columns;
            cells[i] = column == 0
                    ? colouring.grey()[row]
                    : column <= draws
                            ? colouring.draws()[row][column - 1]
                            : colouring.truth()[row];
        }
        return Pictures.sheet(cells, shape, columns);
    }

    private void report(Colouring colouring) throws Exception {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pictures", colouring.draws().length);
        fields.put("draws", draws);
        if (colouring.truth() != null) {
            double[][] psnr = colouring.psnr();
            put(fields, "psnr_grey", Arrays.stream(colouring.greyPsnr()));
            put(fields, "psnr_draw", Arrays.stream(psnr).flatMapToDouble(Arrays::stream));
            put(
                    fields,
                    "psnr_best_draw",
                    Arrays.stream(psnr)
                            .mapToDouble(row -> Arrays.stream(row).max().orElseThrow()));
        }
        if (json) {
            Say.json(fields);
            return;
        }
        System.out.println("Wrote " + out);
        if (colouring.truth() != null) {
            System.out.printf(
                    Locale.ROOT,
                    "PSNR, mean of %d pictures: grey %s dB, a draw %s dB, the best of %d draws %s dB%n",
                    colouring.draws().length,
                    text(fields.get("psnr_grey")),
                    text(fields.get("psnr_draw")),
                    draws,
                    text(fields.get("psnr_best_draw")));
        }
    }

    /** Puts the mean of a ratio, or null if it is infinite, as for equal pictures: JSON has no infinity. */
    private static void put(Map<String, Object> fields, String name, java.util.stream.DoubleStream psnr) {
        double mean = psnr.average().orElseThrow();
        fields.put(name, Double.isInfinite(mean) ? null : mean);
    }

    private static String text(Object psnr) {
        return psnr == null ? "infinite" : String.format(Locale.ROOT, "%.2f", psnr);
    }
}
