package io.elbo.training.loop;

import io.elbo.data.Rows;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.file.ModelFile;
import io.elbo.inference.Amortized;
import io.elbo.inference.ElboSums;
import io.elbo.inference.ImportanceSampling;
import io.elbo.inference.Networks;
import io.elbo.math.CounterRandom;
import io.elbo.program.Input;
import io.elbo.program.RowFeed;
import io.elbo.program.TrainingProgram;
import io.elbo.rows.Examples;
import io.elbo.rows.HoldOut;
import io.elbo.spec.Elbo;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.training.DivergenceException;
import io.elbo.training.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;

/**
 * The training of a VAE: each epoch takes the training rows in a new order; after it the ELBO of the held-out rows is computed, by which
 * the best weights are kept.
 */
public final class VaeTask implements TrainingTask<EpochMetrics, TrainingListener> {
    /** Training rows by which the training is judged if none are held out. */
    private static final int MOST_JUDGED = 1000;
    /** Epochs before a training that got worse is given up, at least. */
    private static final int LEAST_HOPE = 5;

    private final RunSpec run;
    private final Training training;
    private final Examples rows;
    private final int[] trainingRows;
    private final int[] validationRows;
    private final Workers workers;
    private final Parameters weights;
    private final RowFeed.Treatment treatment;
    private final Executor executor;
    private final RowFeed feed;
    private final TrainingProgram program;
    private final ElboSums validation;
    /** The weights before the first step. */
    private final Supplier<Parameters> first;

    private final long stepsPerEpoch;
    private final LongToDoubleFunction rate;
    private final int ownRows;
    private final CounterRandom shuffle;
    /** Reconstruction and KL divergence. */
    private final double[] sums = new double[2];
    /** The rows of the epoch {@link #ordered} in their order. */
    private int[] order;

    private int ordered = -1;
    /** Of the first weights, on the rows that the training is judged by; null until it is asked for. */
    private Elbo before;

    /**
     * A training from the beginning, or from where it stopped.
     *
     * @param from null to begin
     * @param first the weights before the first step
     */
    public VaeTask(RunSpec run, Rows rows, int threads, TrainingState<EpochMetrics> from, Supplier<Parameters> first) {
        this.run = run;
        this.first = first;
        this.rows = Examples.of(rows);
        training = run.training();
        HoldOut split = HoldOut.of(training, rows.count());
        validationRows = split.validation();
        trainingRows = split.training();
        int heldOut = validationRows.length;
        stepsPerEpoch = (trainingRows.length + training.batch() - 1) / training.batch();
        rate = step -> training.rate(step, stepsPerEpoch);
        workers = Workers.of(threads);
        weights = (from == null ? first.get() : from.weights()).copy();
        int batch = Math.min(training.batch(), trainingRows.length);
        ownRows = run.model().prior().ownRows();
        treatment = new RowFeed.Treatment(training.binarization(), training.corruption());
        program = TrainingProgram.of(run.model(), training.objective(), treatment.separates(this.rows), batch);
        executor = Executor.training(
                program.goals(),
                List.of(program.terms().reconstruction(), program.terms().kl()),
                weights,
                training.optimizer(),
                training.clipNorm(),
                ownRows + batch,
                workers);
        validation = heldOut == 0
                ? null
                : new ElboSums(
                        run.model(), weights, this.rows, treatment, Math.min(heldOut, Math.max(batch, 100)), workers);
        feed = new RowFeed(
                Input.of(program.graph()),
                this.rows,
                treatment,
                run.model().inputImage().orElse(null),
                training.seed(),
                ownRows);
        shuffle = CounterRandom.of(training.seed(), "shuffle");
    }

    /** A training with the random first weights of its seed. */
    public static VaeTask of(RunSpec run, Rows rows, int threads, TrainingState<EpochMetrics> from) {
        return new VaeTask(run, rows, threads, from, () -> ModelFile.initial(run.model(), run.training()));
    }

    public int trainingRows() {
        return trainingRows.length;
    }

    public int validationRows() {
        return validationRows.length;
    }

    @Override
    public Training training() {
        return training;
    }

    @Override
    public long stepsPerEpoch() {
        return stepsPerEpoch;
    }

    @Override
    public void started(TrainingListener listener) {
        listener.started(run, trainingRows.length, validationRows.length, weights.size());
    }

    @Override
    public int step(int number) {
        long done = number - 1L;
        int epoch = (int) (done / stepsPerEpoch);
        int from = (int) (done % stepsPerEpoch) * training.batch();
        if (ordered != epoch) {
            order = order(epoch);
            ordered = epoch;
        }
        int count = Math.min(training.batch(), trainingRows.length - from);
        feed.batch(order, from, number, 0);
        feed.weight(training.objective().weight((double) done / stepsPerEpoch, training.epochs()));
        executor.train(feed, ownRows + count, training.seed(), number, rate.applyAsDouble(number));
        add(count, epoch + 1, number);
        return count;
    }

