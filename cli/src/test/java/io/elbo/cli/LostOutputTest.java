package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output that cannot be written is a failure. */
class LostOutputTest {
    @Test
    void aFullDiskBehindStandardOutputIsAFailure(@TempDir Path folder) throws IOException {
        Path table = folder.resolve("t.csv");
        Files.writeString(table, "age,city\n31,Oslo\n45,Bern\n28,Lund\n");
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code;
        try {
            System.setOut(new PrintStream(new FullDisk(), false, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            code = Main.execute("schema", table.toString(), "--json");
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertEquals(1, code);
        // said unless the output of this JVM goes to another program
        String message = said.toString(StandardCharsets.UTF_8).strip();
        assertTrue(message.isEmpty() || message.startsWith("elbo: standard output cannot be written"), message);
    }

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }
}
