package io.elbo.statistics.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Compares with GradientBoostingRegressor and GradientBoostingClassifier of scikit-learn, as reference.py prints them. The
 * columns have few values, so that no two splits partition the rows in the same way; scikit-learn breaks such ties at random.
 */
class BoostedTreesTest {
    private static final int N = 1600;
    private static final int TRAIN = 1200;
    private static final float[][] X = new float[N][4];
    private static final float[][] NOISE = Draws.bell(12, N, 1);
    private static final SortedColumns ROWS;

    static {
        for (int i = 0; i < 4 * N; i++) {
            X[i / 4][i % 4] = (float) Math.floor(Draws.uniform(11, i) * 5);
        }
        ROWS = SortedColumns.of(Arrays.copyOf(X, TRAIN));
    }

    @Test
    void regressionAgreesWithScikitLearn() {
        double[] target = IntStream.range(0, N)
                .mapToDouble(i -> (X[i][1] + 0.5 * (X[i][2] - 2) * (X[i][2] - 2) + 0.25 * NOISE[i][0] - 3) / 2)
                .toArray();
        BoostedTrees trees = BoostedTrees.regression(ROWS, Arrays.copyOf(target, TRAIN));
        assertArrayEquals(
                new double[] {0.0005462940796469902, 0.7511862182343816, 0.2478948819527254, 0.0003726057332461364},
                trees.importance(),
                1e-11);
        double[] expected = {-1.2571485173691452, -1.3054851280212758, -0.5020879407474961, 0.46303519358502304};
        for (int i = 0; i < 4; i++) {
            assertEquals(expected[i], trees.of(X[TRAIN + i])[0], 1e-11);
        }
    }

    @Test
    void twoClassesAgreeWithScikitLearn() {
        agrees(
                2,
                new double[] {0.6690141552080269, 0.11372646012521997, 0.0070871550285188075, 0.2101722296382344},
                new double[] {0.9078761240000852, 0.09212387599991481},
                366);
    }

    @Test
    void moreClassesAgreeWithScikitLearn() {
        agrees(
                3,
                new double[] {0.6485704607696635, 0.18326130645594904, 0.008942719368759105, 0.1592255134056285},
                new double[] {0.6647369782079361, 0.31673651689545784, 0.01852650489660603},
                336);
        agrees(
                5,
                new double[] {0.5253027677125959, 0.23876942721437464, 0.021938263995389805, 0.21398954107763962},
                new double[] {
                    0.1286516259091613, 0.5518687825408384, 0.2892861788467039, 0.02403514942222138, 0.00615826328107515
                },
                274);
    }

    private static void agrees(int classes, double[] importance, double[] probabilities, int right) {
        int[] label = IntStream.range(0, N)
                .map(i -> (int) Math.max(0, Math.min(classes - 1, Math.floor(margin(i) + classes / 2.0))))
                .toArray();
        BoostedTrees trees = BoostedTrees.classification(ROWS, Arrays.copyOf(label, TRAIN), classes);
        assertArrayEquals(importance, trees.importance(), 1e-11);
        double[] outputs = trees.of(X[TRAIN]);
        double sum = Arrays.stream(outputs).map(Math::exp).sum();
        for (int c = 0; c < classes; c++) {
            assertEquals(probabilities[c], Math.exp(outputs[c]) / sum, 1e-11);
        }
        int found = 0;
        for (int i = TRAIN; i < N; i++) {
            double[] output = trees.of(X[i]);
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = output[c] > output[best] ? c : best;
            }
            found += best == label[i] ? 1 : 0;
        }
        assertEquals(right, found);
    }

    private static double margin(int i) {
        return X[i][0] - 2 + 0.5 * (X[i][3] - 2) * (X[i][1] - 2) + 0.5 * NOISE[i][0];
    }

    /** Two splits of the first kind are useless alone; a tree that continues anyway finds the product. */
    @Test
    void aProductOfSignsIsFoundThoughNoSplitHelpsAtFirst() {
        float[][] rows = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        BoostedTrees trees = BoostedTrees.regression(SortedColumns.of(rows), new double[] {1, -1, -1, 1});
        double left = Math.pow(0.9, 100);
        for (float[] row : rows) {
            assertEquals((row[0] == row[1] ? 1 : -1) * (1 - left), trees.of(row)[0], 1e-14);
        }
        assertArrayEquals(new double[] {0, 1}, trees.importance(), 1e-14);
    }

    @Test
    void aConstantTargetNeedsNoSplit() {
        BoostedTrees trees = BoostedTrees.regression(ROWS, new double[TRAIN]);
        assertArrayEquals(new double[4], trees.importance());
        assertEquals(0, trees.of(X[0])[0]);
        assertEquals(1, BoostedTrees.classification(ROWS, new int[TRAIN], 1).of(X[0]).length);
    }
}
