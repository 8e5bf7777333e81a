package io.elbo.course.study;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.model.AnalyticElbo;
import io.elbo.model.Objective;
import io.elbo.model.ScoreFunction;
import io.elbo.plot.LinePlot;
import io.elbo.rows.Examples;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.training.NonFiniteLossException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two estimators of one gradient, that of the ELBO for the encoder: by the reparameterization trick
 * ({@link AnalyticElbo}) and by the score function ({@link ScoreFunction}). Both are unbiased. Their variances are measured
 * with the same weights, before a training by the trick and after each of its epochs; beside it the ELBO of a training by
 * each.
 */
public record GradientStudy(List<Point> points) implements Study {
    private static final String TRICK = "reparameterization";
    private static final String SCORE = "score function";
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    public GradientStudy {
        points = List.copyOf(points);
    }

    /**
     * What was measured after some epochs. A gradient is that of the mean over one batch of rows with one draw of z each; its
     * variance is summed over all weights of the encoder.
     *
     * @param epoch epochs done
     * @param squaredGradient the squared length of the mean gradient, without what its error adds
     * @param varianceTrick by the reparameterization trick
     * @param varianceScore by the score function
     * @param bias the squared distance of the two means by its expectation if both are unbiased: near 1 if they are
     * @param elboTrick of the batch, trained by the trick, in nats a row
     * @param elboScore of the batch, trained by the score function, in nats a row; NaN if that training broke off
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
     * What is measured.
     *
     * @param rows of the batch, from the first
     * @param draws gradients of each estimator, at least 2
     * @param seed of the draws
     */
    public record Options(int rows, int draws, long seed) {
        public Options {
            StudyArguments.within("rows", rows, 1, 1_000_000);
            StudyArguments.within("draws", draws, 2, 1_000_000);
        }

        /** 100 rows, 100 gradients of each. */
        public Options(long seed) {
            this(100, 100, seed);
        }
    }

    /**
     * Trains a model by each estimator, and measures.
     *
     * @param training all but its objective
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
                // |mean|^2 is too great by the variance of the mean
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

    /** After each epoch; fewer, if the loss becomes infinite: gradients of this variance may well do that. */
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
        return model.evaluate(rows, new EvaluationOptions()).elbo().value();
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
        // before training both are the same, and far below the rest
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
                        "ELBO of a training by each",
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
                new Figure("least_ratio", "least ratio of the variances, score function by trick", ratios[0]),
                new Figure("greatest_ratio", "greatest ratio", ratios[ratios.length - 1]),
                new Figure(
                        "mean_bias",
                        "squared distance of the mean gradients by its expectation, the mean of all epochs",
                        points.stream().mapToDouble(Point::bias).average().orElseThrow()),
                new Figure("elbo_reparameterization", "ELBO at the end, trained by the trick, nats", last.elboTrick),
                new Figure("elbo_score_function", "ELBO at the end, trained by the score function", last.elboScore));
    }
}
