package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Shown;
import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.Images;
import io.elbo.image.latent.Direction;
import io.elbo.image.latent.Separation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo direction}. */
@Command(
        name = "direction",
        sortOptions = false,
        description = {
            "Finds the latent direction along which an attribute changes.",
            "Uses images with and without a label, a factor with a value for each image, or pairs of images that "
                    + "differ only in the attribute. Reports how well the direction separates held-out images. 'steer' uses "
                    + "the direction."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo direction runs/mnist-1 --data mnist --label 7 --against 1 -o to-7.json",
            "  ./elbo direction runs/lines-1 --factor brightness --method probe",
            "  ./elbo direction runs/faces-1 --data plain/ --paired glasses/"
        })
final class DirectionCommand implements Callable<Integer> {
    private static final String JSON = ".json";

    /** The names of {@link Direction.Method} on the command line. */
    enum Method {
        mean,
        probe
    }

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Mixin
    private FactorOptions factors;

    @Option(
            names = "--label",
            paramLabel = "K",
            order = 10,
            description = "Direction from all other images to those with this label, a number or a name.")
    private String label;

    @Option(
            names = "--against",
            paramLabel = "K",
            order = 11,
            description = "Start from images with this label only (with --label).")
    private String against;

    @Option(
            names = "--factor",
            paramLabel = "NAME",
            order = 12,
            description =
                    "Direction to greater values of this factor. If the factor has two values, from the lower to the "
                            + "higher.")
    private String factor;

    @Option(
            names = "--paired",
            paramLabel = "NAME|PATH",
            order = 13,
            description =
                    "Direction from the images of --data to their counterparts in this set, paired by file name or else "
                            + "by order.")
    private String paired;

    @Option(
            names = "--method",
            paramLabel = "HOW",
            order = 14,
            description =
                    "Method: ${COMPLETION-CANDIDATES}. mean is the difference of means; probe is the normal of a linear "
                            + "probe, which leaves out correlated attributes. Default: mean")
    private Method method;

    @Option(
            names = "--seed",
            paramLabel = "S",
            order = 15,
            description = "Seed of the choice of held-out images, a quarter of all. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            order = 16,
            description = "Output file, .json. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("direction.json");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        data.check(command);
        if (Stream.of(label, factor, paired).filter(Objects::nonNull).count() != 1) {
            throw wrong("exactly one of --label, --factor and --paired is required");
        }
        if (against != null && label == null) {
            throw wrong("--against requires --label");
        }
        if (method != null && paired != null) {
            throw wrong("--method cannot be used with --paired: the direction is the mean difference of the pairs");
        }
        OutputFile.check(out, command, JSON);
        Vae vae = model.load();
        Direction direction = direction(vae).of(vae);
        direction.save(out);
        System.out.println(Shown.cell(direction.attribute()) + ": " + words(direction.separation()));
        System.out.println("Wrote " + out);
        return 0;
    }

    private Direction direction(Vae vae) {
        if (paired != null) {
            ImagePairs pairs = ImagePairs.of(data.images(vae, command), data.images(paired, vae, command));
            return Direction.ofPairs(
                    pairs.input().name() + " to " + pairs.target().name(),
                    Encoded.of(vae, pairs.input()).q().mean(),
                    Encoded.of(vae, pairs.target()).q().mean(),
                    seed);
        }
        Images images = data.limited(factors.on(data.all(vae, command)));
        return label == null ? ofFactor(vae, images) : ofLabel(vae, images);
    }

    private Direction.Method method() {
        return method == Method.probe ? Direction.Method.PROBE : Direction.Method.MEAN;
    }

    private Direction ofLabel(Vae vae, Images images) {
        int wanted = number("--label", label, images);
        IntPredicate other = k -> k != wanted;
        String name = "label " + label;
        if (against != null) {
            int from = number("--against", against, images);
            if (from == wanted) {
                throw wrong("--against " + against + ": must differ from --label");
            }
            other = k -> k == from;
            name = "label " + against + " to " + label;
        }
        Images two = images.whereLabel(other.or(k -> k == wanted));
        int[] labels = two.labels().orElseThrow();
        boolean[] has = new boolean[labels.length];
        for (int i = 0; i < has.length; i++) {
            has[i] = labels[i] == wanted;
        }
        return Direction.ofGroups(name, Encoded.of(vae, two).q().mean(), has, method(), seed);
    }

    /** Returns the number of a label that occurs in the images. */
    private int number(String flag, String typed, Images images) {
        int[] labels = images.labels().orElseThrow(() -> new DataException(images.name() + ": has no labels"));
        int named = images.labelNames().indexOf(typed);
        int[] different = Arrays.stream(labels).sorted().distinct().toArray();
        return IntStream.of(different)
                .filter(k -> named >= 0 ? k == named : String.valueOf(k).equals(typed))
                .findFirst()
                .orElseThrow(() ->
                        wrong(flag + " " + typed + ": no image of " + images.name() + " has this label; labels are "
                                + list(Arrays.stream(different)
                                        .mapToObj(k -> images.labelNames().isEmpty()
                                                ? String.valueOf(k)
                                                : images.labelNames().get(k))
                                        .toList())));
    }

    private Direction ofFactor(Vae vae, Images images) {
        float[][] rows = FactorOptions.of(images);
        int column = images.factorNames().indexOf(factor);
        if (column < 0) {
            throw wrong("--factor " + factor + ": must be one of " + list(images.factorNames()));
        }
        float[] values = new float[rows.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows[i][column];
        }
        float[][] latents = Encoded.of(vae, images).q().mean();
        double[] different = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .distinct()
                .sorted()
                .limit(3)
                .toArray();
        if (different.length != 2) {
            return Direction.ofFactor(factor, latents, values, method(), seed);
        }
        boolean[] has = new boolean[values.length];
        for (int i = 0; i < has.length; i++) {
            has[i] = values[i] == different[1];
        }
        return Direction.ofGroups(factor, latents, has, method(), seed);
    }

    private static String list(List<String> names) {
        int most = 20;
        return String.join(", ", names.subList(0, Math.min(most, names.size()))) + (names.size() > most ? ", ..." : "");
    }

    private static String words(Separation separation) {
        if (separation instanceof Separation.OfGroups groups) {
            return String.format(
                    Locale.ROOT,
                    "AUROC %.3f, accuracy %.3f (chance 0.5) on %,d held-out images",
                    groups.auroc(),
                    groups.accuracy(),
                    groups.rows());
        }
        Separation.OfFactor factor = (Separation.OfFactor) separation;
        return String.format(
                Locale.ROOT,
                "R^2 %.3f of a linear regression on %,d held-out images",
                factor.rSquared(),
                factor.rows());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
