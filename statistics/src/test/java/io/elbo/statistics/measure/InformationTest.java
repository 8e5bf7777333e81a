package io.elbo.statistics.measure;

import static io.elbo.statistics.measure.Information.bits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.test.Failures;
import org.junit.jupiter.api.Test;

class InformationTest {
    private static final double[] P = {0.5, 0.25, 0.125, 0.125};
    private static final double[] Q = {0.1, 0.2, 0.3, 0.4};

    @Test
    void coinsAndDiceHaveTheEntropyOfTheTextbook() {
        assertEquals(1, bits(Information.entropy(0.5, 0.5)), 1e-15);
        assertEquals(0.468996, bits(Information.entropy(0.9, 0.1)), 1e-6);
        assertEquals(0, Information.entropy(1, 0));
        assertEquals(Math.log(6), Information.entropy(1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0), 1e-15);
        // Cover and Thomas, Elements of Information Theory, example 2.1.2: 7/4 bits
        assertEquals(1.75, bits(Information.entropy(P)), 1e-15);
    }

    /** Cover and Thomas, example 2.3.1, with r = 1/2 and s = 1/4. */
    @Test
    void theDivergenceOfTwoCoinsIsNotSymmetric() {
        double[] fair = {0.5, 0.5};
        double[] biased = {0.75, 0.25};
        assertEquals(1 - Math.log(3) / Math.log(2) / 2, bits(Information.kl(fair, biased)), 1e-15);
        assertEquals(0.75 * Math.log(3) / Math.log(2) - 1, bits(Information.kl(biased, fair)), 1e-15);
        assertNotEquals(Information.kl(fair, biased), Information.kl(biased, fair), 0.01);
    }

    /** Cover and Thomas, example 2.2.1: H(X) = 7/4 bits, H(Y) = 2 bits, H(X, Y) = 27/8 bits, I(X; Y) = 3/8 bits. */
    @Test
    void aJointTableHasTheInformationOfTheTextbook() {
        double[][] joint = {
            {1 / 8.0, 1 / 16.0, 1 / 32.0, 1 / 32.0},
            {1 / 16.0, 1 / 8.0, 1 / 32.0, 1 / 32.0},
            {1 / 16.0, 1 / 16.0, 1 / 16.0, 1 / 16.0},
            {1 / 4.0, 0, 0, 0}
        };
        assertEquals(0.375, bits(Information.mutualInformation(joint)), 1e-15);
    }

    @Test
    void independentVariablesShareNothingAndCopiesAllTheyHave() {
        double[][] independent = new double[4][4];
        double[][] copies = new double[4][4];
        for (int a = 0; a < 4; a++) {
            copies[a][3 - a] = P[a];
            for (int b = 0; b < 4; b++) {
                independent[a][b] = P[a] * Q[b];
            }
        }
        assertEquals(0, Information.mutualInformation(independent), 1e-15);
        assertEquals(Information.entropy(P), Information.mutualInformation(copies), 1e-15);
    }

    /** Compares with the values of reference.py. */
    @Test
    void divergencesAgreeWithSciPy() {
        assertEquals(0.605677400650655, Information.kl(P, Q), 1e-15);
        assertEquals(0.5223284436221902, Information.kl(Q, P), 1e-15);
        assertEquals(0.13060096862173054, Information.jensenShannon(P, Q), 1e-15);
        assertEquals(0.13060096862173054, Information.jensenShannon(Q, P), 1e-15);
        assertEquals(1.2130075659799042 + 0.605677400650655, Information.crossEntropy(P, Q), 1e-15);
    }

    @Test
    void whatQRulesOutIsInfinitelyFar() {
        double[] heads = {1, 0};
        double[] tails = {0, 1};
        double[] fair = {0.5, 0.5};
        assertEquals(Double.POSITIVE_INFINITY, Information.kl(fair, heads));
        assertEquals(Double.POSITIVE_INFINITY, Information.crossEntropy(fair, heads));
        assertEquals(Math.log(2), Information.kl(heads, fair), 1e-15);
        assertEquals(Math.log(2), Information.jensenShannon(heads, tails), 1e-15);
        assertEquals(0, Information.kl(heads, heads));
        assertEquals(0, Information.crossEntropy(heads, heads));
        assertTrue(Information.jensenShannon(fair, heads) < Math.log(2));
    }

    @Test
    void whatIsNoDistributionIsRefused() {
        Failures.refused(() -> Information.entropy(0.5, 0.4), "0.9", "sum to 1");
        Failures.refused(() -> Information.entropy(1.5, -0.5), "probability 1", "-0.5");
        Failures.refused(() -> Information.entropy(Double.NaN, 1), "probability 0", "NaN");
        Failures.refused(() -> Information.entropy(), "sum to 0.0");
        Failures.refused(() -> Information.kl(P, new double[] {1}), "4 outcomes", "1");
        Failures.refused(() -> Information.kl(P, new double[] {1, 1, 0, 0}), "q:", "2.0");
        Failures.refused(() -> Information.mutualInformation(new double[][] {{0.5, 0}, {0.5}}), "row 1", "2");
        Failures.refused(() -> Information.mutualInformation(new double[0][]), "sum to 0.0");
    }
}
