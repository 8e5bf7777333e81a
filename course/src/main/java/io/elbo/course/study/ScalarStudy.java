package io.elbo.course.study;

import io.elbo.Trainer;
import io.elbo.data.FloatRows;
import io.elbo.math.CounterRandom;
import io.elbo.plot.LinePlot;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Compares the training of a {@link ScalarModel} with its exact optimum.
 *
 * @param optimum the optimum for these rows; its c has the same sign as in the trained model
 * @param points the model after each epoch
 */
public record ScalarStudy(ScalarModel optimum, List<Point> points) implements Study {
    public ScalarStudy {
        points = List.copyOf(points);
    }

    /**
     * The model after an epoch.
     *
     * @param epoch the number of completed epochs
     * @param elbo the ELBO in closed form, as the mean over rows, in nats
     * @param logLikelihood ln p(x), as the mean over rows, in nats
     * @param greatestElbo the ELBO of the optimum, which equals its log likelihood
     * @param varianceOfZ s_z^2, as the mean over rows
     */
    public record Point(
            int epoch, ScalarModel model, double elbo, double logLikelihood, double greatestElbo, double varianceOfZ) {}

    /**
     * The rows and the training.
     *
     * @param rows the number of rows, drawn from N(1.5, 4); at least 2
     * @param epochs the number of epochs, in batches of 20
     * @param variance s_x^2, below the variance of the rows
     * @param seed the seed of everything random
     */
    public record Options(int rows, int epochs, double variance, long seed) {
        private static final double MEAN = 1.5;
        private static final double DEVIATION = 2;
        private static final int BATCH = 20;

        public Options {
            StudyArguments.within("rows", rows, 2, 1_000_000);
            StudyArguments.within("epochs", epochs, 1, 100_000);
            if (!(variance > 0 && Double.isFinite(variance))) {
                throw new IllegalArgumentException("variance " + variance + ": must be above 0");
            }
        }

        /** Creates options for 500 rows, 200 epochs and s_x^2 = 1/2. */
        public Options(long seed) {
            this(500, 200, 0.5, seed);
        }
    }

    /** Draws rows and trains a model. */
    public static ScalarStudy of(Options options) {
        float[] x = new float[options.rows()];
        CounterRandom.of(options.seed(), "scalar rows").normal(0, 0, x, 0, x.length);
        float[][] rows = new float[x.length][1];
        RunningMoments moments = new RunningMoments();
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (Options.MEAN + Options.DEVIATION * x[i]);
            rows[i][0] = x[i];
            moments.add(x[i]);
        }
        double spread = moments.variance() * (x.length - 1) / x.length;
        ScalarModel optimum = ScalarModel.optimum(moments.mean(), spread, options.variance());
        double greatest = mean(x, optimum::elbo);
        Training training = Training.defaults()
                .withEpochs(options.epochs())
                .withBatch(Options.BATCH)
                .withLearningRate(0.02)
                .withSchedule(new Schedule.Cosine(0), 0)
                .withValidation(0, 0)
                .withSeed(options.seed());
        List<Point> points = new ArrayList<>();
        Trainer.Snapshots each = (epoch, vae) -> {
            ScalarModel m = ScalarModel.of(vae);
            points.add(new Point(
                    epoch,
                    m,
                    mean(x, m::elbo),
                    mean(x, m::logLikelihood),
                    greatest,
                    mean(x, value -> StrictMath.exp(m.logVariance(value)))));
        };
        Trainer.follow(ScalarModel.spec(options.variance()), FloatRows.of(rows), training, each, 1);
        boolean negative = points.get(points.size() - 1).model.c() < 0;
        return new ScalarStudy(negative ? mirrored(optimum) : optimum, points);
    }

    private static ScalarModel mirrored(ScalarModel m) {
        return new ScalarModel(-m.a(), -m.b(), m.k(), m.l(), -m.c(), m.d(), m.variance());
    }

    private static double mean(float[] x, java.util.function.DoubleUnaryOperator f) {
        double sum = 0;
        for (float value : x) {
            sum += f.applyAsDouble(value);
        }
        return sum / x.length;
    }

    @Override
    public Table table() {
        Table.Writer table = new Table.Writer(
                "epoch", "elbo", "log_likelihood", "greatest_elbo", "a", "b", "k", "l", "c", "d", "variance_of_z");
        for (Point p : points) {
            ScalarModel m = p.model;
            table.row(
                    p.epoch,
                    p.elbo,
                    p.logLikelihood,
                    p.greatestElbo,
                    m.a(),
                    m.b(),
                    m.k(),
                    m.l(),
                    m.c(),
                    m.d(),
                    p.varianceOfZ);
        }
        return table.table();
    }

    /** Returns s_z^2 of the optimum. */
    private double bestVarianceOfZ() {
        return StrictMath.exp(optimum.logVariance(0));
    }

    @Override
    public List<LinePlot> plots() {
        LinePlot.Axis x = new LinePlot.Axis("epoch", LinePlot.Scale.WHOLE);
        List<LinePlot.Series> weights = new ArrayList<>(List.of(
                series("a", p -> p.model.a()),
                series("b", p -> p.model.b()),
                series("c", p -> p.model.c()),
                series("d", p -> p.model.d()),
                series("s_z^2", Point::varianceOfZ)));
        for (double best : new double[] {optimum.a(), optimum.b(), optimum.c(), optimum.d(), bestVarianceOfZ()}) {
            weights.add(series("", p -> best).asReference());
        }
        return List.of(
                new LinePlot(
                        "distance from the optimum",
                        x,
                        new LinePlot.Axis("nats", LinePlot.Scale.LOG),
                        List.of(
                                series("ELBO", p -> p.greatestElbo - p.elbo),
                                series("ln p(x)", p -> p.greatestElbo - p.logLikelihood))),
                new LinePlot("weights", x, new LinePlot.Axis("", LinePlot.Scale.LINEAR), weights));
    }

    private LinePlot.Series series(String name, ToDoubleFunction<Point> value) {
        return LinePlot.Series.of(
                name,
                points.stream().mapToDouble(Point::epoch).toArray(),
                points.stream().mapToDouble(value).toArray());
    }

    @Override
    public List<Figure> figures() {
        Point last = points.get(points.size() - 1);
        ScalarModel m = last.model;
        return List.of(
                new Figure("greatest_elbo", "greatest possible ELBO, nats per row", last.greatestElbo),
                new Figure("elbo", "ELBO at the end", last.elbo),
                new Figure("log_likelihood", "ln p(x) at the end", last.logLikelihood),
                new Figure("a_optimum", "a of the optimum", optimum.a()),
                new Figure("a", "a at the end", m.a()),
                new Figure("b_optimum", "b of the optimum", optimum.b()),
                new Figure("b", "b at the end", m.b()),
                new Figure("c_optimum", "c of the optimum", optimum.c()),
                new Figure("c", "c at the end", m.c()),
                new Figure("d_optimum", "d of the optimum", optimum.d()),
                new Figure("d", "d at the end", m.d()),
                new Figure("variance_of_z_optimum", "s_z^2 of the optimum", bestVarianceOfZ()),
                new Figure("variance_of_z", "s_z^2 at the end", last.varianceOfZ));
    }
}
