package io.elbo.course.study;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.layer.Activation;
import io.elbo.math.CounterRandom;
import io.elbo.model.Gaussian;
import io.elbo.plot.LinePlot;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Tracks {@code ln p(x) = ELBO + KL(q(z|x) || p(z|x))} during a training. The model has one latent, so that each term can be computed
 * separately as an integral over z ({@link Exact}).
 */
public record DecompositionStudy(List<Point> points) implements Study {
    public DecompositionStudy {
        points = List.copyOf(points);
    }

    /** The terms after an epoch, as means over the rows, in nats. */
    public record Point(int epoch, Terms terms) {}

    /**
     * The three terms.
     *
     * @param logLikelihood {@code ln p(x)}
     * @param elbo {@code E_q[ln p(x|z)] - KL(q(z|x) || p(z))}
     * @param gap {@code KL(q(z|x) || p(z|x))}
     */
    public record Terms(double logLikelihood, double elbo, double gap) {
        /** Returns {@code ELBO + KL(q(z|x) || p(z|x)) - ln p(x)}, which is 0 except for the errors of the integrals. */
        public double remainder() {
            return elbo + gap - logLikelihood;
        }
    }

    /**
     * The rows and the training.
     *
     * @param rows the number of rows, drawn from an arc in the plane with noise; at least 1
     * @param epochs the number of epochs, in batches of 20
     * @param seed the seed of everything random
     */
    public record Options(int rows, int epochs, long seed) {
        private static final int BATCH = 20;
        private static final double VARIANCE = 0.05;
        private static final int HIDDEN = 16;
        private static final double NOISE = 0.15;

        public Options {
            StudyArguments.within("rows", rows, 1, 100_000);
            StudyArguments.within("epochs", epochs, 1, 10_000);
        }

        /** Creates options for 100 rows and 100 epochs. */
        public Options(long seed) {
            this(100, 100, seed);
        }
    }

    /** Returns the terms of each row for a model with one latent. */
    public static List<Terms> of(Vae model, Rows rows) {
        return new Exact(model).terms(rows);
    }

    /** Trains a small model on an arc and tracks its terms. */
    public static DecompositionStudy of(Options options) {
        VaeSpec spec = VaeSpec.dense(
                List.of(2), List.of(Options.HIDDEN), 1, new Gaussian(Options.VARIANCE), Activation.Function.TANH);
        Training training = Training.defaults()
                .withEpochs(options.epochs())
                .withBatch(Options.BATCH)
                .withLearningRate(0.005)
                .withSchedule(new Schedule.Cosine(0), 0)
                .withValidation(0, 0)
                .withSeed(options.seed());
        Rows rows = arc(options.rows(), options.seed());
        List<Point> points = new ArrayList<>();
        Trainer.follow(spec, rows, training, (epoch, model) -> points.add(new Point(epoch, mean(of(model, rows)))), 1);
        return new DecompositionStudy(points);
    }

    /** Draws points with noise on three quarters of a circle of radius 1, at uniform angles. */
    private static Rows arc(int count, long seed) {
        CounterRandom random = CounterRandom.of(seed, "arc");
        float[] uniform = new float[1];
        float[] noise = new float[2];
        float[][] rows = new float[count][2];
        for (int i = 0; i < count; i++) {
            random.uniform(0, i, 0, uniform, 0, 1);
            random.normal(1, i, noise, 0, 2);
            double angle = 1.5 * Math.PI * uniform[0];
            rows[i][0] = (float) (StrictMath.cos(angle) + Options.NOISE * noise[0]);
            rows[i][1] = (float) (StrictMath.sin(angle) + Options.NOISE * noise[1]);
        }
        return FloatRows.of(rows);
    }

    private static Terms mean(List<Terms> terms) {
        return new Terms(mean(terms, Terms::logLikelihood), mean(terms, Terms::elbo), mean(terms, Terms::gap));
    }

    private static double mean(List<Terms> terms, ToDoubleFunction<Terms> term) {
        double sum = 0;
        for (Terms t : terms) {
            sum += term.applyAsDouble(t);
        }
        return sum / terms.size();
    }

    @Override
    public Table table() {
        Table.Writer table = new Table.Writer("epoch", "log_likelihood", "elbo", "gap", "remainder");
        points.forEach(p -> table.row(p.epoch, p.terms.logLikelihood, p.terms.elbo, p.terms.gap, p.terms.remainder()));
        return table.table();
    }

    @Override
    public List<LinePlot> plots() {
        LinePlot.Axis x = new LinePlot.Axis("epoch", LinePlot.Scale.WHOLE);
        LinePlot.Axis y = new LinePlot.Axis("nats", LinePlot.Scale.LINEAR);
        return List.of(
                new LinePlot(
                        "terms",
                        x,
                        y,
                        List.of(
                                series("ln p(x)", Terms::logLikelihood),
                                series("ELBO", Terms::elbo),
                                series("ELBO + KL(q || p(z|x))", t -> t.elbo + t.gap)
                                        .asReference())),
                new LinePlot(
                        "gap of the ELBO",
                        x,
                        y,
                        List.of(
                                series("KL(q || p(z|x))", Terms::gap),
                                series("ln p(x) - ELBO", t -> t.logLikelihood - t.elbo)
                                        .asReference())));
    }

    private LinePlot.Series series(String name, ToDoubleFunction<Terms> value) {
        return LinePlot.Series.of(
                name,
                points.stream().mapToDouble(Point::epoch).toArray(),
                points.stream().mapToDouble(p -> value.applyAsDouble(p.terms)).toArray());
    }

    @Override
    public List<Figure> figures() {
        Terms last = points.get(points.size() - 1).terms;
        return List.of(
                new Figure("log_likelihood", "ln p(x) at the end, nats per row", last.logLikelihood),
                new Figure("elbo", "ELBO at the end", last.elbo),
                new Figure("gap", "KL(q(z|x) || p(z|x)) at the end", last.gap),
                new Figure(
                        "greatest_remainder",
                        "greatest |ELBO + KL(q || p(z|x)) - ln p(x)| over all epochs",
                        points.stream()
                                .mapToDouble(p -> Math.abs(p.terms.remainder()))
                                .max()
                                .orElseThrow()));
    }
}
