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

/** How well scores tell rows of the kind that a model knows from others. */
public final class OutOfDistribution {
    private OutOfDistribution() {}

    /**
     * One score against one set.
     *
     * @param against the name of the set
     * @param rows of that set
     * @param auroc the probability that a row of that set scores higher than one of the model's kind: 1 tells them apart, 1/2
     *     is chance, and below that the strange rows look less strange than the ordinary ones
     */
    public record Result(Score score, String against, int rows, double auroc) {}

    /**
     * Compares every score on every set.
     *
     * @param ordinary rows of the model's kind that it was not trained on
     * @param against sets of another kind by their names, in order
     * @param seed of what is drawn
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

    private static double auroc(double[] ordinary, double[] strange) {
        double[] all = Arrays.copyOf(ordinary, ordinary.length + strange.length);
        System.arraycopy(strange, 0, all, ordinary.length, strange.length);
        boolean[] positive = new boolean[all.length];
        Arrays.fill(positive, ordinary.length, positive.length, true);
        return Ranking.auroc(all, positive);
    }
}
