package io.elbo.benchmarks;

import io.elbo.TrainingListener;
import io.elbo.data.table.InferenceOptions;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableFile;
import io.elbo.measure.Ranking;
import io.elbo.table.TableModel;
import io.elbo.table.TableRun;
import io.elbo.table.TableTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Finds the labelled anomalies of tables, without their labels, by the default settings: AUROC and average precision of the scores
 * of all rows, which are the rows that the model is trained on. Arguments: a folder of CSV files whose last column is {@code
 * label}, 1 for an anomaly; how many seeds.
 */
public final class AnomalyWorkload {
    private AnomalyWorkload() {}

    /** Runs the workload. */
    public static void main(String[] arguments) throws IOException {
        int seeds = Integer.parseInt(arguments[1]);
        double[] mean = new double[2];
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
            files = all.filter(f -> f.toString().contains(".csv")).sorted().toList();
        }
        for (Path file : files) {
            double[] result = run(file, seeds);
            mean[0] += result[0] / files.size();
            mean[1] += result[1] / files.size();
        }
        System.out.printf(Locale.ROOT, "%-22s %.4f          %.4f%n", "mean", mean[0], mean[1]);
    }

    private static double[] run(Path file, int seeds) {
        Schema schema =
                Schema.infer(TableFile.open(file), InferenceOptions.DEFAULT).schema();
        int label = schema.names().indexOf("label");
        double[][] rows = TableRun.Table.read(TableFile.open(file), schema, true, Integer.MAX_VALUE)
                .rows()
                .toArray();
        boolean[] anomaly = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            anomaly[i] = rows[i][label] == 1;
            rows[i][label] = Double.NaN;
        }
        Schema without = TableRun.ignoring(schema, List.of("label"));
        List<Double> areas = new ArrayList<>();
        double precision = 0;
        long start = System.nanoTime();
        for (int seed = 1; seed <= seeds; seed++) {
            TableTraining usual = TableTraining.of(rows.length, schema.columns().size() - 1);
            // the model that fills in cells has no part in the scores
            TableTraining training =
                    usual.withTraining(usual.training().withEpochs(1).withSeed(seed));
            double[] scores = TableModel.fit(without, rows, training, TrainingListener.NONE, 2)
                    .score(rows)
                    .score();
            areas.add(Ranking.auroc(scores, anomaly));
            precision += Ranking.averagePrecision(scores, anomaly) / seeds;
        }
        double area = areas.stream().mapToDouble(a -> a).average().orElseThrow();
        double deviation = Math.sqrt(areas.stream()
                .mapToDouble(a -> (a - area) * (a - area))
                .average()
                .orElseThrow());
        System.out.printf(
                Locale.ROOT,
                "%-22s %.4f +- %.4f %.4f   %,d rows, %.1f s a seed%n",
                file.getFileName().toString().replaceFirst("\\..*", ""),
                area,
                deviation,
                precision,
                rows.length,
                (System.nanoTime() - start) / 1e9 / seeds);
        return new double[] {area, precision};
    }
}
