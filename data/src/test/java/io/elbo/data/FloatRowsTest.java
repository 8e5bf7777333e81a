package io.elbo.data;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatRowsTest {
    @Test
    void rowsAreReadAsTheyWereGivenAndNoLongerChange() {
        float[][] values = {{1, 2}, {3, 4}, {5, 6}};
        FloatRows rows = FloatRows.of(values);
        values[1][0] = 99;
        float[] to = new float[4];
        rows.read(1, to, 1);
        assertArrayEquals(new float[] {0, 3, 4, 0}, to);
        assertEquals(3, rows.count());
        assertEquals(2, rows.width());
    }

    @ParameterizedTest
    @CsvSource({"NaN,is not a number", "Infinity,is not a finite number", "-Infinity,is not a finite number"})
    void valuesThatAreNotFiniteAreRefusedByRowAndFeature(float bad, String why) {
        float[][] values = new float[5][20];
        values[3][17] = bad;
        refused(() -> FloatRows.of(values), "row 3, feature 17: " + bad + " " + why);
    }

    @Test
    void raggedAndEmptyRowsAreRefused() {
        refused(() -> FloatRows.of(new float[][] {{1, 2}, {1}}), "row 1 has 1 features; row 0 has 2");
        refused(() -> FloatRows.of(new float[0][]), "no rows");
        refused(() -> FloatRows.of(new float[2][0]), "no features");
    }
}
