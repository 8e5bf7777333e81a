package io.elbo.semi;

import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.engine.execution.Parameters;
import io.elbo.parallel.Threads;
import io.elbo.program.Input;
import io.elbo.program.Pass;
import io.elbo.rows.Examples;
import io.elbo.spec.Binarization;
import io.elbo.training.DivergenceException;
import io.elbo.training.NonFiniteLossException;
import io.elbo.training.loop.TrainingLoop;
import io.elbo.training.loop.TrainingState;
import java.util.List;
import java.util.Map;

/**
 * A generative model whose label is a latent variable (Kingma et al. 2014). p(y) is uniform, p(z) is standard normal, and p(x|y,z) is a
 * decoder. q(y|x) is the classifier, and q(z|x,y) is an encoder. For N rows, some of them labelled, training minimises
 *
 * <pre>
 * J = sum over labelled rows L(x, y) + sum over unlabelled rows U(x) + alpha N mean over labelled rows -ln q(y|x)
 * -L(x, y) = E_q(z|x,y)[ln p(x|y,z)] + ln p(y) - KL(q(z|x,y) || p(z))    at most ln p(x, y)
 * -U(x)    = sum over y q(y|x) (-L(x, y) - ln q(y|x))                    at most ln p(x)
 * </pre>
 *
 * <p>in nats. The sum over y is exact, and only z is sampled.
 */
public final class M2 implements ClassConditional {
    private final M2Spec spec;
    private final Parameters parameters;
    private final SemiProvenance provenance;
    private final Pass classify;
    private final Pass encode;
    private final Pass decode;

    M2(M2Spec spec, Parameters parameters, SemiProvenance provenance) {
        this.spec = spec;
        this.parameters = parameters;
        this.provenance = provenance;
        Binarization binarization = provenance.training().training().binarization();
        classify = new Pass(parameters, List.of(M2Program.classify(spec, binarization)));
        encode = new Pass(parameters, List.of(M2Program.encode(spec, binarization)));
        decode = new Pass(parameters, List.of(M2Program.decode(spec)));
    }

    /** Trains on all processors, without a listener. */
    public static M2 fit(M2Spec spec, Rows rows, LabelledSplit split, M2Training training) {
        return fit(spec, rows, split, training, M2Listener.NONE, Threads.count());
    }

    /**
     * Trains a model.
     *
     * @param rows rows with and without labels
     * @param split the known labels
     * @param listener is told how training proceeds, and may stop it
     * @param threads changes the speed only
     * @return the model with the weights of the last epoch, or of the best epoch if labelled rows are held out
     * @throws DataException if the rows do not fit the spec or the labels
     * @throws NonFiniteLossException if the loss becomes infinite or not a number
     * @throws DivergenceException if the model is far worse than before the first step
     */
    public static M2 fit(
            M2Spec spec, Rows rows, LabelledSplit split, M2Training training, M2Listener listener, int threads) {
        checkValues(spec, rows, training.training().binarization());
        return fit(spec, new M2Task.Source(rows, null), rows, split, training, listener, threads);
    }

    /** @param from the original rows, which the provenance describes */
    static M2 fit(
            M2Spec spec,
            M2Task.Source source,
            Rows from,
            LabelledSplit split,
            M2Training training,
            M2Listener listener,
            int threads) {
        check(spec, from, split);
        return Threads.with(threads, () -> {
            try (M2Task task = new M2Task(spec, source, split, training, threads, null)) {
                var loop = new TrainingLoop<>(task, null);
                loop.run(listener, epochEnded -> {});
                loop.requireHealthy();
                loop.requireGain();
                return new M2(spec, loop.best().copy(), SemiProvenance.of(from, split, training, loop.bestMetrics()));
            }
        });
    }

    /** Trains as a stage, which can be resumed. */
    static M2 fit(
            M2Spec spec, M2Task.Source source, Rows from, LabelledSplit split, M2Training training, SemiStages stages) {
        check(spec, from, split);
        TrainingState<M2Epoch> trained = stages.lifecycle()
                .trained(
                        "m2",
                        new M2States(spec, training),
                        state -> new M2Task(spec, source, split, training, stages.threads(), state),
                        stages.classifier());
        M2Epoch best = trained.epochs().get(trained.bestEpoch() - 1);
        return new M2(spec, trained.weights(), SemiProvenance.of(from, split, training, best));
    }

    static void check(M2Spec spec, Rows from, LabelledSplit split) {
        split.requireFor(from.count());
        if (split.classes() != spec.classes()) {
            throw new DataException(
                    "labels of " + split.classes() + " classes; this model has " + spec.classes() + " classes");
        }
        if (split.unlabelled().length == 0) {
            throw new DataException("every row has a label; M2 needs rows without one");
        }
    }

    private static void checkWidth(M2Spec spec, Rows rows) {
        if (rows.width() != spec.features()) {
            throw new DataException("the data has " + rows.width() + " features a row; this model takes "
                    + spec.features() + ", " + spec.data());
        }
    }

    static void checkValues(M2Spec spec, Rows rows, Binarization binarization) {
        checkWidth(spec, rows);
        float[] row = new float[rows.width()];
        for (int i = 0; i < rows.count(); i++) {
            rows.read(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                String wanted = binarization != Binarization.NONE && !(row[j] >= 0 && row[j] <= 1)
                        ? "binarization takes values from 0 to 1"
                        : spec.likelihood().refuses(j, row[j]);
                if (wanted != null) {
                    throw new DataException("row " + i + ", feature " + j + ": " + row[j] + "; " + wanted);
                }
            }
        }
    }

    /** Returns the spec of this model. */
    public M2Spec spec() {
        return spec;
    }

    /** Returns the number of weights and biases. */
    public long size() {
        return parameters.size();
    }

    Parameters parameters() {
        return parameters;
    }

    @Override
    public int classes() {
        return spec.classes();
    }

    @Override
    public List<Integer> data() {
        return spec.data();
    }

    @Override
    public int latent() {
        return spec.networks().latent();
    }

    /** Returns q(y|x). */
    @Override
    public double[][] probabilities(Rows rows) {
        checkWidth(spec, rows);
        float[][] q = classify.run(Map.of(Input.X, rows))[0];
        double[][] probabilities = new double[q.length][classes()];
        for (int i = 0; i < q.length; i++) {
            for (int c = 0; c < q[i].length; c++) {
                probabilities[i][c] = q[i][c];
            }
        }
        return probabilities;
    }

    @Override
    public float[][] styles(Rows rows, int[] labels) {
        checkWidth(spec, rows);
        return encode.run(Map.of(Input.X, rows, Input.CONDITION, oneHot(labels, rows.count())))[0];
    }

    @Override
    public float[][] decode(float[][] styles, int[] labels) {
        Rows z = FloatRows.of(styles);
        if (z.width() != latent()) {
            throw new DataException(
                    "styles have " + z.width() + " numbers a row; this model has " + latent() + " latents");
        }
        return decode.run(Map.of(Input.Z, z, Input.CONDITION, oneHot(labels, z.count())))[0];
    }

    private Rows oneHot(int[] labels, int rows) {
        if (labels.length != rows) {
            throw new DataException(labels.length + " labels for " + rows + " rows; each row needs one");
        }
        return Examples.oneHot(labels, classes());
    }

    @Override
    public SemiProvenance provenance() {
        return provenance;
    }

    SemiFile file() {
        return new SemiFile(SemiMethod.M2, provenance, null, null, this);
    }
}
