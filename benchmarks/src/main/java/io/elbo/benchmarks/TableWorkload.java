package io.elbo.benchmarks;

import io.elbo.data.table.TableFile;
import io.elbo.data.table.TableReader;
import io.elbo.data.table.TableSource;
import io.elbo.table.ImputationOptions;
import io.elbo.table.TableModel;
import io.elbo.table.TableUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Measures the uses of a saved table model in one process, after warm-up: rows per second that are scored (in memory, and from the file), imputed (a tenth of the cells
 * removed) and drawn, and the microseconds and bytes of one row that is scored alone. Prints a line of JSON. Arguments: the model file, a table
 * with its columns, and optionally the number of rounds (5). Each figure is the median of the rounds.
 */
public final class TableWorkload {
    private static final int ROWS = 10_000;
    private static final int DRAWN = 10_000;
    private static final int SINGLES = 1000;
    private static final double REMOVED = 0.1;
    private static final double FALSE_POSITIVE_RATE = 0.01;

    private TableWorkload() {}

    /** Runs the workload. */
    public static void main(String[] arguments) {
        TableModel model = TableModel.load(Path.of(arguments[0]));
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        double[][] rows = rows(model, Path.of(arguments[1]));
        double[][] holes = holes(rows);
        ImputationOptions options = ImputationOptions.defaults();
        double score = rate(rounds, rows.length, () -> model.score(rows));
        TableSource table = TableFile.open(Path.of(arguments[1]));
        int count = (int) score(model, table);
        double file = rate(rounds, count, () -> score(model, table));
        double impute = rate(rounds, rows.length, () -> model.impute(holes, options));
        double draw = rate(rounds, DRAWN, () -> model.synthesize(DRAWN, 1));
        double[] single = new double[SINGLES];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < SINGLES; i++) {
                long start = System.nanoTime();
                model.score(rows[i % rows.length]);
                single[i] = (System.nanoTime() - start) / 1e3;
            }
        }
        Arrays.sort(single);
        System.out.printf(
                Locale.ROOT,
                "{\"rows\": %d, \"score\": %.0f, \"score_file\": %.0f, \"impute\": %.0f, \"draw\": %.0f, \"one_row_us\": %.0f, \"one_row_bytes\": %.0f}%n",
                rows.length,
                score,
                file,
                impute,
                draw,
                single[SINGLES / 2],
                bytes(() -> model.score(rows[0])));
    }

    /** Scores a table as the command does, without writing, and returns its number of rows. */
    private static long score(TableModel model, TableSource table) {
        return TableUse.score(model, table, false, FALSE_POSITIVE_RATE, (line, cells) -> {}, null)
                .rows();
    }

    /** Returns the median of the rows per second over rounds, after as many rounds of warm-up. */
    private static double rate(int rounds, int rows, Runnable work) {
        double[] rates = new double[rounds];
        for (int round = -rounds; round < rounds; round++) {
            long start = System.nanoTime();
            work.run();
            rates[Math.max(0, round)] = rows * 1e9 / (System.nanoTime() - start);
        }
        Arrays.sort(rates);
        return rates[rounds / 2];
    }

    /** Returns the bytes that this thread allocates for a piece of work. */
    private static double bytes(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < SINGLES; i++) {
            work.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / (double) SINGLES;
    }

    private static double[][] rows(TableModel model, Path file) {
        List<double[]> rows = new ArrayList<>();
        new TableReader(model.schema(), TableFile.open(file), false).read((line, values, cells) -> {
            if (rows.size() < ROWS) {
                rows.add(values);
            }
        });
        return rows.toArray(double[][]::new);
    }

    private static double[][] holes(double[][] rows) {
        Random random = new Random(1);
        double[][] holes = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            holes[i] = rows[i].clone();
            for (int j = 0; j < holes[i].length; j++) {
                holes[i][j] = random.nextDouble() < REMOVED ? Double.NaN : holes[i][j];
            }
        }
        return holes;
    }
}
