package io.elbo.semi;

import io.elbo.data.Rows;
import io.elbo.engine.Feed;
import io.elbo.engine.Graph;
import io.elbo.engine.Op;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.math.CounterRandom;
import io.elbo.model.SampledElbo;
import io.elbo.program.Input;
import io.elbo.program.Pass;
import io.elbo.training.DivergenceException;
import io.elbo.training.NonFiniteLossException;
import io.elbo.training.loop.Gain;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Trains an {@link M2}. */
final class M2Loop {
    private static final long REPORT_NANOS = 100_000_000;

    private final M2Spec spec;
    private final M2Training training;
    private final Source source;
    private final Rounds unlabelled;
    private final Rounds labelled;
    private final int[] labelOf;
    private final int[] heldOut;
    private final Parameters weights;
    private final M2Program.Training program;
    private final Pass classifier;
    private final long stepsPerEpoch;
    private final double[] sums = new double[3];
    private Parameters best;
    private M2Epoch bestEpoch;
    private double seconds;
    /** {@code -U(x)} of the first batch by the first weights; of the last epoch. */
    private double boundBefore = Double.NaN;

    private double boundNow = Double.NaN;

    /**
     * The rows of a training.
     *
     * @param means the rows, or their means where each is drawn anew in each step
     * @param deviations their standard deviations; null where rows are fixed
     */
    record Source(Rows means, Rows deviations) {}

    /**
     * What came of a training.
     *
     * @param epoch whose weights these are; null if none has ended
     */
    record Result(Parameters weights, M2Epoch epoch) {}

    M2Loop(M2Spec spec, Source source, LabelledSplit split, M2Training training) {
        this.spec = spec;
        this.training = training;
        this.source = source;
        int[] labels = split.labels();
        int[] rows = split.labelled();
        labelOf = new int[split.count()];
        for (int i = 0; i < rows.length; i++) {
            labelOf[rows[i]] = labels[i];
        }
        int held = (int) Math.floor(rows.length * training.validation());
        int[] order = CounterRandom.of(training.seed(), "validation").permutation(0, rows.length);
        heldOut = Arrays.stream(order, 0, held).map(i -> rows[i]).sorted().toArray();
        int[] kept = Arrays.stream(order, held, rows.length)
                .map(i -> rows[i])
                .sorted()
                .toArray();
        labelled = new Rounds(kept, CounterRandom.of(training.seed(), "shuffle labelled"));
        unlabelled = new Rounds(split.unlabelled(), CounterRandom.of(training.seed(), "shuffle"));
        double all = (double) kept.length + unlabelled.count();
        program = M2Program.training(
                spec,
                new M2Program.Weights(kept.length / all, unlabelled.count() / all, training.alpha()),
                training.binarization(),
                source.deviations != null);
        weights = Parameters.initial(M2Program.parameters(spec), training.seed());
        classifier = new Pass(weights, List.of(M2Program.classify(spec, training.binarization())));
        stepsPerEpoch = (unlabelled.count() + training.batch() - 1) / training.batch();
    }

    /** Rows that are gone through again and again, in a new order each time. */
    private static final class Rounds {
        private final int[] rows;
        private final CounterRandom random;
        private int round = -1;
        private int[] order;

        Rounds(int[] rows, CounterRandom random) {
            this.rows = rows;
            this.random = random;
        }

        int count() {
            return rows.length;
        }

        /** The row at a place of the endless sequence of rounds. */
        int row(long place) {
            int wanted = (int) (place / rows.length);
            if (wanted != round) {
                round = wanted;
                order = random.permutation(round, rows.length);
            }
            return rows[order[(int) (place % rows.length)]];
        }
    }

    Result run(M2Listener listener, int threads) {
        listener.started(labelled.count(), unlabelled.count(), weights.size());
        int batch = Math.min(training.batch(), unlabelled.count());
        try (Workers workers = Workers.of(threads)) {
            Executor executor = Executor.training(
                    program.loss(),
                    List.of(program.labelledBound(), program.unlabelledBound(), program.classification()),
                    weights,
                    training.optimizer(),
                    training.clipNorm(),
                    batch,
                    workers);
            train(executor, batch, listener);
        }
        requireHealthy(stepsPerEpoch * training.epochs());
        requireGain();
        return best == null ? new Result(weights, bestEpoch) : new Result(best, bestEpoch);
    }

    private void train(Executor executor, int batch, M2Listener listener) {
        int[] x = new int[batch];
        int[] labelledX = new int[batch];
        Feed feed = feed(program.loss().graph(), x, labelledX);
        long steps = stepsPerEpoch * training.epochs();
        long last = System.nanoTime();
        long reported = last;
        long stepsReported = 0;
        int since = 0;
        for (long step = 0; step < steps && (training.patience() == 0 || since < training.patience()); ) {
            int epoch = (int) (step / stepsPerEpoch) + 1;
            int from = (int) (step % stepsPerEpoch) * training.batch();
            int count = Math.min(batch, unlabelled.count() - from);
            long place = (long) (epoch - 1) * unlabelled.count() + from;
            for (int i = 0; i < count; i++) {
                x[i] = unlabelled.row(place + i);
                labelledX[i] = labelled.row(place + i);
            }
            int number = (int) ++step;
            executor.train(feed, count, training.seed(), number, training.rate(number, stepsPerEpoch));
            add(executor, count, epoch, number);
            long now = System.nanoTime();
            seconds += (now - last) / 1e9;
            last = now;
            boolean ended = step % stepsPerEpoch == 0;
            if (now - reported >= REPORT_NANOS || ended) {
                double left = (steps - step) * ((now - reported) / 1e9 / (step - stepsReported));
                listener.progressed(new M2Listener.Progress(epoch, training.epochs(), step, steps, left));
                reported = now;
                stepsReported = step;
            }
            if (ended) {
                since = end(epoch, step, listener) ? 0 : since + 1;
                last = System.nanoTime();
                reported = last;
            }
            if (listener.stopRequested()) {
                return;
            }
        }
    }

