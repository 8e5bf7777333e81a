package io.elbo.course.study;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.engine.Feed;
import io.elbo.engine.Graph;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.evaluation.Encoding;
import io.elbo.parallel.Threads;
import io.elbo.program.Input;
import io.elbo.program.WeightProgram;
import io.elbo.rows.Examples;
import io.elbo.rows.RowChecks;
import java.util.List;

/** Draws z from q(z|x) for rows and computes the terms of the ELBO for each draw. */
final class Draws implements AutoCloseable {
    private static final int BATCH = 512;

    private final Examples rows;
    private final Encoding q;
    private final double[] kl;
    private final WeightProgram program;
    private final List<Input> inputs;
    private final Workers workers = Workers.of(Threads.count());
    private final Executor executor;

    /**
     * Prepares draws from a model. Binarizes the rows if the training binarized its rows.
     *
     * @throws DataException if the model has no KL divergence in closed form
     */
    Draws(Vae model, Examples rows) {
        if (!model.spec().posterior().random() || !model.spec().prior().standard()) {
            throw new DataException("estimator B needs a KL divergence in closed form: a Gaussian q(z|x) and a"
                    + " standard normal prior; this model has another posterior or prior");
        }
        RowChecks.examples(model.spec(), rows);
        this.rows = Binarized.of(rows, model.provenance().training());
        q = model.encode(this.rows);
        kl = new double[rows.count()];
        for (int row = 0; row < kl.length; row++) {
            kl[row] = kl(q.mean(row), q.logVariance(row));
        }
        program = WeightProgram.of(model.spec());
        Graph graph = program.logLikelihood().graph();
        inputs = Input.of(graph);
        executor = Executor.forward(
                List.of(program.logLikelihood(), program.logPrior(), program.logPosterior()),
                model.networks().parameters(),
                BATCH,
                workers);
    }

    /** {@code KL(N(m, e^v) || N(0, I)) = 1/2 sum(m^2 + e^v - 1 - v)}. */
    static double kl(float[] mean, float[] logVariance) {
        double sum = 0;
        for (int j = 0; j < mean.length; j++) {
            double m = mean[j];
            double v = logVariance[j];
            sum += 0.5 * (m * m + StrictMath.expm1(v) - v);
        }
        return sum;
    }

    /** Receives the terms of each draw. */
    interface Sink {
        /**
         * Receives the terms of one draw.
         *
         * @param draw the number of the draw, from 0
         * @param reconstruction {@code ln p(x|z)}
         * @param sampledKl {@code ln q(z|x) - ln p(z)}
         * @param kl {@code KL(q(z|x) || p(z))} in closed form
         */
        void draw(int draw, double reconstruction, double sampledKl, double kl);
    }

    /**
     * Draws once for each entry of {@code order}.
     *
     * @param order the rows to draw for; rows may repeat
     * @param step the address of the random numbers, together with the number of the draw
     */
    void each(int[] order, long seed, int step, Sink sink) {
        for (int from = 0; from < order.length; from += BATCH) {
            int first = from;
            Feed feed = (input, row, to, at) -> fill(inputs.get(input), order[first + row], to, at);
            int count = Math.min(BATCH, order.length - from);
            executor.run(feed, count, seed, step, from);
            for (int i = 0; i < count; i++) {
                sink.draw(
                        from + i,
                        executor.value(program.logLikelihood(), i, 0),
                        (double) executor.value(program.logPosterior(), i, 0)
                                - executor.value(program.logPrior(), i, 0),
                        kl[order[from + i]]);
            }
        }
    }

    private void fill(Input input, int row, float[] to, int at) {
        switch (input) {
            case MEAN -> System.arraycopy(q.mean(row), 0, to, at, q.latent());
            case LOG_VARIANCE -> System.arraycopy(q.logVariance(row), 0, to, at, q.latent());
            case TARGET -> rows.target().read(row, to, at);
            case CONDITION -> rows.condition().read(row, to, at);
            default -> throw new IllegalStateException("no rows for input " + input);
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
