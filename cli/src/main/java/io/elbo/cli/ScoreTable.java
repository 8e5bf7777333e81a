package io.elbo.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.elbo.data.file.AtomicFile;
import io.elbo.image.score.Calibration;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Scores of images as a table: numbers, and the names of files where there are any. */
final class ScoreTable {
    private ScoreTable() {}

    static void write(Path file, List<Calibration.Verdict> verdicts, List<String> fileNames) {
        AtomicFile.write(file, out -> {
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
            try {
                List<String> header = new ArrayList<>(List.of("index", "anomaly_score", "p_value", "is_anomaly"));
                if (!fileNames.isEmpty()) {
                    header.add("file");
                }
                csv.writeRecord(header);
                for (int i = 0; i < verdicts.size(); i++) {
                    csv.writeRecord(line(i, verdicts.get(i), fileNames));
                }
                csv.flush();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    private static List<String> line(int i, Calibration.Verdict verdict, List<String> fileNames) {
        List<String> line = new ArrayList<>(List.of(
                Integer.toString(i),
                Double.toString(verdict.score()),
                Double.toString(verdict.pValue()),
                verdict.anomaly() ? "1" : "0"));
        if (!fileNames.isEmpty()) {
            line.add(fileNames.get(i));
        }
        return line;
    }
}