    private int[] order(int epoch) {
        int[] places = shuffle.permutation(epoch, trainingRows.length);
        for (int i = 0; i < places.length; i++) {
            places[i] = trainingRows[places[i]];
        }
        return places;
    }

    private void add(int count, int epoch, long number) {
        for (int row = 0; row < count; row++) {
            double reconstruction = executor.value(program.terms().reconstruction(), ownRows + row, 0);
            double kl = executor.value(program.terms().kl(), ownRows + row, 0);
            if (!Double.isFinite(reconstruction) || !Double.isFinite(kl)) {
                throw notFinite(
                        epoch, number, row, Double.isFinite(reconstruction) ? "KL divergence" : "reconstruction");
            }
            sums[0] += reconstruction;
            sums[1] += kl;
        }
    }

    @Override
    public double[] sums() {
        return sums;
    }

    @Override
    public Elbo epochSoFar(int count) {
        return new Elbo(sums[0] / count, sums[1] / count);
    }

    @Override
    public Parameters weights() {
        return weights;
    }

    @Override
    public List<Parameters> moments() {
        return executor.moments();
    }

    @Override
    public EpochMetrics endEpoch(int epoch, long step, DoubleSupplier seconds, TrainingListener listener) {
        Elbo train = epochSoFar(trainingRows.length);
        Arrays.fill(sums, 0);
        ElboSums.Mean mean = validation == null ? null : validation.mean(rows, validationRows, training.seed());
        Elbo held = mean == null ? null : mean.elbo();
        Double bound = heldOutBound(epoch, step);
        if (held != null && !Double.isFinite(held.value())) {
            throw notFinite(epoch, step, -1, "validation ELBO");
        }
        if (mean != null && mean.klPerLatent().length > 0) {
            listener.klPerLatent(mean.klPerLatent());
        }
        return new EpochMetrics(epoch, step, seconds.getAsDouble(), train, held, rate.applyAsDouble(step), bound);
    }

    /** The bound by which epochs are compared; null where that is the ELBO. */
    private Double heldOutBound(int epoch, long step) {
        int samples = training.objective().boundSamples();
        if (validation == null || samples == 0) {
            return null;
        }
        Networks networks = new Networks(run.model(), weights);
        Amortized held = Amortized.of(networks, rows.select(validationRows), treatment, training.seed());
        double[] bounds = new ImportanceSampling(networks).each(held, samples, training.seed())[0];
        double mean = Arrays.stream(bounds).average().orElseThrow();
        if (!Double.isFinite(mean)) {
            throw notFinite(epoch, step, -1, "validation bound");
        }
        return mean;
    }

    @Override
    public boolean better(EpochMetrics epoch, EpochMetrics best) {
        // without held-out rows nothing says that earlier weights were better
        return epoch.validation() == null
                || best == null
                || training.objective().warmingUp(best.epoch(), training.epochs())
                || epoch.score() > best.score();
    }

    @Override
    public void requireHope(Best<EpochMetrics> best, int epochsDone) {
        if (epochsDone == Math.max(LEAST_HOPE, training.epochs() / 10)
                && gain(best).hopeless(training.objective())) {
            throw diverged(best, epochsDone);
        }
    }

    @Override
    public void requireGain(Best<EpochMetrics> best, List<EpochMetrics> epochs) {
        if (gain(best).lost(training.objective())) {
            throw diverged(best, epochs.size());
        }
    }

    /** The best weights compared with the first. */
    private Gain gain(Best<EpochMetrics> best) {
        int[] judged = validationRows.length > 0
                ? validationRows
                : Arrays.copyOf(trainingRows, Math.min(MOST_JUDGED, trainingRows.length));
        if (before == null) {
            before = elbo(first.get(), judged);
        }
        Elbo known = best.metrics().validation();
        return Gain.of(run.model(), before, known == null ? elbo(best.weights(), judged) : known);
    }

    private Elbo elbo(Parameters of, int[] judged) {
        int batch = Math.min(judged.length, Math.max(training.batch(), 100));
        return new ElboSums(run.model(), of, rows, treatment, batch, workers)
                .mean(rows, judged, training.seed())
                .elbo();
    }

    private DivergenceException diverged(Best<EpochMetrics> best, int epochsDone) {
        Gain gain = gain(best);
        return new DivergenceException(
                String.format(
                        Locale.ROOT,
                        "the training ran away: the ELBO was %.6g nats a row before the first step, and is %.6g after "
                                + "the best epoch, %d of %d",
                        gain.before().value(),
                        gain.now().value(),
                        best.epoch(),
                        epochsDone),
                training.learningRate(),
                training.clipNorm());
    }

    @Override
    public void close() {
        workers.close();
    }
}
