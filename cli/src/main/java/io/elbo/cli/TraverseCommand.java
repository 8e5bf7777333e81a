package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.image.Images;
import io.elbo.image.latent.LatentActivity;
import io.elbo.image.latent.Traversal;
import io.elbo.plot.Pictures;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo traverse}. */
@Command(
        name = "traverse",
        sortOptions = false,
        description = {
            "Shows the effect of each latent: varies one and keeps the others fixed.",
            "Each row of the picture is a latent; the most informative ones come first. The latent takes evenly "
                    + "spaced quantiles. The others keep the values of one image, or their mean."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo traverse runs/lines-1 --active",
            "  ./elbo traverse runs/mnist-1 --data mnist --row 7 -o seven.png"
        })
final class TraverseCommand implements Callable<Integer> {
    private static final int MOST_STEPS = 1000;

    /** The names of {@link Traversal.Range} on the command line. */
    enum Range {
        prior,
        posterior
    }

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Option(
            names = "--row",
            paramLabel = "I",
            order = 10,
            description =
                    "Image whose latents are the starting point, counted from 0. Default: none; the mean of the range")
    private Integer row;

    @Option(
            names = "--range",
            paramLabel = "RANGE",
            order = 11,
            description =
                    "Distribution whose quantiles a latent takes: ${COMPLETION-CANDIDATES}, where posterior is the "
                            + "aggregate posterior of all images. Default: prior, if there is one")
    private Range range;

    @Option(names = "--steps", paramLabel = "N", order = 12, description = "Images per row. Default: ${DEFAULT-VALUE}")
    private int steps = 11;

    @Option(names = "--active", order = 13, description = "Leave out inactive latents.")
    private boolean active;

    @Option(
            names = "--top",
            paramLabel = "N",
            order = 14,
            description = "Show only the N most informative latents. Default: all")
    private Integer top;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            order = 15,
            description = "Output file, .png or .npy. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("traversal.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        data.check(command);
        if (steps < 2 || steps > MOST_STEPS) {
            throw wrong("--steps " + steps + ": must be 2 to " + MOST_STEPS);
        }
        if (top != null && top < 1) {
            throw wrong("--top " + top + ": must be at least 1");
        }
        OutputFile.check(out, command, OutputFile.PNG, OutputFile.NPY);
        Vae vae = model.load();
        Images images = data.images(vae, command);
        if (row != null) {
            RowNumbers.check("--row", new int[] {row}, images, command);
        } else if (vae.spec().condition() != null) {
            throw wrong("--row is missing: this model needs the condition of an image");
        }
        OutputFile.checkPicture(out, vae, (long) vae.spec().latent() * steps, command);
        Encoded encoded = Encoded.of(vae, images);
        Traversal traversal = traversal(encoded);
        float[][] made = encoded.decode(traversal.latents(), row == null ? 0 : row);
        OutputFile.write(out, made, vae, shape -> Pictures.sheet(made, shape, steps));
        traversal.lines().forEach(line -> print(line.activity()));
        return 0;
    }

    private Traversal traversal(Encoded encoded) {
        Vae vae = encoded.vae();
        boolean prior = range == null ? vae.spec().posterior().random() : range == Range.prior;
        Traversal.Range through = prior ? Traversal.Range.PRIOR : Traversal.Range.AGGREGATE_POSTERIOR;
        float[] around = row == null ? Traversal.centre(vae, encoded.q(), through) : encoded.mean(row);
        Traversal all = Traversal.of(vae, encoded.q(), around, through, steps);
        Traversal some = active ? all.active() : all;
        Traversal shown = top == null ? some : some.first(top);
        if (shown.lines().isEmpty()) {
            throw new DataException("no latent of this model is active; without --active all are shown");
        }
        return shown;
    }

    private static void print(LatentActivity activity) {
        System.out.printf(
                Locale.ROOT,
                "latent %-4d %s%s%n",
                activity.latent(),
                Double.isNaN(activity.kl())
                        ? String.format(Locale.ROOT, "variance %.3f", activity.variance())
                        : String.format(Locale.ROOT, "KL %.2f nats", activity.kl()),
                activity.active() ? "" : "   inactive");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
