package io.elbo.table;

import io.elbo.Schedule;
import io.elbo.Trainer;
import io.elbo.Training;
import io.elbo.TrainingListener;
import io.elbo.Vae;
import io.elbo.VaeSpec;
import io.elbo.data.table.TableRows;
import java.util.Arrays;
import java.util.List;

/**
 * Tells rows whose cells contradict each other: a VAE of the cells as they are, trained for longer than the members of a {@link
 * TableScorer}, so that it knows which columns go together closely. It learns strange rows that it is trained on, so it has a say
 * only where {@code -ln p(x)} is beyond that of all training rows.
 */
final class Relations {
    private static final int HIDDEN = 64;
    private static final int COMPONENTS = 5;
    private static final int STEPS = 1000;
    private static final int BATCH = 128;
    private static final int SAMPLES = 8;
    /** As many as the steps see. */
    static final int MOST_ROWS = STEPS * BATCH;

    private static final double RATE = 2e-3;
    private static final double HIDING = 0.9;

    private final TableEncoding encoding;
    private final Vae vae;
    private final RowStrangeness strangeness;

    Relations(TableEncoding encoding, Vae vae) {
        this.encoding = encoding;
        this.vae = vae;
        strangeness = new RowStrangeness(vae, SAMPLES);
    }

    Vae vae() {
        return vae;
    }

    /** {@code -ln p(x)}, in nats. */
    double[] score(TableRows rows) {
        return strangeness.of(encoding.examples(rows));
    }

    static VaeSpec spec(TableEncoding encoding) {
        return training(encoding, 1, 0).spec(encoding);
    }

    private static TableTraining training(TableEncoding encoding, int rows, long seed) {
        int batch = Math.min(BATCH, rows);
        int stepsAnEpoch = (rows + batch - 1) / batch;
        Training training = Training.defaults()
                .withEpochs((STEPS + stepsAnEpoch - 1) / stepsAnEpoch)
                .withBatch(batch)
                .withLearningRate(RATE)
                .withSchedule(new Schedule.Cosine(0), 0)
                .withValidation(0, 0)
                .withSeed(seed);
        int latent = TableTraining.latent(encoding.columns().size());
        return new TableTraining(List.of(HIDDEN, HIDDEN), latent, COMPONENTS, HIDING, training);
    }

    /** @param rows to learn from, by the columns of the schema */
    static Relations fit(TableEncoding encoding, TableRows rows, long seed, int threads) {
        TableTraining training = training(encoding, rows.count(), seed);
        return new Relations(
                encoding,
                Trainer.fit(
                        training.spec(encoding),
                        encoding.examples(rows),
                        training.training(encoding),
                        TrainingListener.NONE,
                        threads));
    }

    /**
     * How a row's score becomes one of both.
     *
     * @param beyond {@code -ln p(x)} above which this counts
     * @param least the score of a row there, at least
     */
    record Limits(double beyond, double least) {
        /** One more training row may be beyond for so many. */
        private static final int FREE = 5000;

        private static final double LEAST = 0.99;

        /** @throws IllegalArgumentException unless both are finite */
        Limits {
            if (!(Double.isFinite(beyond) && Double.isFinite(least))) {
                throw new IllegalArgumentException("relations: beyond and least must be finite");
            }
        }

        /**
         * @param relations of training rows
         * @param scores of the same rows
         */
        static Limits of(double[] relations, double[] scores) {
            double[] rising = relations.clone();
            Arrays.sort(rising);
            double[] ordinary = scores.clone();
            Arrays.sort(ordinary);
            int n = rising.length;
            return new Limits(rising[n - 1 - n / FREE], ordinary[(int) (LEAST * (n - 1))]);
        }

        double score(double relation, double score) {
            return relation > beyond ? Math.max(score, least) + (relation - beyond) : score;
        }
    }
}
