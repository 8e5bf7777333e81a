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
import io.elbo.spec.Elbo;
import io.elbo.spec.Training;
import io.elbo.training.DivergenceException;
import io.elbo.training.loop.Gain;
import io.elbo.training.loop.TrainingState;
import io.elbo.training.loop.TrainingTask;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.IntUnaryOperator;

/** The training of an {@link M2}: an epoch is one pass over the unlabelled rows; the labelled ones come round as often as they must. */
final class M2Task implements TrainingTask<M2Epoch, M2Listener> {
    private static final List<String> TERMS = List.of("labelled bound", "unlabelled bound", "classification");
    /** Of the sums: the bound of ln p(x) of the first batch by the first weights. */
    private static final int BEFORE = 3;

    private final M2Spec spec;
    private final Training training;
    private final Source source;
    private final Rounds unlabelled;
    private final Rounds labelled;
    private final int[] labelOf;
    private final int[] heldOut;
    private final Parameters weights;
    private final M2Program.Training program;
    private final Pass classifier;
    private final Workers workers;
    private final Executor executor;
    private final Feed feed;
    private final int[] x;
    private final int[] labelledX;
    private final long stepsPerEpoch;
    /** The terms over the rows of the epoch so far, and {@code -U(x)} of the first batch by the first weights. */
    private final double[] sums = new double[TERMS.size() + 1];

    /**
     * The rows of a training.
     *
     * @param means the rows, or their means where each is drawn anew in each step
     * @param deviations their standard deviations; null where rows are fixed
     */
    record Source(Rows means, Rows deviations) {}

    /** @param from where the training stopped; null to begin */
    M2Task(
            M2Spec spec,
            Source source,
            LabelledSplit split,
            M2Training settings,
            int threads,
            TrainingState<M2Epoch> from) {
        this.spec = spec;
        training = settings.training();
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
                new M2Program.Weights(kept.length / all, unlabelled.count() / all, settings.alpha()),
                training.binarization(),
                source.deviations != null);
        weights = from == null
                ? Parameters.initial(M2Program.parameters(spec), training.seed())
                : from.weights().copy();
        classifier = new Pass(weights, List.of(M2Program.classify(spec, training.binarization())));
        stepsPerEpoch = (unlabelled.count() + training.batch() - 1) / training.batch();
        int batch = Math.min(training.batch(), unlabelled.count());
        workers = Workers.of(threads);
        executor = Executor.training(
                program.loss(),
                List.of(program.labelledBound(), program.unlabelledBound(), program.classification()),
                weights,
                training.optimizer(),
                training.clipNorm(),
                batch,
                workers);
        x = new int[batch];
        labelledX = new int[batch];
        feed = feed(program.loss().graph());
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

    @Override
    public Training training() {
        return training;
    }

    @Override
    public long stepsPerEpoch() {
        return stepsPerEpoch;
    }

    @Override
    public void started(M2Listener listener) {
        listener.started(labelled.count(), unlabelled.count(), weights.size());
    }

    @Override
    public int step(int number) {
        int epoch = (int) ((number - 1) / stepsPerEpoch) + 1;
        int from = (int) ((number - 1) % stepsPerEpoch) * training.batch();
        int count = Math.min(x.length, unlabelled.count() - from);
        long place = (long) (epoch - 1) * unlabelled.count() + from;
        for (int i = 0; i < count; i++) {
            x[i] = unlabelled.row(place + i);
            labelledX[i] = labelled.row(place + i);
        }
        executor.train(feed, count, training.seed(), number, training.rate(number, stepsPerEpoch));
        add(count, epoch, number);
        return count;
    }

    private Feed feed(Graph graph) {
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

    private void add(int count, int epoch, int step) {
        for (int row = 0; row < count; row++) {
            double[] terms = {
                executor.value(program.labelledBound(), row, 0),
                executor.value(program.unlabelledBound(), row, 0),
                executor.value(program.classification(), row, 0)
            };
            for (int i = 0; i < terms.length; i++) {
                if (!Double.isFinite(terms[i])) {
                    throw notFinite(epoch, step, row, TERMS.get(i));
                }
                sums[i] += terms[i];
            }
        }
        if (step == 1) {
            sums[BEFORE] = sums[1] / count;
        }
    }

    @Override
    public double[] sums() {
        return sums;
    }

    @Override
    public Elbo epochSoFar(int rows) {
        return null; // the loss is a sum of three bounds
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
    public M2Epoch endEpoch(int epoch, long step, DoubleSupplier seconds, M2Listener listener) {
        int count = unlabelled.count();
        double[] means = Arrays.stream(sums, 0, BEFORE).map(sum -> sum / count).toArray();
        Arrays.fill(sums, 0, BEFORE, 0);
        M2Epoch.Validation validation = heldOut.length == 0 ? null : validation();
        return new M2Epoch(
                epoch,
                step,
                seconds.getAsDouble(),
                means[0],
                means[1],
                means[2],
                validation,
                training.rate(step, stepsPerEpoch));
    }

    @Override
    public boolean better(M2Epoch epoch, M2Epoch best) {
        // without held-out rows nothing says that earlier weights were better
        return epoch.validation() == null || best == null || epoch.validation().betterThan(best.validation());
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

    @Override
    public void requireGain(Best<M2Epoch> best, List<M2Epoch> epochs) {
        double before = sums[BEFORE];
        double now = epochs.get(epochs.size() - 1).unlabelledBound();
        if (Gain.ofBounds(before, now, spec.features()).lost(new SampledElbo(1))) {
            throw new DivergenceException(
                    String.format(
                            Locale.ROOT,
                            "the training ran away: the bound of ln p(x) was %.6g nats a row before the first step, and is "
                                    + "%.6g in the last epoch",
                            before,
                            now),
                    training.learningRate(),
                    training.clipNorm());
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
