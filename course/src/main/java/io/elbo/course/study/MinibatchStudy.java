package io.elbo.course.study;

import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.math.CounterRandom;
import io.elbo.plot.LinePlot;
import io.elbo.rows.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures the minibatch estimator of Kingma and Welling 2014 (section 2.3). With M of N rows drawn without replacement,
 * {@code N/M sum_i L(x_i)} has the ELBO of all the data, {@code sum_i L(x_i)}, as its mean. L(x_i) is estimator B with one draw of z. The
 * variance of the estimator is
 *
 * <p>{@code N^2/M ((1 - M/N) S + v)},
 *
 * <p>where S is the variance of the ELBO over rows and v is the mean over rows of its variance over draws of z.
 *
 * @param rows N
 * @param elbo the ELBO of all the data, in nats
 * @param standardError the standard error of {@code elbo}
 * @param varianceOfRows S, in nats^2
 * @param varianceOfDraws v, in nats^2
 * @param points the measurements, by M
 */
public record MinibatchStudy(
        int rows, double elbo, double standardError, double varianceOfRows, double varianceOfDraws, List<Point> points)
        implements Study {
    public MinibatchStudy {
        points = List.copyOf(points);
    }

    /**
     * The measurements with one M.
     *
     * @param batch M
     * @param mean the mean of the estimates of the ELBO of all the data, in nats
     * @param standardError the standard error of the mean
     * @param variance the variance of one estimate, in nats^2
     * @param predicted the variance according to the formula
     */
    public record Point(int batch, double mean, double standardError, double variance, double predicted) {}

    /**
     * The settings of the measurements.
     *
     * @param batches the values of M; those above N are ignored
     * @param repeats the number of estimates with each M, at least 2
     * @param draws the number of draws of z for each row, used to estimate S, v and the ELBO of all the data; at least 2
     * @param seed the seed of rows and draws
     */
    public record Options(List<Integer> batches, int repeats, int draws, long seed) {
        public Options {
            batches = List.copyOf(batches);
            if (batches.isEmpty() || batches.stream().anyMatch(m -> m < 1)) {
                throw new IllegalArgumentException("batches " + batches + ": must be at least 1 each");
            }
            StudyArguments.within("repeats", repeats, 2, 100_000);
            StudyArguments.within("draws", draws, 2, 100_000);
        }

        /** Creates options for M from 1 to 1000, 400 estimates each and 100 draws of z. */
        public Options(long seed) {
            this(List.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000), 400, 100, seed);
        }
    }

    /** Measures a model. The given rows are all the data. */
    public static MinibatchStudy of(Vae model, Rows rows, Options options) {
        int n = rows.count();
        try (Draws draws = new Draws(model, Examples.of(rows))) {
            RunningMoments means = new RunningMoments();
            RunningMoments variances = new RunningMoments();
            int[] order = new int[options.draws()];
            for (int row = 0; row < n; row++) {
                Arrays.fill(order, row);
                RunningMoments own = new RunningMoments();
                draws.each(
                        order,
                        options.seed(),
                        row,
                        (draw, reconstruction, sampled, kl) -> own.add(reconstruction - kl));
                means.add(own.mean());
                variances.add(own.variance());
            }
            double noise = variances.mean();
            // the draws of z add a known amount to the variance of the rows' means
            double spread = n < 2 ? 0 : Math.max(0, means.variance() - noise / options.draws());
            List<Point> points = new ArrayList<>();
            for (int batch : options.batches()) {
                if (batch <= n) {
                    double predicted = (double) n * n / batch * ((1 - (double) batch / n) * spread + noise);
                    points.add(measure(draws, n, batch, predicted, options));
                }
            }
            return new MinibatchStudy(
                    n, n * means.mean(), Math.sqrt(n * noise / options.draws()), spread, noise, points);
        }
    }

    private static Point measure(Draws draws, int n, int batch, double predicted, Options options) {
        CounterRandom random = CounterRandom.of(options.seed(), "minibatch of " + batch);
        RunningMoments estimates = new RunningMoments();
        for (int repeat = 0; repeat < options.repeats(); repeat++) {
            int[] order = Arrays.copyOf(random.permutation(repeat, n), batch);
            double[] sum = new double[1];
            // random addresses after those of the single rows
            int step = n + batch * options.repeats() + repeat;
            draws.each(
                    order, options.seed(), step, (draw, reconstruction, sampled, kl) -> sum[0] += reconstruction - kl);
            estimates.add(sum[0] * n / batch);
        }
        return new Point(batch, estimates.mean(), estimates.standardError(), estimates.variance(), predicted);
    }

    @Override
    public Table table() {
        Table.Writer table =
                new Table.Writer("batch", "mean", "standard_error", "elbo", "variance", "predicted_variance");
        points.forEach(p -> table.row(p.batch, p.mean, p.standardError, elbo, p.variance, p.predicted));
        return table.table();
    }

    @Override
    public List<LinePlot> plots() {
        LinePlot.Axis x = new LinePlot.Axis("M, rows of a minibatch", LinePlot.Scale.LOG);
        double[] batches = points.stream().mapToDouble(Point::batch).toArray();
        double[] means = points.stream().mapToDouble(p -> p.mean / rows).toArray();
        double[] all = points.stream().mapToDouble(p -> elbo / rows).toArray();
        double[] above = points.stream()
                .mapToDouble(p -> (elbo + 2 * p.standardError) / rows)
                .toArray();
        double[] below = points.stream()
                .mapToDouble(p -> (elbo - 2 * p.standardError) / rows)
                .toArray();
        double[] measured = points.stream().mapToDouble(Point::variance).toArray();
        double[] predicted = points.stream().mapToDouble(Point::predicted).toArray();
        return List.of(
                new LinePlot(
                        "mean over N",
                        x,
                        new LinePlot.Axis("nats", LinePlot.Scale.LINEAR),
                        List.of(
                                LinePlot.Series.of("minibatches", batches, means),
                                LinePlot.Series.of("all data, +-2 standard errors", batches, all)
                                        .asReference(),
                                LinePlot.Series.of("", batches, above).asReference(),
                                LinePlot.Series.of("", batches, below).asReference())),
                new LinePlot(
                        "variance",
                        x,
                        new LinePlot.Axis("nats^2", LinePlot.Scale.LOG),
                        List.of(
                                LinePlot.Series.of("measured", batches, measured),
                                LinePlot.Series.of("formula", batches, predicted)
                                        .asReference())));
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("rows", "N, rows of the data", rows),
                new Figure("elbo", "ELBO of all the data, nats", elbo),
                new Figure("standard_error", "its standard error", standardError),
                new Figure("variance_of_rows", "S, variance of the ELBO over rows, nats^2", varianceOfRows),
                new Figure("variance_of_draws", "v, variance of the ELBO over draws of z, nats^2", varianceOfDraws),
                new Figure(
                        "greatest_difference",
                        "greatest difference of a mean from the ELBO, in standard errors",
                        points.stream()
                                .mapToDouble(p -> Math.abs(p.mean - elbo) / Math.hypot(p.standardError, standardError))
                                .max()
                                .orElse(0)));
    }
}
