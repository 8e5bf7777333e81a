package io.elbo.image.score;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.statistics.measure.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures how well scores separate rows like the training data from other rows. */
public final class OutOfDistribution {
    private OutOfDistribution() {}

    /**
     * The result of one score on one set.
     *
     * @param against the name of the set
     * @param rows the number of rows in the set
     * @param auroc the probability that a row of the set scores higher than a normal row: 1 separates them perfectly, 1/2 is chance,
     *     and below 1/2 the other rows look more normal than the normal ones
     */
    public record Result(Score score, String against, int rows, double auroc) {}

    /**
     * Measures every score on every set.
     *
     * @param ordinary rows like the training data that the model was not trained on
     * @param against sets of other rows by name, in order
     * @param seed the seed of the draws
     * @return for each score, in order, a result for each set
     */
    public static List<Result> compare(
            Vae vae, Rows ordinary, Map<String, ? extends Rows> against, List<? extends Score> scores, long seed) {
        Map<String, Rows> sets = new LinkedHashMap<>(against);
        List<Result> results = new ArrayList<>();
        for (Score score : scores) {
            double[] low = score.of(vae, ordinary, seed);
            sets.forEach((name, rows) -> results.add(
                    new Result(score, name, rows.count(), auroc(low, scores(vae, score, name, rows, seed)))));
        }
        return results;
    }

    private static double[] scores(Vae vae, Score score, String name, Rows rows, long seed) {
        try {
            return score.of(vae, rows, seed);
        } catch (DataException e) {
            throw new DataException(name + ": " + e.getMessage(), e);
        }
    }

    private static double auroc(double[] ordinary, double[] unusual) {
        double[] all = Arrays.copyOf(ordinary, ordinary.length + unusual.length);
        System.arraycopy(unusual, 0, all, ordinary.length, unusual.length);
        boolean[] positive = new boolean[all.length];
        Arrays.fill(positive, ordinary.length, positive.length, true);
        return Ranking.auroc(all, positive);
    }
}
