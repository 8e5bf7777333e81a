package io.elbo.statistics.measure;

import io.elbo.data.DataException;
import io.elbo.math.CounterRandom;
import io.elbo.parallel.Threads;
import java.util.stream.IntStream;

/**
 * The score of Kim and Mnih (2018), computed from existing rows. A vote fixes a factor: among the rows of one of its classes it
 * finds the latent variable whose variance, relative to that over all rows, is least. A classifier then assigns to each latent
 * variable the factor that most of its votes fixed.
 *
 * @param score the fraction of further votes whose factor the classifier predicts: 1 if each factor keeps its own latent variable
 *     constant, about 1 / factors if none does
 * @param votes {@code [latents][factors]}: the votes that define the classifier
 */
public record FactorVaeScore(double score, int[][] votes) {
    private static final int VOTES = 10_000;
    private static final int FURTHER_VOTES = 5_000;
    private static final int ROWS = 64;

    /**
     * Draws 10,000 votes and 5,000 further ones, each of 64 rows, as in Locatello et al. (2019). They generate new data with one
     * factor fixed and all others free. This method instead draws, with replacement, from the rows that share the class of a
     * random row. So the other factors vary as in the data. A factor of more than 20 different values is divided into 20 bins of
     * equal width and fixed only up to the width of a bin. Latent variables that do not vary have no vote.
     *
     * @param latents {@code [rows][latents]}, means of q(z|x)
     * @param factors {@code [rows][factors]}, none of them constant, each with rows of equal class
     * @param seed of the votes
     */
    public static FactorVaeScore of(float[][] latents, float[][] factors, long seed) {
        MeasureArguments.together("latents", latents, "factors", factors);
        ClassColumn[] classes = ClassColumn.factors(factors);
        Group[] groups = new Group[classes.length];
        for (int k = 0; k < groups.length; k++) {
            groups[k] = Group.of(classes[k], k);
        }
        double[] variance = variances(latents);
        CounterRandom random = CounterRandom.of(seed, "factor vae score");
        int[][] votes = votes(latents, groups, variance, random, 0, VOTES);
        int[][] further = votes(latents, groups, variance, random, 1, FURTHER_VOTES);
        int right = 0;
        for (int j = 0; j < votes.length; j++) {
            int named = 0;
            for (int k = 1; k < groups.length; k++) {
                named = votes[j][k] > votes[j][named] ? k : named;
            }
            right += further[j][named];
        }
        return new FactorVaeScore((double) right / FURTHER_VOTES, votes);
    }

    /**
     * The rows by class of a factor.
     *
     * @param drawn the rows that share their class with another
     * @param of the rows of each class
     */
    private record Group(int[] drawn, int[][] of, ClassColumn classes) {
        static Group of(ClassColumn classes, int factor) {
            int[][] rows = IntStream.range(0, classes.count())
                    .mapToObj(c -> IntStream.range(0, classes.of().length)
                            .filter(row -> classes.of()[row] == c)
                            .toArray())
                    .toArray(int[][]::new);
            int[] drawn = IntStream.range(0, classes.of().length)
                    .filter(row -> rows[classes.of()[row]].length > 1)
                    .toArray();
            if (drawn.length == 0) {
                throw new DataException("factor " + factor + ": no two rows share its value, so it cannot be fixed");
            }
            return new Group(drawn, rows, classes);
        }
    }

    private static int[][] votes(
            float[][] latents, Group[] groups, double[] variance, CounterRandom random, int step, int count) {
        int[][] cast = Threads.array(
                count,
                vote -> {
                    float[] uniform = new float[2 + ROWS];
                    random.uniform(step, vote, 0, uniform, 0, uniform.length);
                    int k = pick(uniform[0], groups.length);
                    int[] drawn = groups[k].drawn;
                    int[] rows = groups[k].of[groups[k].classes.of()[drawn[pick(uniform[1], drawn.length)]]];
                    float[][] chosen = IntStream.range(0, ROWS)
                            .mapToObj(i -> latents[rows[pick(uniform[2 + i], rows.length)]])
                            .toArray(float[][]::new);
                    return new int[] {stillest(variances(chosen), variance), k};
                },
                int[][]::new);
        int[][] votes = new int[variance.length][groups.length];
        for (int[] vote : cast) {
            if (vote[0] >= 0) {
                votes[vote[0]][vote[1]]++;
            }
        }
        return votes;
    }

    private static int pick(float uniform, int n) {
        return (int) ((double) uniform * n);
    }

    /** Returns the latent variable with the least relative variance; -1 if none varies. */
    private static int stillest(double[] within, double[] all) {
        int least = -1;
        for (int j = 0; j < all.length; j++) {
            if (all[j] > 0 && (least < 0 || within[j] / all[j] < within[least] / all[least])) {
                least = j;
            }
        }
        return least;
    }

    private static double[] variances(float[][] rows) {
        double[] variances = new double[rows[0].length];
        for (int j = 0; j < variances.length; j++) {
            // relative to the first value, so that a constant latent variable has a variance of exactly 0
            double sum = 0;
            double squares = 0;
            for (float[] row : rows) {
                double difference = (double) row[j] - rows[0][j];
                sum += difference;
                squares += difference * difference;
            }
            variances[j] = Math.max(0, squares - sum * sum / rows.length) / rows.length;
        }
        return variances;
    }
}
