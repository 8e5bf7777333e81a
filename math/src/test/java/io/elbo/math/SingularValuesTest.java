package io.elbo.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class SingularValuesTest {
    /** A A^T of the first is {{9, 12}, {12, 41}}, with eigenvalues 45 and 5. */
    @Test
    void smallMatricesAreSolvedByHand() {
        assertArrayEquals(
                new double[] {Math.sqrt(45), Math.sqrt(5)}, SingularValues.of(new double[][] {{3, 0}, {4, 5}}), 1e-14);
        assertArrayEquals(new double[] {5, 2}, SingularValues.of(new double[][] {{3, 0}, {4, 0}, {0, -2}}), 1e-14);
        assertArrayEquals(new double[] {5, 2}, SingularValues.of(new double[][] {{3, 4, 0}, {0, 0, -2}}), 1e-14);
        assertArrayEquals(new double[] {2, 0}, SingularValues.of(new double[][] {{1, 1}, {1, 1}}), 1e-15);
        assertArrayEquals(new double[2], SingularValues.of(new double[2][2]));
    }
}
