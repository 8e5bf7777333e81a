package io.elbo.course.study;

import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.plot.LinePlot;
import io.elbo.rows.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compares the two estimators of the ELBO of Kingma and Welling 2014 (section 2.3), each with L draws of z per row:
 *
 * <ul>
 *   <li>A: {@code 1/L sum_l (ln p(x|z_l) + ln p(z_l) - ln q(z_l|x))}, both terms sampled;
 *   <li>B: {@code 1/L sum_l ln p(x|z_l) - KL(q(z|x) || p(z))}, the KL divergence in closed form.
 * </ul>
 *
 * <p>Both have the ELBO as their mean, and their variances fall as 1/L. Which has the smaller variance depends on the model. The closer
 * q(z|x) is to the posterior p(z|x), the more the terms of A cancel. If the two are equal, A is the constant ln p(x).
 */
public record EstimatorStudy(List<Point> points) implements Study {
    public EstimatorStudy {
        points = List.copyOf(points);
    }

    /**
     * The measurements with one L, as means over the rows, in nats.
     *
     * @param epoch the number of epochs that the model was trained
     * @param samples L
     * @param meanA the mean of estimator A
     * @param meanB the mean of estimator B
     * @param standardError the standard error of the difference of the means, which are from the same draws
     * @param varianceA the variance of A for one row, in nats^2
     * @param varianceB the variance of B for one row, in nats^2
     */
    public record Point(
            int epoch,
            int samples,
            double meanA,
            double meanB,
            double standardError,
            double varianceA,
            double varianceB) {}

    /**
     * The settings of the measurements.
     *
     * @param samples the values of L
     * @param rows the number of rows to use, from the first
     * @param repeats the number of estimates of each row with each L, at least 2
     * @param seed the seed of the draws
     */
    public record Options(List<Integer> samples, int rows, int repeats, long seed) {
        public Options {
            samples = List.copyOf(samples);
            if (samples.isEmpty() || samples.stream().anyMatch(l -> l < 1 || l > 10_000)) {
                throw new IllegalArgumentException("samples " + samples + ": must be 1 to 10000 each");
            }
            StudyArguments.within("rows", rows, 1, 1_000_000);
            StudyArguments.within("repeats", repeats, 2, 100_000);
        }

        /** Creates options for L from 1 to 50, 10 rows and 200 estimates each. */
        public Options(long seed) {
            this(List.of(1, 2, 5, 10, 20, 50), 10, 200, seed);
        }
    }

    /** Measures the estimators for one model. */
    public static EstimatorStudy of(Vae model, Rows rows, Options options) {
        int epoch = model.provenance().best() == null
                ? 0
                : model.provenance().best().epoch();
        return of(new TreeMap<>(java.util.Map.of(epoch, model)), rows, options);
    }

    /**
     * Measures the estimators for several models.
     *
     * @param models the models, by the number of epochs that they were trained
     */
    public static EstimatorStudy of(SortedMap<Integer, Vae> models, Rows rows, Options options) {
        List<Point> points = new ArrayList<>();
        models.forEach((epoch, model) -> {
            try (Draws draws = new Draws(model, Examples.of(rows))) {
                for (int samples : options.samples()) {
                    points.add(measure(epoch, draws, Math.min(options.rows(), rows.count()), samples, options));
                }
            }
        });
        return new EstimatorStudy(points);
    }

    private static Point measure(int epoch, Draws draws, int rows, int samples, Options options) {
        RunningMoments meanA = new RunningMoments();
        RunningMoments meanB = new RunningMoments();
        RunningMoments varianceA = new RunningMoments();
        RunningMoments varianceB = new RunningMoments();
        double errors = 0;
        int[] order = new int[options.repeats() * samples];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(order, row);
            double[] a = new double[options.repeats()];
            double[] b = new double[options.repeats()];
            int step = samples * rows + row;
            draws.each(order, options.seed(), step, (draw, reconstruction, sampledKl, kl) -> {
                a[draw / samples] += (reconstruction - sampledKl) / samples;
                b[draw / samples] += (reconstruction - kl) / samples;
            });
            RunningMoments ofA = new RunningMoments();
            RunningMoments ofB = new RunningMoments();
            RunningMoments difference = new RunningMoments();
            for (int i = 0; i < a.length; i++) {
                ofA.add(a[i]);
                ofB.add(b[i]);
                difference.add(a[i] - b[i]);
            }
            meanA.add(ofA.mean());
            meanB.add(ofB.mean());
            varianceA.add(ofA.variance());
            varianceB.add(ofB.variance());
            errors += difference.variance() / options.repeats();
        }
        return new Point(
                epoch,
                samples,
                meanA.mean(),
                meanB.mean(),
                Math.sqrt(errors) / rows,
                varianceA.mean(),
                varianceB.mean());
    }

    @Override
    public Table table() {
        Table.Writer table = new Table.Writer(
                "epoch", "samples", "mean_a", "mean_b", "standard_error_of_difference", "variance_a", "variance_b");
        for (Point p : points) {
            table.row(p.epoch, p.samples, p.meanA, p.meanB, p.standardError, p.varianceA, p.varianceB);
        }
        return table.table();
    }

    @Override
    public List<LinePlot> plots() {
        LinePlot.Axis x = new LinePlot.Axis("L, draws of z", LinePlot.Scale.LOG);
        LinePlot.Axis y = new LinePlot.Axis("nats^2", LinePlot.Scale.LOG);
        return epochs().map(epoch -> {
                    List<Point> own =
                            points.stream().filter(p -> p.epoch == epoch).toList();
                    double[] samples = own.stream().mapToDouble(Point::samples).toArray();
                    double[] a = own.stream().mapToDouble(Point::varianceA).toArray();
                    double[] b = own.stream().mapToDouble(Point::varianceB).toArray();
                    double[] ideal = Arrays.stream(samples)
                            .map(l -> b[0] * samples[0] / l)
                            .toArray();
                    return new LinePlot(
                            "variance" + after(epoch),
                            x,
                            y,
                            List.of(
                                    LinePlot.Series.of("A", samples, a),
                                    LinePlot.Series.of("B", samples, b),
                                    LinePlot.Series.of("1/L", samples, ideal).asReference()));
                })
                .toList();
    }

    private static String after(int epoch) {
        return " after " + epoch + (epoch == 1 ? " epoch" : " epochs");
    }

    private Stream<Integer> epochs() {
        return points.stream().map(Point::epoch).distinct();
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        epochs().forEach(epoch -> {
            Point first =
                    points.stream().filter(p -> p.epoch == epoch).findFirst().orElseThrow();
            String after = after(epoch);
            String name = "_after_" + epoch;
            figures.add(new Figure("elbo" + name, "ELBO by estimator B, nats per row," + after, first.meanB));
            figures.add(new Figure(
                    "variance_a" + name, "variance of A with L = " + first.samples + "," + after, first.varianceA));
            figures.add(new Figure(
                    "variance_b" + name, "variance of B with L = " + first.samples + "," + after, first.varianceB));
        });
        figures.add(new Figure(
                "greatest_difference",
                "greatest difference of the means of A and B, in standard errors",
                points.stream()
                        .mapToDouble(p -> Math.abs(p.meanA - p.meanB) / p.standardError)
                        .max()
                        .orElse(0)));
        return figures;
    }
}
