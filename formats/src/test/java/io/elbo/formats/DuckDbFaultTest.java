package io.elbo.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DuckDbFaultTest {
    private static final Path FILE = Path.of("/data/.new.parquet.7-8.tmp");

    private static String reason(String message) {
        return DuckDbFault.reason(new SQLException(message), FILE);
    }

    @Test
    void theReasonOfTheSystemIsTakenOutOfItsWrapping() {
        assertEquals(
                "No space left on device",
                reason("IO Error: Async write failed for range [offset=0, size=1617]: {\"exception_type\":\"IO\","
                        + "\"exception_message\":\"Could not write file \\\"" + FILE
                        + "\\\": No space left on device\",\"errno\":\"28\"}"));
        assertEquals(
                "No space left on device", reason("IO Error: Could not write file \"x\": No space left on device"));
    }

    @Test
    void otherReasonsLoseTheirKindAndTheNameOfTheTemporaryFile() {
        assertEquals(
                "No magic bytes found at end of file 'the file'",
                reason("Invalid Input Error: No magic bytes found at end of file '" + FILE + "'\nmore"));
        assertEquals("a\\u001bb", reason("a\u001bb"));
        assertEquals("null", DuckDbFault.reason(new SQLException(), FILE));
    }
}
