package io.elbo.table;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.data.table.TableRows;
import io.elbo.engine.Shape;
import io.elbo.inference.ImportanceSampling;
import io.elbo.layer.Activation;
import io.elbo.layer.Dense;
import io.elbo.math.CounterRandom;
import io.elbo.model.Likelihood;
import io.elbo.model.Trimmed;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A VAE that scores rows by {@code -ln p(x)}, with each number encoded by its bin. Anomalies may be among the training rows, but three things
 * keep the model from learning them. Its decoder is linear, so that it starts as the product of the columns' histograms and can add little
 * but common patterns of many columns. It is trained for few steps. The most unusual fifth of each minibatch contributes nothing ({@link
 * Trimmed}).
 */
final class BinnedVae {
    private static final int LATENT = 3;
    private static final int HIDDEN = 64;
    private static final int STEPS = 300;
    private static final int BATCH = 128;
    private static final int SAMPLES = 4;
    /** The number of rows that training uses. */
    static final int MOST_ROWS = STEPS * BATCH;

    private static final double LEAST_BINS = 8;
    private static final double MOST_BINS = 32;
    /** The number of bins per cube root of the number of rows (the rate of Scott 1979). */
    private static final double BINS_OF_ROWS = 2;

    private static final double TRIM = 0.2;
    private static final double RATE = 2e-3;
    /** Added to the count of each bin. */
    private static final double PSEUDO = 0.1;
    /** The factor of the decoder's initial weights. It is small, so that training starts from the histograms. */
    private static final float FIRST_WEIGHTS = 0.3f;

    private final BinEncoding bins;
    private final Vae vae;
    private final ImportanceSampling density;

    BinnedVae(BinEncoding bins, Vae vae) {
        this.bins = bins;
        this.vae = vae;
        density = new ImportanceSampling(vae.networks());
    }

    BinEncoding bins() {
        return bins;
    }

    Vae vae() {
        return vae;
    }

    /** Returns {@code -ln p(x)} of each row, in nats. */
    double[] score(CellCodes rows) {
        return Arrays.stream(density.withSameNoise(bins.examples(rows), SAMPLES, "table score"))
                .map(log -> -log)
                .toArray();
    }

    /**
     * Trains one of several members, which differ in the scale and the bins of numbers, so that their influence averages out.
     *
     * @param member its number
     * @param of the number of members
     * @param order the rank of each member, which determines the fineness of its bins
     * @param stages trains it as the stage {@code vae.MEMBER}
     */
    static BinnedVae fit(
            TableEncoding encoding, TableRows rows, int member, int of, int[] order, long seed, TableStages stages) {
        double part = (member + 0.5) / of;
        double most = Math.max(LEAST_BINS, Math.min(MOST_BINS, BINS_OF_ROWS * Math.cbrt(rows.count())));
        int count = (int) Math.round(LEAST_BINS * StrictMath.pow(most / LEAST_BINS, (order[member] + 0.5) / of));
        BinEncoding bins = bins(encoding, rows, part, count, CounterRandom.of(seed, "table scorer"), member);
        return new BinnedVae(bins, train(bins, rows, seed + member, stages.in("vae." + member)));
    }

    private static BinEncoding bins(
            TableEncoding encoding, TableRows rows, double part, int count, CounterRandom random, int member) {
        List<BinEncoding.Bins> bins = new ArrayList<>();
        float[] shift = new float[1];
        for (int i = 0; i < encoding.cells().size(); i++) {
            if (encoding.cells().get(i) instanceof CellEncoding.Numbers cells) {
                int column = encoding.columns().get(i);
                double[] values = IntStream.range(0, rows.count())
                        .mapToDouble(row -> rows.value(row, column))
                        .filter(Double::isFinite)
                        .toArray();
                random.uniform(1, member, 4 * i, shift, 0, 1);
                bins.add(
                        BinEncoding.Bins.of(cells, values.length == 0 ? new double[1] : values, part, count, shift[0]));
            }
        }
        return new BinEncoding(encoding, bins);
    }

    static VaeSpec spec(BinEncoding bins) {
        Likelihood likelihood = bins.likelihood();
        int outputs = likelihood.outputs(Shape.of(bins.targetWidth())).size();
        return new VaeSpec(
                List.of(bins.targetWidth()),
                List.of(bins.encoding().inputWidth()),
                null,
                List.of(new Dense(HIDDEN), new Activation(Activation.Function.RELU)),
                LATENT,
                List.of(new Dense(outputs)),
                likelihood,
                null,
                null,
                null);
    }

    private static Vae train(BinEncoding bins, TableRows rows, long seed, TableStages stages) {
        int batch = Math.min(BATCH, rows.count());
        int stepsAnEpoch = (rows.count() + batch - 1) / batch;
        Training training = Training.defaults()
                .withEpochs((STEPS + stepsAnEpoch - 1) / stepsAnEpoch)
                .withBatch(batch)
                .withLearningRate(RATE)
                .withSchedule(new Schedule.Cosine(0), 0)
                .withObjective(new Trimmed(TRIM))
                .withValidation(0, 0)
                .withSeed(seed);
        var examples = bins.examples(rows);
        RunSpec run = new RunSpec(spec(bins), training);
        return stages.train(
                run, examples, () -> Trainer.first(run.model(), training, w -> begin(w, examples.target())));
    }

    /** Sets the initial weights to the histograms of the columns. */
    private static void begin(Map<String, float[]> weights, Rows targets) {
        double[] counts = new double[targets.width()];
        float[] row = new float[counts.length];
        for (int i = 0; i < targets.count(); i++) {
            targets.read(i, row, 0);
            for (int j = 0; j < counts.length; j++) {
                counts[j] += row[j];
            }
        }
        float[] bias = weights.get("decoder.0.bias");
        for (int j = 0; j < counts.length; j++) {
            bias[j] = (float) StrictMath.log(counts[j] + PSEUDO);
        }
        float[] weight = weights.get("decoder.0.weight");
        for (int j = 0; j < weight.length; j++) {
            weight[j] *= FIRST_WEIGHTS;
        }
    }
}
