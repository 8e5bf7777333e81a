package io.elbo.course.study;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.model.AnalyticElbo;
import io.elbo.model.Objective;
import io.elbo.model.ScoreFunction;
import io.elbo.parallel.Threads;
import io.elbo.plot.LinePlot;
import io.elbo.rows.Examples;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.training.NonFiniteLossException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Compares two estimators of the ELBO's gradient with respect to the encoder: the reparameterization trick ({@link AnalyticElbo}) and
 * the score function ({@link ScoreFunction}). Both are unbiased. The study measures their variances with the same weights, before a
 * training with the trick and after each of its epochs. It also records the ELBO of a training with each estimator.
 */
public record GradientStudy(List<Point> points) implements Study {
    private static final String TRICK = "reparameterization";
    private static final String SCORE = "score function";
    private static final int THREADS = Threads.count();

    public GradientStudy {
        points = List.copyOf(points);
    }

    /**
     * The measurements after an epoch. A gradient is that of the mean over one batch of rows, with one draw of z for each row. Its
     * variance is summed over all weights of the encoder.
     *
     * @param epoch the number of completed epochs
     * @param squaredGradient the squared length of the mean gradient, corrected for the estimation error
     * @param varianceTrick the variance with the reparameterization trick
     * @param varianceScore the variance with the score function
     * @param bias the squared distance of the two means, divided by its expectation for unbiased estimators; near 1 if both are unbiased
     * @param elboTrick the ELBO of the batch after training with the trick, in nats per row
     * @param elboScore the ELBO of the batch after training with the score function, in nats per row; NaN if that training failed
     */
    public record Point(
            int epoch,
            double squaredGradient,
            double varianceTrick,
            double varianceScore,
            double bias,
            double elboTrick,
            double elboScore) {}

    /**
     * The settings of the measurements.
     *
     * @param rows the number of rows of the batch, from the first
     * @param draws the number of gradients of each estimator, at least 2
     * @param seed the seed of the draws
     */
    public record Options(int rows, int draws, long seed) {
        public Options {
            StudyArguments.within("rows", rows, 1, 1_000_000);
            StudyArguments.within("draws", draws, 2, 1_000_000);
        }

        /** Creates options for 100 rows and 100 gradients of each estimator. */
        public Options(long seed) {
            this(100, 100, seed);
        }
    }

    /**
     * Trains a model with each estimator and measures both.
     *
     * @param training the training settings, whose objective is replaced
     */
    public static GradientStudy of(VaeSpec spec, Rows rows, Training training, Options options) {
        Examples batch = Binarized.of(Examples.of(rows).limit(options.rows()), training);
        List<Double> byScore = elbos(spec, rows, training.withObjective(new ScoreFunction(1)), batch);
        List<Point> points = new ArrayList<>();
        Objective trick = new AnalyticElbo(1);
        try (EncoderGradients ofTrick = new EncoderGradients(spec, trick, batch);
                EncoderGradients ofScore = new EncoderGradients(spec, new ScoreFunction(1), batch)) {
            Trainer.Snapshots each = (epoch, model) -> {
                EncoderGradients.Spread a = ofTrick.spread(model, options.draws(), options.seed(), 2 * epoch);
                EncoderGradients.Spread b = ofScore.spread(model, options.draws(), options.seed(), 2 * epoch + 1);
                double expected = (a.variance() + b.variance()) / options.draws();
                // |mean|^2 overestimates by the variance of the mean
                double squared = Math.max(0, a.squaredMean() - a.variance() / options.draws());
                double score = epoch < byScore.size() ? byScore.get(epoch) : Double.NaN;
                points.add(new Point(
                        epoch,
                        squared,
                        a.variance(),
                        b.variance(),
                        a.squaredDistance(b) / expected,
                        elbo(model, batch),
                        score));
            };
            Trainer.follow(spec, rows, training.withObjective(trick), each, THREADS);
        }
        return new GradientStudy(points);
    }

    /** Returns the ELBO after each epoch. The list is shorter if the loss becomes infinite, as gradients with a high variance can do. */
    private static List<Double> elbos(VaeSpec spec, Rows rows, Training training, Examples batch) {
        List<Double> elbos = new ArrayList<>();
        try {
            Trainer.follow(spec, rows, training, (epoch, model) -> elbos.add(elbo(model, batch)), THREADS);
        } catch (NonFiniteLossException e) {
            return elbos;
        }
        return elbos;
    }

    private static double elbo(Vae model, Rows rows) {
        return model.evaluate(rows, EvaluationOptions.defaults()).elbo().value();
    }

    @Override
    public Table table() {
        Table.Writer table = new Table.Writer(
                "epoch",
                "squared_gradient",
                "variance_reparameterization",
                "variance_score_function",
                "squared_distance_to_expected",
                "elbo_reparameterization",
                "elbo_score_function");
        for (Point p : points) {
            table.row(p.epoch, p.squaredGradient, p.varianceTrick, p.varianceScore, p.bias, p.elboTrick, p.elboScore);
        }
        return table.table();
    }

    @Override
    public List<LinePlot> plots() {
        LinePlot.Axis x = new LinePlot.Axis("epoch", LinePlot.Scale.WHOLE);
        // before training both values are the same and far below the others
        List<Point> trained = points.subList(Math.min(1, points.size() - 1), points.size());
        return List.of(
                new LinePlot(
                        "variance of the encoder's gradient",
                        x,
                        new LinePlot.Axis("", LinePlot.Scale.LOG),
                        List.of(
                                series(TRICK, points, Point::varianceTrick),
                                series(SCORE, points, Point::varianceScore),
                                series("|gradient|^2", points, Point::squaredGradient)
                                        .asReference())),
                new LinePlot(
                        "ELBO by estimator",
                        x,
                        new LinePlot.Axis("nats", LinePlot.Scale.LINEAR),
                        List.of(series(TRICK, trained, Point::elboTrick), series(SCORE, trained, Point::elboScore))));
    }

    private static LinePlot.Series series(String name, List<Point> points, ToDoubleFunction<Point> value) {
        return LinePlot.Series.of(
                name,
                points.stream().mapToDouble(Point::epoch).toArray(),
                points.stream().mapToDouble(value).toArray());
    }

    @Override
    public List<Figure> figures() {
        Point last = points.get(points.size() - 1);
        double[] ratios = points.stream()
                .mapToDouble(p -> p.varianceScore / p.varianceTrick)
                .sorted()
                .toArray();
        return List.of(
                new Figure("least_ratio", "least ratio of the variances, score function to trick", ratios[0]),
                new Figure("greatest_ratio", "greatest ratio", ratios[ratios.length - 1]),
                new Figure(
                        "mean_bias",
                        "squared distance of the mean gradients relative to its expectation, mean over all epochs",
                        points.stream().mapToDouble(Point::bias).average().orElseThrow()),
                new Figure("elbo_reparameterization", "ELBO at the end, trained with the trick, nats", last.elboTrick),
                new Figure("elbo_score_function", "ELBO at the end, trained with the score function", last.elboScore));
    }
}
