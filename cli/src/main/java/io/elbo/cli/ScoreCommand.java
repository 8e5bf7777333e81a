package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.Shown;
import io.elbo.data.image.Images;
import io.elbo.image.score.Calibration;
import io.elbo.image.score.Score;
import io.elbo.plot.Drawing;
import io.elbo.plot.Pictures;
import io.elbo.rows.Examples;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo score}. */
@Command(
        name = "score",
        sortOptions = false,
        description = {
            "Says which images, or which rows of a table, are not of the model's kind.",
            "Scores each image, higher for a stranger one, and calls it an anomaly if held-out images of the model's own "
                    + "kind score as high too rarely: of such images, at most the share of --false-positive-rate is called one."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo score runs/mnist-1 --data scans -o scores.csv",
            "  ./elbo score runs/mnist-1 --data scans --calibrate-on good --score elbo",
            "  ./elbo score runs/people-1 --data new.csv -o scored.csv --explain why.csv",
            "  tail -n +1 -f log.csv | ./elbo score runs/people-1"
        })
final class ScoreCommand implements Callable<Integer> {
    private static final int NAMED = 5;
    private static final int COLUMNS = 10;
    private static final int LINES = 2;

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Option(
            names = "--score",
            paramLabel = "NAME",
            order = 10,
            completionCandidates = Choice.Scores.class,
            description = "${COMPLETION-CANDIDATES}. Default: regret; of a plain autoencoder reconstruction")
    private String name;

    @Mixin
    private ScoreOptions options;

    @Option(
            names = "--calibrate-on",
            paramLabel = "NAME|PATH",
            order = 14,
            description = "Images of the model's kind that it was not trained on; of its test split, if there is one. "
                    + "Default: the data of the training, if it has a name")
    private String heldOut;

    @Option(
            names = "--calibrate-limit",
            paramLabel = "ROWS",
            order = 15,
            description = "Use the first ROWS of these. Default: all")
    private Integer heldOutLimit;

