package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.image.Images;
import io.elbo.image.latent.Arithmetic;
import io.elbo.plot.Pictures;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo arithmetic}. */
@Command(
        name = "arithmetic",
        sortOptions = false,
        description = {
            "Adds and subtracts images in the latent space: A - B + C.",
            "Shows four images: A, B and C, each decoded from its latents, and A - B + C. A sum of rows such as "
                    + "1+5+8 stands for the mean of their latents, which averages out what is particular to one of them."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo arithmetic runs/lines-1 --rows 3,14,15",
            "  ./elbo arithmetic runs/mnist-1 --data mnist --rows 1+35+38,0+17+26,5"
        })
final class ArithmeticCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Option(
            names = "--rows",
            paramLabel = "A,B,C",
            order = 10,
            required = true,
            description = "Three rows, counted from 0, or three sums of rows such as 1+5+8.")
    private String rows;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            order = 11,
            description = "Output file, .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("arithmetic.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        data.check(command);
        List<int[]> groups = RowNumbers.groups("--rows", rows, command);
        if (groups.size() != 3) {
            throw new ParameterException(
                    command.commandLine(), "--rows " + rows + ": must be three rows A,B,C, for A - B + C");
        }
        OutputFile.check(out, command, OutputFile.PNG, OutputFile.NPY);
        Vae vae = model.load();
        Images images = data.images(vae, command);
        groups.forEach(group -> RowNumbers.check("--rows", group, images, command));
        OutputFile.checkPicture(out, vae, 4, command);
        List<Encoded> encoded = groups.stream()
                .map(group -> Encoded.of(vae, images.select(group)))
                .toList();
        List<float[][]> z = encoded.stream().map(e -> e.q().mean()).toList();
        float[] result = Arithmetic.analogy(z.get(0), z.get(1), z.get(2));
        float[][] made = Stream.concat(
                        encoded.stream().map(e -> e.decode(new float[][] {Arithmetic.mean(e.q().mean())}, 0)[0]),
                        // a condition, if any, stays that of the image that changes
                        Stream.of(encoded.get(2).decode(new float[][] {result}, 0)[0]))
                .toArray(float[][]::new);
        OutputFile.write(out, made, vae, shape -> Pictures.sheet(made, shape, made.length));
        return 0;
    }
}
