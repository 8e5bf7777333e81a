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
import io.elbo.training.NonFiniteLossException;
import io.elbo.training.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;

/**
 * Trains: epochs over the training rows in a new order each, batch by batch; after each epoch the ELBO of the rows held
 * out, by which the best weights are kept. Can stop after any step and go on from a {@link Checkpoint} to the same bits.
 */
public final class TrainingLoop implements AutoCloseable {
    private static final long REPORT_NANOS = 100_000_000;
    /** Rows of the training by which it is judged, if none are held out. */
    private static final int MOST_JUDGED = 1000;
    /** Epochs that a training has at least to come back from where its first steps took it. */
    private static final int LEAST_HOPE = 5;

    private final RunSpec run;
    private final Training training;
    private final Examples rows;
    private final String digest;
    private final int[] trainingRows;
    private final int[] validationRows;
    private final Workers workers;
    private final Parameters weights;
    private final RowFeed.Treatment treatment;
    private final Executor executor;
    private final TrainingProgram program;
    private final ElboSums validation;
    /** The weights before the first step. */
    private final Supplier<Parameters> first;

    private final long stepsPerEpoch;
    private final LongToDoubleFunction rate;
    private final int ownRows;
    private final List<EpochMetrics> epochs;
    /** Of the first weights, on the rows that the training is judged by; null until it is asked for. */
    private Elbo before;

    private Parameters best;
    private int bestEpoch;
    private long step;
    private double seconds;
    private double reconstruction;
    private double kl;

    /** Told when a checkpoint may be written. */
    public interface Keeper {
        /**
         * After each step.
         *
         * @param epochEnded whether it was the last of its epoch
         */
        void after(TrainingLoop loop, boolean epochEnded);
    }

    /**
     * A training from the beginning, or from a checkpoint.
     *
     * @param digest of the rows
     * @param from where to go on; null to begin
     * @param rate the learning rate of each step
     */
    public TrainingLoop(RunSpec run, Rows rows, String digest, int threads, Checkpoint from, LearningRate rate) {
        this(run, rows, digest, threads, from, () -> ModelFile.initial(run.model(), run.training()), rate);
    }

    /** A training from the beginning, with these weights. */
    public static TrainingLoop from(
            RunSpec run, Rows rows, String digest, int threads, Parameters first, LearningRate rate) {
        return new TrainingLoop(run, rows, digest, threads, null, () -> first, rate);
    }

    private TrainingLoop(
            RunSpec run,
            Rows rows,
            String digest,
            int threads,
            Checkpoint from,
            Supplier<Parameters> first,
            LearningRate rate) {
        this.run = run;
        this.first = first;
        this.rows = Examples.of(rows);
        this.digest = digest;
        training = run.training();
        HoldOut split = HoldOut.of(training, rows.count());
        validationRows = split.validation();
        trainingRows = split.training();
        int heldOut = validationRows.length;
        stepsPerEpoch = (trainingRows.length + training.batch() - 1) / training.batch();
        this.rate = s -> rate.of(s, stepsPerEpoch);
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
        if (from == null) {
            epochs = new ArrayList<>();
        } else {
            epochs = new ArrayList<>(from.position().epochs());
            restore(from);
        }
    }

    /** The learning rate of a step, counted from 1. */
    public interface LearningRate {
        double of(long step, long stepsPerEpoch);
    }

    private void restore(Checkpoint from) {
        Checkpoint.Position position = from.position();
        for (int i = 0; i < from.moments().size(); i++) {
            executor.moments().get(i).copyFrom(from.moments().get(i));
        }
        step = position.step();
        seconds = position.seconds();
        reconstruction = position.reconstruction();
        kl = position.kl();
        bestEpoch = position.bestEpoch();
        best = bestEpoch == 0
                ? null
                : from.best() == null ? weights.copy() : from.best().copy();
    }

