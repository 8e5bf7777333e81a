package io.elbo.table;

import io.elbo.Schedule;
import io.elbo.Trainer;
import io.elbo.Training;
import io.elbo.TrainingListener;
import io.elbo.Vae;
import io.elbo.VaeSpec;
import io.elbo.data.Rows;
import io.elbo.data.table.TableRows;
import io.elbo.engine.CounterRandom;
import io.elbo.engine.Shape;
import io.elbo.layer.Activation;
import io.elbo.layer.Dense;
import io.elbo.model.Likelihood;
import io.elbo.model.Trimmed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Says how strange rows are: the mean of {@code -ln p(x)} of some small VAEs that see every number by the bin that it falls into.
 * What makes them find strange rows, and not learn them, although these are among the rows that they are trained on: their
 * decoders are linear, so that each begins as the product of the columns' histograms and can add little but what many columns
 * do together; they are trained for few steps; the strangest fifth of each batch contributes nothing ({@link Trimmed}); and they
 * see the rows on different scales in different bins. What they overlook by that, rows that break a close relation between columns,
 * {@link Relations} tells.
 */
final class TableScorer {
    private static final int MEMBERS = 8;
    /** Columns that each member sees all of. */
    private static final int WIDE = 256;

    private static final int LATENT = 3;
    private static final int HIDDEN = 64;
    private static final int STEPS = 300;
    private static final int BATCH = 128;
    private static final int SAMPLES = 4;
    /** Training rows by which limits are found. */
    private static final int MOST_LOOKED = 20_000;
    /** Cells that are copied into memory. */
    private static final long MOST_CELLS = 1 << 24;

    private static final double LEAST_BINS = 8;
    private static final double MOST_BINS = 32;
    private static final double TRIM = 0.2;
    private static final double RATE = 2e-3;
    /** Added to the count of each bin. */
    private static final double PSEUDO = 0.1;
    /** Of a decoder's weights at first: less than usual, so that it begins with the histograms. */
    private static final float FIRST_WEIGHTS = 0.3f;

    private final List<Member> members;
    private final Relations relations;
    private final Relations.Limits limits;

    /** One VAE, and how it sees rows. */
    static final class Member {
        private final BinEncoding bins;
        private final Vae vae;
        private final RowStrangeness strangeness;

        Member(BinEncoding bins, Vae vae) {
            this.bins = bins;
            this.vae = vae;
            strangeness = new RowStrangeness(vae, SAMPLES);
        }

        BinEncoding bins() {
            return bins;
        }

        Vae vae() {
            return vae;
        }

        double[] score(TableRows rows) {
            return strangeness.of(bins.examples(rows));
        }
    }

    TableScorer(List<Member> members, Relations relations, Relations.Limits limits) {
        this.members = List.copyOf(members);
        this.relations = relations;
        this.limits = limits;
    }

    Relations relations() {
        return relations;
    }

    Relations.Limits limits() {
        return limits;
    }

    List<Member> members() {
        return members;
    }

    /** @param rows to learn from, by the columns of the schema */
    static TableScorer fit(TableEncoding encoding, TableRows rows, long seed, TrainingListener listener, int threads) {
        CounterRandom random = CounterRandom.of(seed, "table scorer");
        float[] order = new float[MEMBERS];
        random.uniform(0, 0, 0, order, 0, MEMBERS);
        int[] places = IntStream.range(0, MEMBERS)
                .boxed()
                .sorted((a, b) -> Float.compare(order[a], order[b]))
                .mapToInt(i -> i)
                .toArray();
        List<Member> members = new ArrayList<>();
        for (int e = 0; e < MEMBERS; e++) {
            listener.stage("learning what is strange, " + (e + 1) + " of " + MEMBERS);
            TableRows seen = some(rows, STEPS * BATCH, random, 2 + e);
            double part = (e + 0.5) / MEMBERS;
            int count =
                    (int) Math.round(LEAST_BINS * StrictMath.pow(MOST_BINS / LEAST_BINS, places[e] / (MEMBERS - 1.0)));
            BinEncoding bins = bins(part(encoding, e), seen, part, count, random, e);
            members.add(new Member(bins, train(bins, seen, seed + e, threads)));
        }
        listener.stage("learning what goes together");
        TableRows seen = some(rows, Relations.MOST_ROWS, random, 2 + MEMBERS);
        Relations relations = Relations.fit(encoding, seen, seed, threads);
        TableRows looked = some(seen, MOST_LOOKED, random, 3 + MEMBERS);
        Relations.Limits limits = Relations.Limits.of(relations.score(looked), mean(members, looked));
        return new TableScorer(members, relations, limits);
    }

    /**
     * The columns that a member sees: all, or of a wide table every eighth, so that the members together see each once and their
     * work grows with the columns no faster than that of the model itself.
     */
    static TableEncoding part(TableEncoding encoding, int member) {
        return encoding.columns().size() <= WIDE ? encoding : encoding.every(MEMBERS, member);
    }

    /** Some rows, chosen evenly; in memory unless they are too wide. */
    private static TableRows some(TableRows rows, int most, CounterRandom random, int step) {
        if (rows.count() <= most) {
            return rows;
        }
        TableRows chosen = rows.select(SomeRows.of(rows.count(), most, random, step));
        return (long) most * rows.columns() <= MOST_CELLS ? TableRows.of(chosen.toArray()) : chosen;
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
                        .filter(v -> !Double.isNaN(v))
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

    private static Vae train(BinEncoding bins, TableRows rows, long seed, int threads) {
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
        return Trainer.fit(
                spec(bins), examples, training, w -> begin(w, examples.target()), TrainingListener.NONE, threads);
    }

    /** Begins with the histograms of the columns. */
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

    /** Higher for stranger rows, in nats. */
    double[] score(double[][] rows) {
        TableRows all = TableRows.of(rows);
        double[] scores = mean(members, all);
        double[] relation = relations.score(all);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = limits.score(relation[i], scores[i]);
        }
        return scores;
    }

    private static double[] mean(List<Member> members, TableRows rows) {
        double[] mean = new double[rows.count()];
        for (Member member : members) {
            double[] scores = member.score(rows);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += scores[i] / members.size();
            }
        }
        return mean;
    }
}
