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
            "Finds anomalies among images, or among the rows of a table.",
            "Scores each image, higher for a more unusual one, and computes its p-value among held-out images of "
                    + "the same kind as the training data. An image is an anomaly if its p-value is at most "
                    + "--false-positive-rate. On average, at most this share of ordinary images is called an anomaly."
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
            description = "Score: ${COMPLETION-CANDIDATES}. Default: regret; reconstruction for a plain autoencoder")
    private String name;

    @Mixin
    private ScoreOptions options;

    @Option(
            names = "--calibrate-on",
            paramLabel = "NAME|PATH",
            order = 14,
            description =
                    "Images of the same kind that the model was not trained on. The test split is used if there is one. "
                            + "Default: the training data, if it is a named data set")
    private String heldOut;

    @Option(
            names = "--calibrate-limit",
            paramLabel = "ROWS",
            order = 15,
            description = "Calibrate on the first ROWS images only. Default: all")
    private Integer heldOutLimit;

    @Option(
            names = "--save-calibration",
            paramLabel = "FILE",
            order = 16,
            description = "Save the calibration to a .json file.")
    private Path saved;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            order = 17,
            description = "Use a saved calibration, which also determines the score.")
    private Path kept;

    @Mixin
    private FalsePositiveRate falsePositiveRate;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            order = 19,
            description =
                    "Output file, .csv, with a row for each image: index, anomaly_score, p_value, is_anomaly (1 or 0), "
                            + "and the file name if there is one. For a table: its columns and the last three, also as tsv, "
                            + "parquet, jsonl or json.")
    private Path out;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            order = 20,
            description =
                    "A .png with the most unusual images in the upper half, the most unusual first, and the most ordinary "
                            + "ones in the lower half.")
    private Path picture;

    @Option(
            names = "--explain",
            paramLabel = "FILE",
            order = 21,
            description =
                    "A .csv of the cells of each anomaly, the most surprising first, with the expected values (tables "
                            + "only).")
    private Path explained;

    @Option(
            names = "--strict",
            order = 22,
            description =
                    "Refuse columns and cells that do not fit the model's schema (tables only). Default: cells that do "
                            + "not fit make their row unusual")
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
            throw wrong("--strict and --explain require a table model");
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
            Say.note("these are the images of the calibration themselves, so their p-values carry no information");
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
            throw wrong("--calibration determines the score; it cannot be used with --score and its settings, or with"
                    + " another calibration");
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

    /** Draws full rows of the most unusual images, then as many of the most ordinary ones. */
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
        System.out.println("Most unusual: "
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