    /** Trains until the last epoch, the end of patience, or a listener's wish. */
    public void run(TrainingListener listener, Keeper keeper) {
        listener.started(run, trainingRows.length, validationRows.length, weights.size());
        RowFeed feed = new RowFeed(
                Input.of(program.graph()),
                rows,
                treatment,
                run.model().inputImage().orElse(null),
                training.seed(),
                ownRows);
        CounterRandom shuffle = CounterRandom.of(training.seed(), "shuffle");
        long steps = stepsPerEpoch * training.epochs();
        int[] order = null;
        long last = System.nanoTime();
        long reported = last;
        long rowsSince = 0;
        while (!finished()) {
            int epoch = (int) (step / stepsPerEpoch);
            int from = (int) (step % stepsPerEpoch) * training.batch();
            if (order == null || from == 0) {
                order = order(shuffle, epoch);
            }
            int count = Math.min(training.batch(), trainingRows.length - from);
            int number = (int) (step + 1);
            feed.batch(order, from, number, 0);
            feed.weight(training.objective().weight((double) step / stepsPerEpoch, training.epochs()));
            executor.train(feed, ownRows + count, training.seed(), number, rate.applyAsDouble(number));
            addTerms(count, epoch + 1, number);
            step = number;
            rowsSince += count;
            boolean epochEnded = step % stepsPerEpoch == 0;
            long now = System.nanoTime();
            seconds += (now - last) / 1e9;
            last = now;
            if (now - reported >= REPORT_NANOS || epochEnded) {
                double perSecond = rowsSince * 1e9 / Math.max(1, now - reported);
                int seen = from + count;
                double left = (double) (steps - step) * training.batch() / perSecond;
                listener.progressed(new TrainingListener.Progress(
                        epoch + 1,
                        training.epochs(),
                        step,
                        steps,
                        perSecond,
                        left,
                        new Elbo(reconstruction / seen, kl / seen)));
                reported = now;
                rowsSince = 0;
            }
            if (epochEnded) {
                endEpoch(epoch + 1, listener);
                last = System.nanoTime();
                reported = last;
            }
            keeper.after(this, epochEnded);
            if (listener.stopRequested()) {
                return;
            }
        }
    }

    private int[] order(CounterRandom shuffle, int epoch) {
        int[] order = shuffle.permutation(epoch, trainingRows.length);
        for (int i = 0; i < order.length; i++) {
            order[i] = trainingRows[order[i]];
        }
        return order;
    }

    private void addTerms(int count, int epoch, long number) {
        for (int row = 0; row < count; row++) {
            double r = executor.value(program.terms().reconstruction(), ownRows + row, 0);
            double k = executor.value(program.terms().kl(), ownRows + row, 0);
            if (!Double.isFinite(r) || !Double.isFinite(k)) {
                throw notFinite(epoch, number, row, Double.isFinite(r) ? "KL divergence" : "reconstruction");
            }
            reconstruction += r;
            kl += k;
        }
    }

    private NonFiniteLossException notFinite(int epoch, long number, int row, String term) {
        return new NonFiniteLossException(epoch, number, row, term, training.learningRate(), training.clipNorm());
    }

    private void endEpoch(int epoch, TrainingListener listener) {
        int count = trainingRows.length;
        Elbo train = new Elbo(reconstruction / count, kl / count);
        reconstruction = 0;
        kl = 0;
        long start = System.nanoTime();
        ElboSums.Mean mean = validation == null ? null : validation.mean(rows, validationRows, training.seed());
        Elbo held = mean == null ? null : mean.elbo();
        Double bound = heldOutBound();
        seconds += (System.nanoTime() - start) / 1e9;
        if (held != null && !Double.isFinite(held.value())) {
            throw notFinite(epoch, step, -1, "validation ELBO");
        }
        EpochMetrics metrics = new EpochMetrics(epoch, step, seconds, train, held, rate.applyAsDouble(step), bound);
        // without held-out rows nothing says that earlier weights were better
        boolean better = held == null
                || bestEpoch == 0
                || metrics.score() > epochs.get(bestEpoch - 1).score();
        epochs.add(metrics);
        if (better) {
            bestEpoch = epoch;
            best = weights.copy();
        }
        if (mean != null && mean.klPerLatent().length > 0) {
            listener.klPerLatent(mean.klPerLatent());
        }
        listener.epochEnded(metrics, better);
        requireHope();
    }

