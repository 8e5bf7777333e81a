package io.elbo.table;

import io.elbo.data.image.MaskCells;
import io.elbo.engine.Shape;
import io.elbo.layer.Activation;
import io.elbo.layer.Dense;
import io.elbo.layer.Layer;
import io.elbo.model.BetaElbo;
import io.elbo.model.KlSchedule;
import io.elbo.model.LogisticMixture;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The size and the training settings of the VAE of a table's rows.
 *
 * @param hidden the units of each hidden layer of the encoder; the decoder has them in reverse order
 * @param latent the dimension of z
 * @param components the number of components of a number's mixture distribution
 * @param maskRate the greatest share of a row's cells that is masked in the encoder's input, which teaches the model to predict cells
 *     from the others
 * @param training the training settings; {@code maskRate} sets their corruption
 */
public record TableTraining(List<Integer> hidden, int latent, int components, double maskRate, Training training) {
    private static final int STEPS = 4000;

    private static final int MOST_EPOCHS = 1500;
    /** The share of epochs in which the KL weight rises. Without it, patterns of few rows are never encoded in z. */
    private static final double KL_RISES = 0.125;
    /** The number of rows in the training of a very long table, which needs fewer than twelve epochs. */
    private static final int SEEN = 6_000_000;

    /** Copies the list. */
    public TableTraining {
        if (hidden == null) {
            throw new IllegalArgumentException("hidden: is missing");
        }
        if (hidden.isEmpty() || hidden.stream().anyMatch(n -> n == null || n < 1)) {
            throw new IllegalArgumentException("hidden " + hidden + ": needs one layer at least, of one unit at least");
        }
        hidden = List.copyOf(hidden);
        if (latent < 1) {
            throw new IllegalArgumentException("latent " + latent + ": must be at least 1");
        }
        if (components < 1 || components > LogisticMixture.MOST) {
            throw new IllegalArgumentException("components " + components + ": must be 1 to " + LogisticMixture.MOST);
        }
        if (!(maskRate >= 0 && maskRate <= 1)) {
            throw new IllegalArgumentException("mask_rate " + maskRate + ": must be 0 to 1");
        }
        if (training == null) {
            throw new IllegalArgumentException("training: is missing");
        }
    }

    /**
     * Returns settings for a table size: at least about 4,000 steps, and twelve epochs or six million rows, with early stopping.
     *
     * @param columns the number of columns that take part
     */
    public static TableTraining of(int rows, int columns) {
        List<Integer> hidden = rows < 1000 ? List.of(128, 128) : List.of(256, 256);
        int latent = latent(columns);
        int batch = rows < 1000 ? 32 : rows < 20_000 ? 64 : rows < 500_000 ? 200 : 1000;
        int steps = rows < 1000 ? 2 * STEPS : rows < 20_000 ? 3 * STEPS : STEPS;
        int often = (int) Math.ceil((double) steps * batch / Math.max(1, rows));
        int seldom = (int) Math.min(12, Math.ceil((double) SEEN / Math.max(1, rows)));
        int epochs = Math.min(MOST_EPOCHS, Math.max(often, seldom));
        Training training = Training.defaults()
                .withEpochs(epochs)
                .withBatch(batch)
                .withSchedule(new Schedule.Cosine(0), 100)
                .withObjective(new BetaElbo(1, 1, new KlSchedule.Share(KL_RISES)))
                .withValidation(0.1, Math.max(5, epochs / 5));
        return new TableTraining(hidden, latent, 5, 0.9, training);
    }

    static int latent(int columns) {
        return Math.max(2, Math.min(24, (columns + 3) / 2));
    }

    /** Returns the same with other hidden layers. */
    public TableTraining withHidden(List<Integer> units) {
        return new TableTraining(units, latent, components, maskRate, training);
    }

    /** Returns the same with another dimension of z. */
    public TableTraining withLatent(int dimension) {
        return new TableTraining(hidden, dimension, components, maskRate, training);
    }

    /** Returns the same with another training. */
    public TableTraining withTraining(Training other) {
        return new TableTraining(hidden, latent, components, maskRate, other);
    }

    VaeSpec spec(TableEncoding encoding) {
        Activation relu = new Activation(Activation.Function.RELU);
        List<Layer> encoder = new ArrayList<>();
        List<Layer> decoder = new ArrayList<>();
        for (int i = 0; i < hidden.size(); i++) {
            encoder.addAll(List.of(new Dense(hidden.get(i)), relu));
            decoder.addAll(List.of(new Dense(hidden.get(hidden.size() - 1 - i)), relu));
        }
        var likelihood = encoding.likelihood(components);
        decoder.add(
                new Dense(likelihood.outputs(Shape.of(encoding.targetWidth())).size()));
        return new VaeSpec(
                List.of(encoding.targetWidth()),
                List.of(encoding.inputWidth()),
                null,
                encoder,
                latent,
                decoder,
                likelihood,
                null,
                null,
                null);
    }

    Training training(TableEncoding encoding) {
        return maskRate == 0
                ? training
                : training.withCorruption(new MaskCells(encoding.inputWidths(), maskRate, LogisticMixture.WIDEST));
    }
}