    private Feed feed(Graph graph, int[] x, int[] labelledX) {
        List<Feed> feeds = graph.inputs().stream()
                .map(node -> ((Op.Input) node.op()).name())
                .map(name -> switch (name) {
                    case M2Program.X -> rows(source.means, i -> x[i]);
                    case M2Program.LABELLED_X -> rows(source.means, i -> labelledX[i]);
                    case M2Program.X + M2Program.DEVIATION -> rows(source.deviations, i -> x[i]);
                    case M2Program.LABELLED_X + M2Program.DEVIATION -> rows(source.deviations, i -> labelledX[i]);
                    case M2Program.LABEL -> label(i -> labelOf[labelledX[i]]);
                    default -> throw new IllegalStateException("no rows for input " + name);
                })
                .toList();
        return (input, row, to, at) -> feeds.get(input).fill(input, row, to, at);
    }

    private static Feed rows(Rows rows, IntUnaryOperator which) {
        return (input, row, to, at) -> rows.read(which.applyAsInt(row), to, at);
    }

    private Feed label(IntUnaryOperator which) {
        return (input, row, to, at) -> {
            Arrays.fill(to, at, at + spec.classes(), 0);
            to[at + which.applyAsInt(row)] = 1;
        };
    }

    private void add(Executor executor, int count, int epoch, int step) {
        for (int row = 0; row < count; row++) {
            double[] terms = {
                executor.value(program.labelledBound(), row, 0),
                executor.value(program.unlabelledBound(), row, 0),
                executor.value(program.classification(), row, 0)
            };
            for (int i = 0; i < terms.length; i++) {
                if (!Double.isFinite(terms[i])) {
                    String name = List.of("labelled bound", "unlabelled bound", "classification")
                            .get(i);
                    throw notFinite(epoch, step, row, name);
                }
                sums[i] += terms[i];
            }
        }
        if (step == 1) {
            boundBefore = sums[1] / count;
        }
    }

    private NonFiniteLossException notFinite(int epoch, long step, int row, String term) {
        return new NonFiniteLossException(epoch, step, row, term, training.learningRate(), training.clipNorm());
    }

    /** Whether the epoch is the best so far. */
    private boolean end(int epoch, long step, M2Listener listener) {
        int count = unlabelled.count();
        M2Epoch metrics = new M2Epoch(
                epoch,
                step,
                seconds,
                sums[0] / count,
                sums[1] / count,
                sums[2] / count,
                heldOut.length == 0 ? null : validation(),
                training.rate(step, stepsPerEpoch));
        boundNow = metrics.unlabelledBound();
        Arrays.fill(sums, 0);
        // without held-out rows nothing says that earlier weights were better
        boolean better =
                heldOut.length == 0 || bestEpoch == null || metrics.validation().betterThan(bestEpoch.validation());
        if (better) {
            bestEpoch = metrics;
            best = heldOut.length == 0 ? null : weights.copy();
        }
        listener.epochEnded(metrics, better);
        return better;
    }

    private M2Epoch.Validation validation() {
        float[][] q = classifier.run(Map.of(Input.X, source.means.select(heldOut)))[0];
        int errors = 0;
        double sum = 0;
        for (int i = 0; i < heldOut.length; i++) {
            float right = q[i][labelOf[heldOut[i]]];
            for (float other : q[i]) {
                if (other > right) {
                    errors++;
                    break;
                }
            }
            // a probability may round to zero, whose logarithm would hide all other rows
            sum -= StrictMath.log(Math.max(right, Float.MIN_NORMAL));
        }
        return new M2Epoch.Validation((double) errors / heldOut.length, sum / heldOut.length);
    }

    private void requireGain() {
        if (!Double.isNaN(boundNow)
                && Gain.ofBounds(boundBefore, boundNow, spec.features()).lost(new SampledElbo(1))) {
            throw new DivergenceException(
                    String.format(
                            Locale.ROOT,
                            "the training ran away: the bound of ln p(x) was %.6g nats a row before the first step, and is "
                                    + "%.6g in the last epoch",
                            boundBefore,
                            boundNow),
                    training.learningRate(),
                    training.clipNorm());
        }
    }

    /** A step may spoil the weights though its own loss was finite. */
    private void requireHealthy(long step) {
        for (String name : weights.names()) {
            for (float w : weights.get(name)) {
                if (!Float.isFinite(w)) {
                    throw notFinite((int) ((step - 1) / stepsPerEpoch) + 1, step, -1, "gradient");
                }
            }
        }
    }
}
