package io.elbo.data.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvScannerTest {
    private static CsvScanner scanner(String text) {
        return new CsvScanner(new StringReader(text), ',', '"');
    }

    /** These are the values of make.py. */
    private static String record(CsvScanner scanner) {
        String[] cells = scanner.isEmptyLine() ? new String[] {""} : scanner.cells();
        return scanner.line() + "|" + String.join("|", cells);
    }

    /** Python's csv module read the files; see make.py. Up to the first broken record, both give the same records on the same lines. */
    @Test
    void recordsAreThoseOfAnotherProgram() throws IOException, URISyntaxException {
        Path file = Path.of(CsvScannerTest.class.getResource("records.txt").toURI());
        int records = 0;
        int broken = 0;
        for (String line : Files.readAllLines(file)) {
            List<String> expected =
                    Arrays.asList(line.replace("\\n", "\n").replace("\\r", "\r").split("\t"));
            CsvScanner scanner = scanner(expected.get(0));
            List<String> actual = new ArrayList<>(List.of(expected.get(0)));
            while (scanner.next()) {
                if (scanner.broken() != null) {
                    actual.add("broken");
                    broken++;
                    break;
                }
                actual.add(record(scanner));
                records++;
            }
            assertEquals(expected, actual);
        }
        assertEquals(3048, records);
        assertEquals(763, broken);
    }
}
