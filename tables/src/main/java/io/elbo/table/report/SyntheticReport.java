package io.elbo.table.report;

import io.elbo.data.DataException;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.table.Schema;
import io.elbo.json.Json;
import io.elbo.statistics.boosting.BoostingOptions;
import io.elbo.statistics.boosting.HistogramBoosting;
import io.elbo.statistics.measure.Ranking;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A comparison of synthetic and real rows.
 *
 * @param realRows the number of rows of the training table
 * @param syntheticRows the number of synthetic rows
 * @param testRows the number of held-out rows; 0 if there are none
 * @param columns the comparison of each column
 * @param realAssociations the absolute {@link Association} of each pair of columns: correlation, Cramer's V or correlation ratio
 * @param syntheticAssociations the same for synthetic rows
 * @param associationDifference the mean absolute difference of the two, over all pairs
 * @param detection the AUROC of boosted trees that distinguish real from synthetic rows, on rows they were not fitted to; 0.5 if they cannot
 * @param target the column that is predicted; null for none
 * @param trainedOnReal the prediction by trees fitted to real rows; null without a target
 * @param trainedOnSynthetic the prediction by trees fitted to synthetic rows
 * @param privacy the distances to the nearest real row
 */
public record SyntheticReport(
        int realRows,
        int syntheticRows,
        int testRows,
        List<ColumnComparison> columns,
        List<List<Double>> realAssociations,
        List<List<Double>> syntheticAssociations,
        double associationDifference,
        double detection,
        String target,
        Utility trainedOnReal,
        Utility trainedOnSynthetic,
        Privacy privacy) {
    /** The share of real rows that replaces missing test rows. */
    private static final double PART = 0.2;

    /**
     * Compares rows, which have the columns of the schema and NaN for missing cells.
     *
     * @param real the training rows
     * @param test held-out rows; null for none. Then a fifth of the real rows is predicted, by trees fitted to the others or to the synthetic rows,
     *     and both results are too optimistic
     * @throws DataException if the target does not exist, or there are too few rows
     */
    public static SyntheticReport of(
            Schema schema, double[][] real, double[][] test, double[][] synthetic, ReportOptions options) {
        Compared compared = Compared.of(schema);
        double[][] a = compared.of("real", real);
        double[][] b = compared.of("synthetic", synthetic);
        double[][] held = test == null ? null : compared.of("test", test);
        int[] levels = compared.levels();
        int target = target(compared, options);
        List<ColumnComparison> columns = new ArrayList<>();
        for (int c = 0; c < levels.length; c++) {
            columns.add(ColumnComparison.of(
                    compared.columns().get(c), compared.texts(c), Compared.column(a, c), Compared.column(b, c)));
        }
        double[][] learned = Compared.some(a, options.rows(), options.seed(), "report rows");
        double[][] predicted = held;
        if (held == null) {
            int part = Math.max(1, (int) (PART * learned.length));
            predicted = Arrays.copyOf(learned, part);
            learned = Arrays.copyOfRange(learned, part, learned.length);
        }
        double[][] drawn = Compared.some(b, options.rows(), options.seed(), "report rows");
        List<List<Double>> ofReal = associations(a, levels);
        List<List<Double>> ofSynthetic = associations(b, levels);
        return new SyntheticReport(
                a.length,
                b.length,
                held == null ? 0 : held.length,
                columns,
                ofReal,
                ofSynthetic,
                difference(ofReal, ofSynthetic),
                detection(a, b, levels, options),
                options.target(),
                target < 0 ? null : Utility.of(learned, predicted, target, levels),
                target < 0 ? null : Utility.of(drawn, predicted, target, levels),
                Privacy.of(a, b, held, levels, options));
    }

    private static int target(Compared compared, ReportOptions options) {
        List<String> names = compared.columns().stream().map(c -> c.name()).toList();
        int target = options.target() == null ? -1 : names.indexOf(options.target());
        if (options.target() != null && target < 0) {
            throw new DataException("there is no column '" + options.target() + "' that takes part; there are "
                    + String.join(", ", names));
        }
        return target;
    }

    private static List<List<Double>> associations(double[][] rows, int[] levels) {
        double[][] columns = new double[levels.length][];
        Arrays.setAll(columns, c -> Compared.column(rows, c));
        List<List<Double>> all = new ArrayList<>();
        for (int i = 0; i < levels.length; i++) {
            List<Double> row = new ArrayList<>();
            for (int j = 0; j < levels.length; j++) {
                row.add(
                        levels[i] == 0 && levels[j] == 0
                                ? Math.abs(Association.correlation(columns[i], columns[j]))
                                : levels[i] == 0
                                        ? Association.correlationRatio(columns[j], columns[i], levels[j])
                                        : levels[j] == 0
                                                ? Association.correlationRatio(columns[i], columns[j], levels[i])
                                                : Association.cramersV(columns[i], columns[j], levels[i], levels[j]));
            }
            all.add(row);
        }
        return all;
    }

    private static double difference(List<List<Double>> a, List<List<Double>> b) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < a.size(); i++) {
            for (int j = 0; j < i; j++) {
                double difference = Math.abs(a.get(i).get(j) - b.get(i).get(j));
                if (!Double.isNaN(difference)) {
                    sum += difference;
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private static double detection(double[][] real, double[][] synthetic, int[] levels, ReportOptions options) {
        int n = Math.min(options.rows(), Math.min(real.length, synthetic.length)) / 2 * 2;
        double[][] a = Compared.some(real, n, options.seed(), "report detection");
        double[][] b = Compared.some(synthetic, n, options.seed(), "report detection of synthetic");
        double[][] learned = new double[n][];
        double[][] tested = new double[n][];
        double[] y = new double[n];
        boolean[] positive = new boolean[n];
        for (int i = 0; i < n; i++) {
            positive[i] = i % 2 == 0;
            y[i] = i % 2 == 0 ? 1 : 0;
            learned[i] = (positive[i] ? a : b)[i / 2];
            tested[i] = (positive[i] ? a : b)[n / 2 + i / 2];
        }
        HistogramBoosting trees =
                HistogramBoosting.fit(learned, levels, y, HistogramBoosting.Loss.LOGISTIC, BoostingOptions.defaults());
        return Ranking.auroc(trees.of(tested), positive);
    }

    /** Returns all numbers as JSON; undefined numbers are "NaN". */
    public String toJson() {
        return Json.write(this);
    }

    /** Writes a page with all numbers and plots as one self-contained HTML file, atomically. */
    public void save(Path file) {
        byte[] page = new ReportPage(this).html().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(page));
    }
}
