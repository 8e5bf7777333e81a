package io.elbo.cli;

import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.CsvSink;
import io.elbo.image.score.Calibration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the scores of images as a table: numbers, and file names if there are any. */
final class ScoreTable {
    private ScoreTable() {}

    static void write(Path file, List<Calibration.Verdict> verdicts, List<String> fileNames) {
        List<String> header = new ArrayList<>(List.of("index", "anomaly_score", "p_value", "is_anomaly"));
        if (!fileNames.isEmpty()) {
            header.add("file");
        }
        CsvSink.write(file, CsvFormat.STANDARD, header, sink -> {
            for (int i = 0; i < verdicts.size(); i++) {
                sink.row(i + 1, line(i, verdicts.get(i), fileNames).toArray(new String[0]));
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
