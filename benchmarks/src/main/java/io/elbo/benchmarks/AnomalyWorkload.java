package io.elbo.benchmarks;

import io.elbo.data.Rows;
import io.elbo.data.table.InferenceOptions;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableFile;
import io.elbo.statistics.measure.Ranking;
import io.elbo.table.Purpose;
import io.elbo.table.TableModel;
import io.elbo.table.TableRun;
import io.elbo.table.TableScores;
import io.elbo.table.TableSpec;
import io.elbo.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures anomaly detection on tables with labelled anomalies, with default settings and without the labels. The model is fitted to half
 * of each table's rows, and the AUROC is that of the other, unseen half. The output also contains the AUROC of the training rows, and the
 * results of an isolation forest, nearest neighbours, histograms and the minimum covariance determinant on the same halves. Arguments: a
 * folder of CSV files with a column {@code label} that is 1 for an anomaly, and the number of seeds. Each seed has its own halves.
 */
public final class AnomalyWorkload {
    private static final int MOST_ROWS = 10_000;
    private static final double FALSE_ALARMS = 0.05;

    private AnomalyWorkload() {}

    /** Runs the workload. */
    public static void main(String[] arguments) throws IOException {
        int seeds = Integer.parseInt(arguments[1]);
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
            files = all.filter(f -> f.toString().contains(".csv")).sorted().toList();
        }
        Map<String, Double> mean = new LinkedHashMap<>();
        for (Path file : files) {
            Map<String, Double> result = run(file, seeds);
            print(file.getFileName().toString().replaceFirst("\\..*", ""), result);
            result.forEach((name, value) -> mean.merge(name, value / files.size(), Double::sum));
        }
        print("mean", mean);
    }

    private static void print(String name, Map<String, Double> values) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-16s", name));
        values.forEach((what, value) -> line.append(String.format(Locale.ROOT, "  %s %.3f", what, value)));
        System.out.println(line);
    }

    private static Map<String, Double> run(Path file, int seeds) {
        Schema schema =
                Schema.infer(TableFile.open(file), InferenceOptions.defaults()).schema();
        int label = schema.names().indexOf("label");
        double[][] all = TableRun.Table.read(TableFile.open(file), schema, true, Integer.MAX_VALUE)
                .rows()
                .toArray();
        Schema without = TableRun.ignoring(schema, List.of("label"));
        Map<String, Double> mean = new LinkedHashMap<>();
        for (int seed = 1; seed <= seeds; seed++) {
            int[] order = permutation(all.length, seed);
            int used = Math.min(MOST_ROWS, order.length);
            double[][] learnt = rows(all, order, 0, used / 2);
            double[][] fresh = rows(all, order, used / 2, used);
            boolean[] anomaly = labels(fresh, label);
            boolean[] anomalyLearnt = labels(learnt, label);
            Map<String, Double> result = new LinkedHashMap<>();
            elbo(without, learnt, fresh, anomaly, anomalyLearnt, seed, result);
            others(learnt, fresh, anomaly, seed, result);
            result.forEach((name, value) -> mean.merge(name, value / seeds, Double::sum));
        }
        return mean;
    }

    private static int[] permutation(int n, long seed) {
        int[] order = IntStream.range(0, n).toArray();
        Random random = new Random(seed);
        for (int i = n - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    private static double[][] rows(double[][] all, int[] order, int from, int to) {
        return Arrays.stream(order, from, to).mapToObj(i -> all[i].clone()).toArray(double[][]::new);
    }

    /** Returns the labels and removes them from the rows. */
    private static boolean[] labels(double[][] rows, int label) {
        boolean[] anomaly = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            anomaly[i] = rows[i][label] == 1;
            rows[i][label] = Double.NaN;
        }
        return anomaly;
    }

    private static void elbo(
            Schema schema,
            double[][] learnt,
            double[][] fresh,
            boolean[] anomaly,
            boolean[] anomalyLearnt,
            int seed,
            Map<String, Double> result) {
        TableSpec usual = TableSpec.of(schema, learnt.length).with(Set.of(Purpose.SCORE), learnt.length);
        // one epoch is enough because the VAE that imputes cells does not affect the scores
        TableSpec spec = usual.withModel(usual.model()
                .withTraining(usual.model().training().withEpochs(1).withSeed(seed)));
        TableModel model = TableModel.fit(schema, learnt, spec, TrainingListener.NONE, 2);
        TableScores scores = model.score(fresh);
        result.put("elbo", Ranking.auroc(scores.score(), anomaly));
        result.put("as-trained", Ranking.auroc(model.score(learnt).score(), anomalyLearnt));
        result.put("precision", Ranking.averagePrecision(scores.score(), anomaly));
        int[] ordinary =
                IntStream.range(0, fresh.length).filter(i -> !anomaly[i]).toArray();
        result.put(
                "false-alarms",
                Arrays.stream(ordinary)
                                .filter(i -> scores.pValue()[i] <= FALSE_ALARMS)
                                .count()
                        / (double) ordinary.length);
    }

    private static void others(
            double[][] learnt, double[][] fresh, boolean[] anomaly, int seed, Map<String, Double> result) {
        Standardized scale = Standardized.of(learnt);
        Rows from = scale.rows(learnt);
        Rows to = scale.rows(fresh);
        Map<String, AnomalyDetector> peers = new LinkedHashMap<>();
        peers.put("forest", IsolationForest.fit(from, new IsolationForest.Options(seed)));
        peers.put("kNN", KnnDistance.fit(from, 5));
        peers.put("HBOS", HistogramOutliers.fit(from));
        peers.put("MCD", MinimumCovariance.fit(from, seed));
        peers.forEach((name, peer) -> result.put(name, Ranking.auroc(peer.scores(to), anomaly)));
    }
}