    @Option(
            names = "--save-calibration",
            paramLabel = "FILE",
            order = 16,
            description = "Keep the calibration in a .json file.")
    private Path saved;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            order = 17,
            description = "Use a calibration that was kept; it says how images are scored.")
    private Path kept;

    @Mixin
    private FalsePositiveRate falsePositiveRate;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            order = 19,
            description =
                    "A .csv with a line for each image: index, anomaly_score, p_value, is_anomaly (1 or 0), and its "
                            + "file if it has one. Of a table, its columns and the last three, also as tsv, parquet, jsonl or json.")
    private Path out;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            order = 20,
            description =
                    "A .png: in the upper half the strangest images, the strangest first, in the lower half the most "
                            + "ordinary ones.")
    private Path picture;

    @Option(
            names = "--explain",
            paramLabel = "FILE",
            order = 21,
            description = "Of tables: a .csv of the cells of each anomaly, the most surprising first, with what would "
                    + "have been expected there.")
    private Path explained;

    @Option(
            names = "--strict",
            order = 22,
            description = "Of tables: refuse columns and cells that do not fit the model's schema. Default: they count "
                    + "as missing")
    private boolean strict;

    @Mixin
    private MissingColumns missing;

    @Mixin
    private TableReadingOptions reading;

    @Option(names = "--json", order = 23, description = "Print the summary as JSON.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        falsePositiveRate.check(command);
        if (model.isTable()) {
            new TableScoring(
                            command,
                            model.loadTable(),
                            data.table(),
                            reading,
                            strict,
                            missing,
                            falsePositiveRate,
                            out,
                            explained,
                            json)
                    .run();
            return 0;
        }
        if (strict || explained != null) {
            throw wrong("--strict and --explain go with the model of a table");
        }
        reading.requireNone(command);
        check();
        Score wanted = options.of(name == null ? "regret" : name, command);
        Vae vae = model.load();
        if (picture != null) {
            OutputFile.checkPicture(picture, vae, 2L * LINES * COLUMNS, command);
        }
        Images images = data.images(vae, command);
        Calibration calibration = kept == null ? calibrate(vae, wanted) : Calibration.load(kept);
        Examples rows = vae.examples(images);
        if (calibration.isOf(rows)) {
            Say.note("these are the images of the calibration themselves, of which it can say nothing new");
        }
        double rate = falsePositiveRate.rate(calibration.heldOut().size());
        List<Calibration.Verdict> verdicts = calibration.judge(vae, rows, rate);
        if (saved != null) {
            calibration.save(saved);
        }
        if (out != null) {
            ScoreTable.write(out, verdicts, images.fileNames());
        }
        int[] strangestFirst = IntStream.range(0, verdicts.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -verdicts.get(i).score()))
                .mapToInt(i -> i)
                .toArray();
        if (picture != null) {
            sheet(images, strangestFirst).write(picture);
        }
        report(calibration, rate, images, verdicts, strangestFirst);
        return 0;
    }

    private void check() {
        data.check(command);
        if (heldOutLimit != null && heldOutLimit < 1) {
            throw wrong("--calibrate-limit " + heldOutLimit + ": must be at least 1");
        }
        if (kept != null
                && (name != null
                        || heldOut != null
                        || heldOutLimit != null
                        || saved != null
                        || options.given(command))) {
            throw wrong("--calibration says how images are scored and by what; it does not go with --score and its"
                    + " settings, nor with another calibration");
        }
        if (out != null) {
            OutputFile.check(out, command, OutputFile.CSV);
        }
        if (picture != null) {
            OutputFile.check(picture, "--picture", command, OutputFile.PNG);
        }
        if (saved != null) {
            OutputFile.check(saved, "--save-calibration", command, OutputFile.JSON);
        }
    }

    private Calibration calibrate(Vae vae, Score wanted) {
        Score score = name != null || vae.spec().posterior().random() ? wanted : options.of("reconstruction", command);
        ScoreOptions.check(score, vae.spec());
        Images images = data.other(
                heldOut == null ? ModelDataOptions.trainedOn(vae.provenance(), "--calibrate-on", command) : heldOut,
                vae,
                command);
        if (heldOutLimit != null) {
            images = images.limit(heldOutLimit);
        }
        return Calibration.of(vae, score, vae.examples(images), options.seed());
    }

    /** Full lines of the strangest, and as many of the most ordinary, which come last. */
    private static Drawing sheet(Images images, int[] strangestFirst) {
        int n = strangestFirst.length;
        int columns = Math.min(COLUMNS, Math.max(1, n / 2));
        int half = Math.min(LINES, Math.max(1, n / 2 / columns)) * columns;
        int[] rows = Arrays.copyOf(strangestFirst, Math.min(n, 2 * half));
        int below = rows.length - half;
        System.arraycopy(strangestFirst, n - below, rows, half, below);
        return Pictures.sheet(images.select(rows).toArray(), images.shape(), columns);
    }

    private void report(
            Calibration calibration,
            double rate,
            Images images,
            List<Calibration.Verdict> verdicts,
            int[] strangestFirst)
            throws Exception {
        long anomalies = verdicts.stream().filter(Calibration.Verdict::anomaly).count();
        double threshold = calibration.threshold(rate);
        Score score = calibration.score();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("data", images.name());
            fields.put("rows", verdicts.size());
            fields.put("score", score.name());
            fields.put("unit", score.unit());
            fields.put("calibrated_on", calibration.data());
            fields.put("calibration_rows", calibration.heldOut().size());
            fields.put("false_positive_rate", rate);
            fields.put("threshold", threshold);
            fields.put("anomalies", anomalies);
            Say.json(fields);
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "%,d of %,d images of %s are anomalies, by %s.%n",
                anomalies,
                verdicts.size(),
                images.name(),
                score.name());
        System.out.printf(
                Locale.ROOT,
                "Of %,d held-out images of %s, at most %s score above %.4g %s.%n",
                calibration.heldOut().size(),
                calibration.data(),
                percent(rate),
                threshold,
                score.unit());
        System.out.println("The strangest: "
                + IntStream.of(strangestFirst)
                        .limit(NAMED)
                        .mapToObj(i -> label(images, i)
                                + String.format(
                                        Locale.ROOT, " (%.4g)", verdicts.get(i).score()))
                        .collect(Collectors.joining(", ")));
        for (Path file : new Path[] {out, picture, saved}) {
            if (file != null) {
                System.out.println("Wrote " + file);
            }
        }
    }

    private static String label(Images images, int row) {
        return images.fileNames().isEmpty()
                ? "image " + row
                : Shown.cell(images.fileNames().get(row));
    }

    private static String percent(double rate) {
        return String.format(Locale.ROOT, "%.4g", 100 * rate).replaceFirst("\\.?0+$", "") + " %";
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