    /** A training that is beyond return need not take all of its time. */
    private void requireHope() {
        int done = epochs.size();
        if (done == Math.max(LEAST_HOPE, training.epochs() / 10) && gain().hopeless(training.objective())) {
            throw diverged();
        }
    }

    /**
     * Checks that the training did not run away.
     *
     * @throws DivergenceException if the best weights are far worse than the first ones
     */
    public void requireGain() {
        if (bestEpoch > 0 && gain().lost(training.objective())) {
            throw diverged();
        }
    }

    /** The best weights beside the first. */
    private Gain gain() {
        int[] judged = validationRows.length > 0
                ? validationRows
                : Arrays.copyOf(trainingRows, Math.min(MOST_JUDGED, trainingRows.length));
        if (before == null) {
            before = elbo(first.get(), judged);
        }
        Elbo known = bestMetrics().validation();
        return Gain.of(run.model(), before, known == null ? elbo(best(), judged) : known);
    }

    private Elbo elbo(Parameters of, int[] judged) {
        int batch = Math.min(judged.length, Math.max(training.batch(), 100));
        return new ElboSums(run.model(), of, rows, treatment, batch, workers)
                .mean(rows, judged, training.seed())
                .elbo();
    }

    private DivergenceException diverged() {
        Gain gain = gain();
        return new DivergenceException(
                String.format(
                        Locale.ROOT,
                        "the training ran away: the ELBO was %.6g nats a row before the first step, and is %.6g after "
                                + "the best epoch, %d of %d",
                        gain.before().value(),
                        gain.now().value(),
                        bestEpoch,
                        epochs.size()),
                training.learningRate(),
                training.clipNorm());
    }

    /** The bound by which epochs are compared; null where that is the ELBO. */
    private Double heldOutBound() {
        int samples = training.objective().boundSamples();
        if (validation == null || samples == 0) {
            return null;
        }
        Networks networks = new Networks(run.model(), weights);
        Amortized held = Amortized.of(networks, rows.select(validationRows), treatment, training.seed());
        double[] bounds = new ImportanceSampling(networks).each(held, samples, training.seed())[0];
        double mean = Arrays.stream(bounds).average().orElseThrow();
        if (!Double.isFinite(mean)) {
            throw notFinite(epochs.size() + 1, step, -1, "validation bound");
        }
        return mean;
    }

    /** Whether there is nothing left to train. */
    public boolean finished() {
        int done = epochs.size();
        boolean outOfPatience = training.patience() > 0 && bestEpoch > 0 && done - bestEpoch >= training.patience();
        return done >= training.epochs() || outOfPatience;
    }

    /** Everything that is needed to go on from here. */
    public Checkpoint checkpoint() {
        boolean now = bestEpoch == epochs.size() && step == bestEpoch * stepsPerEpoch;
        return new Checkpoint(
                run,
                digest,
                new Checkpoint.Position(step, seconds, reconstruction, kl, epochs, bestEpoch),
                weights,
                executor.moments(),
                bestEpoch == 0 || now ? null : best);
    }

    /**
     * Checks the weights: a step may spoil them though its own loss was finite.
     *
     * @throws NonFiniteLossException if one is not a finite number
     */
    public void requireHealthy() {
        if (!healthy()) {
            throw notFinite((int) ((step - 1) / stepsPerEpoch) + 1, step, -1, "gradient");
        }
    }

    private boolean healthy() {
        for (String name : weights.names()) {
            for (float w : weights.get(name)) {
                if (!Float.isFinite(w)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The weights of the best epoch; those of now if no epoch has ended. */
    public Parameters best() {
        return best == null ? weights : best;
    }

    /** The best epoch's metrics; null if no epoch has ended. */
    public EpochMetrics bestMetrics() {
        return bestEpoch == 0 ? null : epochs.get(bestEpoch - 1);
    }

    public List<EpochMetrics> epochs() {
        return List.copyOf(epochs);
    }

    /** Steps made. */
    public long step() {
        return step;
    }

    public int trainingRows() {
        return trainingRows.length;
    }

    public int validationRows() {
        return validationRows.length;
    }

    @Override
    public void close() {
        workers.close();
    }
}
