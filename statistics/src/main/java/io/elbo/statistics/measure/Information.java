package io.elbo.statistics.measure;

import io.elbo.data.DataException;

/**
 * Entropy and divergences of discrete distributions (Shannon 1948; Kullback and Leibler 1951), in nats, with {@code 0 ln 0 = 0}.
 * Probabilities must not be negative and must sum to 1 within {@code 1e-6}. They are not renormalised.
 */
public final class Information {
    private static final double SUM_TOLERANCE = 1e-6;

    private Information() {}

    /** Returns {@code nats / ln 2}. */
    public static double bits(double nats) {
        return nats / StrictMath.log(2);
    }

    /** Returns {@code H(p) = -sum p ln p}: 0 for a certain outcome, {@code ln n} for n equally likely ones. */
    public static double entropy(double... p) {
        check("p", p);
        double sum = 0;
        for (double probability : p) {
            sum += plogp(probability);
        }
        // avoids -0 for a certain outcome
        return 0 - sum;
    }

    /**
     * Returns {@code H(p, q) = -sum p ln q}: the cost, in nats per outcome, of a code for q if the true distribution is p. It is
     * infinite if q excludes an outcome that p allows.
     */
    public static double crossEntropy(double[] p, double[] q) {
        check(p, q);
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += p[i] == 0 ? 0 : p[i] * StrictMath.log(q[i]);
        }
        return 0 - sum;
    }

    /**
     * Returns {@code KL(p || q) = sum p ln(p / q) = H(p, q) - H(p)}. It is not negative, 0 only for equal distributions, and not
     * symmetric. It is infinite if q excludes an outcome that p allows.
     */
    public static double kl(double[] p, double[] q) {
        check(p, q);
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += p[i] == 0 ? 0 : p[i] * (StrictMath.log(p[i]) - StrictMath.log(q[i]));
        }
        return Math.max(0, sum);
    }

    /**
     * Returns {@code JS(p, q) = (KL(p || m) + KL(q || m)) / 2} with {@code m = (p + q) / 2} (Lin 1991). It is symmetric and
     * ranges from 0 to {@code ln 2}, the value for disjoint distributions.
     */
    public static double jensenShannon(double[] p, double[] q) {
        check(p, q);
        double[] middle = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            middle[i] = p[i] / 2 + q[i] / 2;
        }
        return kl(p, middle) / 2 + kl(q, middle) / 2;
    }

    /**
     * Returns {@code I(A; B) = KL(p(a, b) || p(a) p(b)) = H(A) + H(B) - H(A, B)}. It is 0 only for independent variables, and at
     * most the entropy of either.
     *
     * @param joint {@code [a][b]}, the probability of each pair of outcomes
     */
    public static double mutualInformation(double[][] joint) {
        int columns = joint.length == 0 ? 0 : joint[0].length;
        double[] rows = new double[joint.length];
        double[] sums = new double[columns];
        double[] all = new double[joint.length * columns];
        for (int a = 0; a < joint.length; a++) {
            if (joint[a].length != columns) {
                throw new DataException("row " + a + " of the joint table has " + joint[a].length
                        + " probabilities; row 0 has " + columns + ", and all rows must have the same number");
            }
            for (int b = 0; b < columns; b++) {
                rows[a] += joint[a][b];
                sums[b] += joint[a][b];
                all[a * columns + b] = joint[a][b];
            }
        }
        check("the joint table", all);
        double sum = 0;
        for (int a = 0; a < rows.length; a++) {
            for (int b = 0; b < columns; b++) {
                double p = joint[a][b];
                sum += p == 0 ? 0 : p * (StrictMath.log(p) - StrictMath.log(rows[a]) - StrictMath.log(sums[b]));
            }
        }
        return Math.max(0, sum);
    }

    private static double plogp(double p) {
        return p == 0 ? 0 : p * StrictMath.log(p);
    }

    private static void check(double[] p, double[] q) {
        check("p", p);
        check("q", q);
        if (p.length != q.length) {
            throw new DataException("p has " + p.length + " outcomes and q has " + q.length
                    + "; both need a probability for each outcome");
        }
    }

    private static void check(String what, double[] p) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            if (!(p[i] >= 0)) {
                throw new DataException(what + ": probability " + i + " is " + p[i] + "; it must be at least 0");
            }
            sum += p[i];
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new DataException(what + ": the probabilities sum to " + sum + "; they must sum to 1");
        }
    }
}
