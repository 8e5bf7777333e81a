package io.elbo.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elbo.data.DataException;
import io.elbo.data.file.AtomicFile;
import io.elbo.spec.EpochMetrics;
import io.elbo.test.Failures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a file that changes is what reading it anew tells. */
class RunHistoryTest {
    private static final String HEADER = "epoch,step,seconds,train_elbo,train_reconstruction,train_kl,"
            + "validation_elbo,validation_reconstruction,validation_kl,learning_rate\n";

    @TempDir
    Path folder;

    private static String line(int epoch, double elbo) {
        return epoch + "," + 10 * epoch + "," + epoch + ".5," + elbo + "," + (elbo + 1) + ",1.0,,,,0.001\n";
    }

    private static String lines(int from, int to, double elbo) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> line(i, elbo - i)).collect(Collectors.joining());
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(folder.resolve("metrics.csv"), out -> out.write(bytes));
    }

    @Test
    void aFileThatChangesIsReadAsIfAnew() {
        RunHistory history = new RunHistory(folder);
        assertEquals(List.of(), history.epochs());
        for (String text : List.of(
                HEADER,
                HEADER + lines(1, 3, -100),
                HEADER + lines(1, 2000, -100), // more than a chunk
                HEADER + lines(1, 2000, -100) + line(2001, -5),
                HEADER + lines(1, 2, -100), // a run that was begun again
                HEADER + lines(1, 2000, -300), // longer, and another
                HEADER + line(1, -4),
                HEADER + line(1, -7), // as long as before
                HEADER + line(1, -7) + line(2, -6))) {
            write(text);
            List<EpochMetrics> epochs = history.epochs();
            assertEquals(new RunHistory(folder).epochs(), epochs);
            assertEquals(text.lines().count() - 1, epochs.size());
            assertEquals(0, history.unread());
            assertSame(epochs, history.epochs(), "of a file that did not change nothing is read");
        }
    }

    @Test
    void whatIsSpoiltIsRefusedAndReadWhenItIsWholeAgain() {
        RunHistory history = new RunHistory(folder);
        write(HEADER + lines(1, 5, -100));
        assertEquals(5, history.epochs().size());
        write(HEADER + lines(1, 5, -100) + "6,60,");
        assertThrows(DataException.class, history::epochs);
        write(HEADER + lines(1, 5, -100) + "6,60,nonsense\n");
        assertThrows(DataException.class, history::epochs);
        write(HEADER + lines(1, 7, -100));
        assertEquals(7, history.epochs().size());
        assertEquals(new RunHistory(folder).epochs(), history.epochs());
    }

    /** A file that no training wrote must take neither all memory nor all time. */
    @Test
    void aFileThatIsFarTooLargeIsRefusedAtOnce() throws java.io.IOException {
        try (var file =
                new java.io.RandomAccessFile(folder.resolve("metrics.csv").toFile(), "rw")) {
            file.setLength(2 * Runtime.getRuntime().maxMemory()); // takes no space: it is all holes
        }
        Failures.refused(() -> new RunHistory(folder).epochs(), "metrics.csv: is too large: ", "bytes");
        write(HEADER + "1".repeat(3 << 20));
        Failures.refused(() -> new RunHistory(folder).epochs(), "metrics.csv: is too large: line 2 does not end");
    }

    @Test
    void numbersAreReadToTheLastBit() {
        String[] numbers = {"-117.33492361263418", "4.9E-324", "0.1", "2.2250738585072014E-308", "1.0E-5"};
        write(String.format(HEADER + "1,1,0.5,0,%s,%s,0,%s,%s,%s\n", (Object[]) numbers));
        EpochMetrics read = new RunHistory(folder).epochs().get(0);
        assertEquals(Double.parseDouble(numbers[0]), read.train().reconstruction());
        assertEquals(Double.parseDouble(numbers[1]), read.train().kl());
        assertEquals(Double.parseDouble(numbers[2]), read.validation().reconstruction());
        assertEquals(Double.parseDouble(numbers[3]), read.validation().kl());
        assertEquals(Double.parseDouble(numbers[4]), read.learningRate());
    }
}
