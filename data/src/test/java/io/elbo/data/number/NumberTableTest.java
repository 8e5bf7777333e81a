package io.elbo.data.number;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberTableTest {
    @Test
    void namesNoLongerChange() {
        List<String> names = new ArrayList<>(List.of("z0", "z1"));
        NumberTable table = new NumberTable(names, new float[1][2]);
        names.set(0, "x");
        assertEquals(List.of("z0", "z1"), table.names());
    }

    @Test
    void namesThatCannotStandForTheColumnsAreRefused() {
        refused(() -> new NumberTable(List.of(), new float[1][0]), "there are no columns");
        refused(() -> new NumberTable(List.of("a", ""), new float[1][2]), "column 2 of 2 has no name");
        refused(() -> new NumberTable(List.of(" a"), new float[1][1]), "' a' has blanks around it");
        refused(() -> new NumberTable(List.of("a\n", "b"), new float[1][2]), "'a\\n' has blanks");
        refused(
                () -> new NumberTable(List.of("a", "b", "a"), new float[1][3]),
                "columns 1 and 3 are both named 'a'; names must differ");
    }

    @Test
    void rowsThatDoNotFitTheColumnsAreRefused() {
        List<String> names = List.of("a", "b");
        refused(() -> new NumberTable(names, new float[0][]), "there are no rows");
        refused(
                () -> new NumberTable(names, new float[][] {{1, 2}, {1}}),
                "row 1 has 1 values; there are 2 columns, and each needs a value");
    }
}
