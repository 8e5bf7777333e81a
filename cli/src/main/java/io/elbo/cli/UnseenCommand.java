package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.image.ImageSource;
import io.elbo.data.image.LeftOut;
import io.elbo.image.latent.UnseenViews;
import io.elbo.plot.Pictures;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo unseen}. */
@Command(
        name = "unseen",
        sortOptions = false,
        description = {
            "Generates lines that were left out of training, by interpolation.",
            "Requires a model trained with 'train --leave-out'. Encodes pairs of lines that differ only in the "
                    + "factor, one at each end of the interval, and decodes the latents between them. In the picture, each "
                    + "pair has three rows: the decoded images, the nearest true lines, and blended pixels of both ends as "
                    + "a baseline."
        },
        footer = {
            "",
            "Example:",
            "  ./elbo train --leave-out x=12..15 --out runs/gap",
            "  ./elbo unseen runs/gap --leave-out x=12..15"
        })
final class UnseenCommand implements Callable<Integer> {
    private static final int MOST = 1000;
    private static final int SHOWN = 4;
    /** A seed other than those of the training and the test lines, 1 and 2. */
    private static final long UNUSED_SEED = 3;

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Option(
            names = "--leave-out",
            paramLabel = "FACTOR=LOW..HIGH",
            order = 0,
            required = true,
            converter = LeaveOut.class,
            description = "Interval of the factor, as in training.")
    private LeftOut leftOut;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            order = 1,
            description = "Number of pairs; the first " + SHOWN + " are shown. Default: ${DEFAULT-VALUE}")
    private int pairs = 100;

    @Option(
            names = "--steps",
            paramLabel = "N",
            order = 2,
            description = "Number of images, including both ends. Default: ${DEFAULT-VALUE}")
    private int steps = 9;

    @Option(
            names = "--seed",
            paramLabel = "S",
            order = 3,
            description = "Seed of the other factors of the lines. Default: ${DEFAULT-VALUE}")
    private long seed = UNUSED_SEED;

    @Option(names = "--json", order = 4, description = "Print JSON.")
    private boolean json;

    @Option(names = "-o", paramLabel = "FILE", order = 5, description = "Output file, .png. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("unseen.png");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (pairs < 1 || pairs > MOST) {
            throw wrong("--pairs " + pairs + ": must be 1 to " + MOST);
        }
        if (steps < 3 || steps > MOST) {
            throw wrong("--steps " + steps + ": must be 3 to " + MOST);
        }
        OutputFile.check(out, command, OutputFile.PNG);
        Vae vae = model.load();
        OutputFile.checkPicture(out, vae, 3L * SHOWN * steps, command);
        UnseenViews.Result found = new UnseenViews(leftOut).measure(vae, pairs, steps, seed);
        if (!leftOut.seen(ImageSource.of("lines", Optional.empty(), Optional.empty(), (file, bytes, total) -> {})
                        .train())
                .digest()
                .equals(vae.provenance().digest())) {
            System.err.println("elbo: note: the model was not trained with this --leave-out on all lines, and may have "
                    + "seen the lines in between");
        }
        draw(found, vae);
        if (json) {
            Say.json(fields(found));
        } else {
            print(found);
        }
        return 0;
    }

    private void draw(UnseenViews.Result found, Vae vae) {
        float[][] images = IntStream.range(0, Math.min(SHOWN, pairs))
                .mapToObj(p -> Stream.of(
                        found.ways().get(p).stream().map(UnseenViews.View::image),
                        found.ways().get(p).stream().map(UnseenViews.View::nearest),
                        found.blends().get(p).stream().map(UnseenViews.View::image)))
                .flatMap(rows -> rows.flatMap(row -> row))
                .toArray(float[][]::new);
        Pictures.sheet(images, vae.spec().image().orElseThrow(), steps).write(out);
        if (!json) {
            System.out.println("Wrote " + out);
        }
    }

    private static Map<String, Object> fields(UnseenViews.Result found) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("unseen_error", found.unseen().error());
        fields.put("unseen_inside", found.unseen().inside());
        fields.put("seen_error", found.seen().error());
        fields.put("seen_inside", found.seen().inside());
        fields.put("blended_error", found.blended().error());
        fields.put("blended_inside", found.blended().inside());
        fields.put("reconstruction_error", found.reconstructionError());
        return fields;
    }

    private static void print(UnseenViews.Result found) {
        System.out.println("                          error    well inside");
        line("unseen views", found.unseen());
        line("seen views, adjacent", found.seen());
        line("blended pixels", found.blended());
        System.out.printf(Locale.ROOT, "%-24s%.5f%n", "unseen, reconstructed", found.reconstructionError());
    }

    private static void line(String name, UnseenViews.Truth truth) {
        System.out.printf(Locale.ROOT, "%-24s%.5f %12.2f%n", name, truth.error(), truth.inside());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
