package io.elbo.image.score;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.image.Images;
import io.elbo.json.Json;
import io.elbo.rows.Examples;
import io.elbo.rows.RowsDigest;
import io.elbo.statistics.measure.Ranking;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From which score on a row is an alarm, by the scores of ordinary rows that the model was not trained on: split conformal
 * prediction (Vovk et al. 2005). A row of the same kind raises an alarm with at most the chosen probability, whatever the
 * model is worth; that rate is met on average over calibrations.
 *
 * @param score what is thresholded
 * @param model the digest of the weights that it is of
 * @param data the name of the held-out rows
 * @param digest of the held-out rows
 * @param seed of what is drawn when rows are judged
 * @param heldOut their scores, ascending
 */
public record Calibration(Score score, String model, String data, String digest, long seed, List<Double> heldOut) {
    /** Rows to judge draw other numbers than the held-out row in the same place did, or they would have those in common. */
    private static final long OTHER_DRAWS = 0x5DEECE66DL;

    public Calibration {
        require(score != null, "score: is missing");
        require(model != null, "model: is missing");
        require(digest != null, "digest: is missing");
        require(heldOut != null && !heldOut.isEmpty(), "held_out: must be a list of scores, at least one");
        require(
                heldOut.stream().allMatch(s -> s != null && Double.isFinite(s)),
                "held_out: every score must be a number");
        heldOut = List.copyOf(heldOut);
        for (int i = 1; i < heldOut.size(); i++) {
            require(heldOut.get(i - 1) <= heldOut.get(i), "held_out: must be ascending; entry " + i + " is not");
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * What is said of a row.
     *
     * @param score higher for a stranger row
     * @param pValue {@code (1 + held-out rows that score at least as high) / (held-out rows + 1)}
     * @param anomaly whether it is an alarm
     */
    public record Verdict(double score, double pValue, boolean anomaly) {}

    /**
     * Scores rows that the model was not trained on, of the kind that is ordinary.
     *
     * @param seed of what is drawn
     */
    public static Calibration of(Vae vae, Score score, Rows heldOut, long seed) {
        double[] scores = score.of(vae, heldOut, seed ^ OTHER_DRAWS);
        Arrays.sort(scores);
        return new Calibration(
                score,
                vae.digest(),
                Examples.of(heldOut).target() instanceof Images images ? images.name() : "rows",
                RowsDigest.of(heldOut),
                seed,
                Arrays.stream(scores).boxed().toList());
    }

    /**
     * The score above which a row is an alarm: {@link Ranking#threshold}.
     *
     * @param falseAlarms the greatest probability with which an ordinary row may be one
     * @throws DataException if there are too few held-out rows for so small a rate
     */
    public double threshold(double falseAlarms) {
        double threshold = Ranking.threshold(scores(), falseAlarms);
        if (threshold == Double.POSITIVE_INFINITY) {
            throw new DataException("a false alarm rate of " + falseAlarms + " needs more held-out rows than "
                    + heldOut.size() + ": at least " + (long) Math.ceil(1 / falseAlarms - 1));
        }
        return threshold;
    }

    /**
     * Judges rows.
     *
     * @throws DataException if the model is another one, or the rows do not fit it
     */
    public List<Verdict> judge(Vae vae, Rows rows, double falseAlarms) {
        if (!vae.digest().equals(model)) {
            throw new DataException("the calibration is of another model, with the weights " + model);
        }
        double threshold = threshold(falseAlarms);
        double[] known = scores();
        List<Verdict> verdicts = new ArrayList<>();
        for (double s : score.of(vae, rows, seed)) {
            verdicts.add(new Verdict(s, Ranking.pValue(known, s), s > threshold));
        }
        return List.copyOf(verdicts);
    }

    /** Whether these are the very rows of the calibration: what is said of them is no news. */
    public boolean isOf(Rows rows) {
        return RowsDigest.of(rows).equals(digest);
    }

    private double[] scores() {
        return heldOut.stream().mapToDouble(s -> s).toArray();
    }

    /**
     * Writes it as JSON, whole or not at all.
     *
     * @throws DataException if it cannot be written
     */
    public void save(Path file) {
        byte[] json = (Json.write(this) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(json));
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws DataException naming the file and what is not right in it
     */
    public static Calibration load(Path file) {
        return Json.read(Json.text(file), Calibration.class, file.toString());
    }
}
