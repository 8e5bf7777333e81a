package io.elbo.course.study;

import io.elbo.Vae;
import io.elbo.engine.Feed;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.model.Objective;
import io.elbo.parallel.Threads;
import io.elbo.program.Input;
import io.elbo.program.TrainingProgram;
import io.elbo.rows.Examples;
import io.elbo.spec.VaeSpec;
import java.util.List;

/** Computes gradients of an objective with respect to the encoder's weights, for one batch of rows and many draws of z. */
final class EncoderGradients implements AutoCloseable {
    /** A batch of fewer rows is too small to share among threads. */
    private static final int FEW = 32;

    private final Examples rows;
    private final Parameters weights;
    private final List<String> names;
    private final List<Input> inputs;
    private final Workers workers;
    private final Executor executor;

    EncoderGradients(VaeSpec spec, Objective objective, Examples rows) {
        this.rows = rows;
        workers = Workers.of(rows.count() < FEW ? 1 : Threads.count());
        TrainingProgram program = TrainingProgram.of(spec, objective, rows.input() != null, rows.count());
        weights = Parameters.zeros(program.graph().parameters());
        names = weights.names().stream().filter(TrainingProgram::ofEncoder).toList();
        inputs = Input.of(program.graph());
        executor = Executor.gradients(program.goals(), List.of(program.terms().loss()), weights, rows.count(), workers);
    }

    /**
     * The mean and the variance of many gradients.
     *
     * @param mean the mean of each weight's gradient
     * @param variance the variance, summed over all weights
     */
    record Spread(double[] mean, double variance) {
        double squaredMean() {
            double sum = 0;
            for (double g : mean) {
                sum += g * g;
            }
            return sum;
        }

        double squaredDistance(Spread other) {
            double sum = 0;
            for (int i = 0; i < mean.length; i++) {
                sum += (mean[i] - other.mean[i]) * (mean[i] - other.mean[i]);
            }
            return sum;
        }
    }

    /**
     * Computes gradients for many draws.
     *
     * @param step selects the random numbers, which are those of the steps from {@code step * draws}
     */
    Spread spread(Vae model, int draws, long seed, int step) {
        weights.names().forEach(name -> weights.set(name, model.weight(name)));
        int size = names.stream().mapToInt(n -> weights.shape(n).size()).sum();
        double[] mean = new double[size];
        double[] squares = new double[size];
        for (int draw = 0; draw < draws; draw++) {
            executor.run(feed(), rows.count(), seed, step * draws + draw, 0);
            int at = 0;
            for (String name : names) {
                for (float g : executor.gradients().get(name)) {
                    double before = g - mean[at];
                    mean[at] += before / (draw + 1);
                    squares[at] += before * (g - mean[at]);
                    at++;
                }
            }
        }
        double sum = 0;
        for (double s : squares) {
            sum += s;
        }
        return new Spread(mean, sum / (draws - 1));
    }

    private Feed feed() {
        return (input, row, to, at) -> {
            switch (inputs.get(input)) {
                case X -> rows.seen().read(row, to, at);
                case TARGET -> rows.target().read(row, to, at);
                case CONDITION -> rows.condition().read(row, to, at);
                case WEIGHT -> to[at] = 1;
                default -> throw new IllegalStateException("no rows for input " + inputs.get(input));
            }
        };
    }

    @Override
    public void close() {
        workers.close();
    }
}
