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
 * A calibrated anomaly threshold, from the scores of held-out normal rows: split conformal prediction (Vovk et al. 2005). A row of the same
 * kind exceeds the threshold with at most the chosen false positive rate, however good or bad the model is. The rate holds on average over
 * calibrations.
 *
 * @param score the calibrated score
 * @param model the digest of the model's weights
 * @param data the name of the held-out rows
 * @param digest the digest of the held-out rows
 * @param seed the seed of the draws when rows are judged
 * @param heldOut the scores of the held-out rows, ascending
 */
public record Calibration(Score score, String model, String data, String digest, long seed, List<Double> heldOut) {
    /** Gives a judged row other random numbers than the held-out row at the same position, so that their scores are independent. */
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
     * The verdict on a row.
     *
     * @param score the score, higher for a more anomalous row
     * @param pValue {@code (1 + held-out rows that score at least as high) / (held-out rows + 1)}
     * @param anomaly whether the score exceeds the threshold
     */
    public record Verdict(double score, double pValue, boolean anomaly) {}

    /**
     * Calibrates a score with normal rows that the model was not trained on.
     *
     * @param seed the seed of the draws
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
     * Returns the score above which a row is an anomaly: {@link Ranking#threshold}.
     *
     * @param falsePositiveRate the maximum false positive rate
     * @throws DataException if there are too few held-out rows for this rate
     */
    public double threshold(double falsePositiveRate) {
        double threshold = Ranking.threshold(scores(), falsePositiveRate);
        if (threshold == Double.POSITIVE_INFINITY) {
            throw new DataException("a false positive rate of " + falsePositiveRate + " needs at least "
                    + (long) Math.ceil(1 / falsePositiveRate - 1) + " held-out rows; there are " + heldOut.size());
        }
        return threshold;
    }

    /**
     * Judges rows.
     *
     * @throws DataException if the calibration belongs to another model, or the rows do not fit the model
     */
    public List<Verdict> judge(Vae vae, Rows rows, double falsePositiveRate) {
        if (!vae.digest().equals(model)) {
            throw new DataException("the calibration is of another model, with the weights " + model);
        }
        double threshold = threshold(falsePositiveRate);
        double[] known = scores();
        List<Verdict> verdicts = new ArrayList<>();
        for (double s : score.of(vae, rows, seed)) {
            verdicts.add(new Verdict(s, Ranking.pValue(known, s), s > threshold));
        }
        return List.copyOf(verdicts);
    }

    /** Returns whether these are the rows of the calibration itself, for which verdicts are meaningless. */
    public boolean isOf(Rows rows) {
        return RowsDigest.of(rows).equals(digest);
    }

    private double[] scores() {
        return heldOut.stream().mapToDouble(s -> s).toArray();
    }

    /**
     * Writes a JSON file atomically.
     *
     * @throws DataException if it cannot be written
     */
    public void save(Path file) {
        byte[] json = (Json.write(this) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(json));
    }

    /**
     * Reads a file that {@link #save} wrote.
     *
     * @throws DataException if the file is invalid; the message names the file and the error
     */
    public static Calibration load(Path file) {
        return Json.read(Json.text(file), Calibration.class, file.toString());
    }
}
