package io.elbo.table;

import io.elbo.data.DataException;
import io.elbo.data.table.CellCodec;
import io.elbo.data.table.Schema;
import io.elbo.math.CounterRandom;
import io.elbo.math.LogSums;
import io.elbo.math.NormalQuantile;
import io.elbo.parallel.Threads;
import io.elbo.statistics.boosting.BoostingOptions;
import io.elbo.statistics.boosting.HistogramBoosting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Draws rows: z from p(z), cells from p(x|z), missing cells by the patterns of the table, and then a selection by a {@link DensityRatio}. Each
 * row has its own random numbers, so it does not depend on other rows or on threads.
 */
final class Synthesizer {
    private static final int BLOCK = 1024;
    /** The number of draws of a row after which the last one is used. */
    private static final int MOST_TRIES = 100;
    /** The number of draws of a row with conditions, of which one is chosen by its weight. */
    private static final int CANDIDATES = 32;

    /** The limit of normal scores that replace an interval in the encoder's input. */
    private static final double FARTHEST = 5;

    private final Schema schema;
    private final TableEncoding encoding;
    private final LatentDraws draws;
    private final MissingnessPatterns missingness;
    private final RowRules rules;
    private final DensityRatio correction;
    private final ToDoubleFunction<double[]> logRatio;
    private final CellCodec[] codecs;

    Synthesizer(
            Schema schema,
            TableEncoding encoding,
            LatentDraws draws,
            MissingnessPatterns missingness,
            RowRules rules,
            DensityRatio correction) {
        this.schema = schema;
        this.rules = rules;
        this.encoding = encoding;
        this.draws = draws;
        this.missingness = missingness;
        this.correction = correction;
        logRatio = correction.logRatio();
        codecs = encoding.columns().stream()
                .map(column -> schema.columns().get(column).codec())
                .toArray(CellCodec[]::new);
    }

    MissingnessPatterns missingness() {
        return missingness;
    }

    RowRules rules() {
        return rules;
    }

    DensityRatio correction() {
        return correction;
    }

    private Synthesizer with(DensityRatio other) {
        return new Synthesizer(schema, encoding, draws, missingness, rules, other);
    }

    /** Draws rows, by the columns of the schema. */
    double[][] rows(int n, long seed) {
        return rows(0, n, seed, List.of());
    }

    /** @param between called before each block */
    private double[][] rows(int first, int n, CounterRandom normal, CounterRandom uniform, Runnable between) {
        double[][] rows = new double[n][];
        int[] open = IntStream.range(0, n).toArray();
        for (int step = 0; open.length > 0; step++) {
            boolean last = step == MOST_TRIES - 1;
            for (int from = 0; from < open.length; from += BLOCK) {
                between.run();
                int[] block = Arrays.copyOfRange(open, from, Math.min(open.length, from + BLOCK));
                float[][] z = new float[block.length][draws.latent()];
                for (int i = 0; i < block.length; i++) {
                    normal.normal(step, first + block[i], z[i], 0, z[i].length);
                }
                Decoded[] decoded = draws.decode(z);
                int now = step;
                Threads.each(block.length, i -> {
                    float[] numbers = numbers(uniform, now, first + block[i]);
                    double[] row = row(decoded[i], List.of(), List.of(), missingness, numbers);
                    boolean keeps = rules.isEmpty() || rules.holds(row) && isSeen(row);
                    if (last && !keeps) {
                        rules.settle(row, new boolean[row.length]);
                    }
                    if (last || keeps && numbers[0] < correction.kept(logRatio.applyAsDouble(seen(row)))) {
                        rows[block[i]] = row;
                    }
                });
            }
            open = Arrays.stream(open).filter(i -> rows[i] == null).toArray();
        }
        return rows;
    }

    /** Returns uniform numbers: one for the selection, two for each cell, then those of the missingness pattern. */
    private float[] numbers(CounterRandom random, int step, int row) {
        float[] numbers = new float[1 + 2 * encoding.cells().size() + missingness.numbers()];
        random.uniform(step, row, 0, numbers, 0, numbers.length);
        return numbers;
    }

    /** Draws a row from p(x|z), with values as a file has them. */
    private double[] row(
            Decoded decoded,
            List<Integer> given,
            List<Condition> conditions,
            MissingnessPatterns missing,
            float[] numbers) {
        double[] row = new double[schema.columns().size()];
        Arrays.fill(row, Double.NaN);
        for (int j = 0; j < codecs.length; j++) {
            int column = encoding.columns().get(j);
            int at = given.indexOf(column);
            double component = numbers[1 + 2 * j];
            double within = inside(numbers[2 + 2 * j]);
            CellDistribution cell = decoded.cell(j);
            double value;
            if (at < 0) {
                value = cell.draw(component, within);
            } else if (conditions.get(at).exact()) {
                value = conditions.get(at).lower();
            } else {
                Condition c = conditions.get(at);
                value = ((CellDistribution.Number) cell).draw(c.lower(), c.upper(), component, within);
            }
            double written = codecs[j].written(value);
            row[column] = at < 0 ? written : clamped(conditions.get(at), written);
        }
        if (!rules.isEmpty()) {
            rules.complete(row, fixed(given));
        }
        missing.make(row, numbers, 1 + 2 * codecs.length);
        return row;
    }

    private boolean[] fixed(List<Integer> given) {
        boolean[] fixed = new boolean[schema.columns().size()];
        given.forEach(column -> fixed[column] = true);
        return fixed;
    }

    /** Returns whether values computed by rules lie in the ranges of their columns. */
    private boolean isSeen(double[] row) {
        for (int j = 0; j < codecs.length; j++) {
            if (encoding.cells().get(j) instanceof CellEncoding.Numbers numbers) {
                double value = row[encoding.columns().get(j)];
                double half = CellEncoding.Numbers.half(value, numbers.step());
                if (Math.abs(numbers.seen().clamped(value) - value) > half) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double clamped(Condition condition, double value) {
        return Math.max(condition.lower(), Math.min(condition.upper(), value));
    }

    /** Clamps a probability so that quantiles are finite. */
    private static double inside(float uniform) {
        return Math.max(0x1p-26, Math.min(1 - 0x1p-26, uniform));
    }

    /** Returns the columns that take part. */
    private double[] seen(double[] row) {
        return encoding.columns().stream().mapToDouble(column -> row[column]).toArray();
    }

    /**
     * Draws rows from p(x|conditions). Of candidates {@code z_k ~ q(z|x_o)} and {@code x_k ~ p(x|z_k, conditions)}, one is chosen with the weight
     * {@code p(conditions|z_k) p(z_k) / q(z_k) r(x_k)}. For an interval, the encoder's input is a number v_k of it, drawn for each candidate, and q
     * is the mean over the candidates.
     *
     * @param first the number of the first row, which determines its random numbers
     */
    double[][] rows(int first, int n, long seed, List<Condition> conditions) {
        if (conditions.isEmpty()) {
            return rows(
                    first, n, CounterRandom.of(seed, "table latents"), CounterRandom.of(seed, "table cells"), () -> {});
        }
        List<Integer> columns = Condition.columns(schema, conditions);
        List<Integer> empty = new ArrayList<>();
        List<Integer> given = new ArrayList<>();
        List<Condition> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            check(columns.get(i), conditions.get(i));
            if (conditions.get(i).isMissing()) {
                empty.add(columns.get(i));
            } else {
                given.add(columns.get(i));
                values.add(conditions.get(i));
            }
        }
        checkRules(given, values);
        MissingnessPatterns missing = missingness.with(given, empty);
        double[][] rows = new double[n][];
        int block = BLOCK / CANDIDATES;
        for (int from = 0; from < n; from += block) {
            conditional(rows, first, from, Math.min(n, from + block), seed, given, values, missing);
        }
        return rows;
    }

    private void check(int column, Condition condition) {
        if (!encoding.columns().contains(column)) {
            throw new DataException(
                    "column '" + condition.column() + "' takes no part in the model, so that nothing can depend on it");
        }
        if (condition.isMissing()) {
            if (!missingness.has(column)) {
                throw new DataException("column '" + condition.column()
                        + "' has a value in all rows of the table, so that there is no row without one to be like");
            }
            return;
        }
        int levels = TableEncoding.levels(schema.columns().get(column).type());
        boolean level = condition.exact()
                && condition.lower() >= 0
                && condition.lower() < levels
                && condition.lower() == Math.rint(condition.lower());
        if (levels > 0 && !level || levels == 0 && condition.exact() && Double.isInfinite(condition.lower())) {
            throw new DataException(
                    "column '" + condition.column() + "': " + condition.lower() + " to " + condition.upper()
                            + (levels > 0 ? " is no level; they are 0 to " + (levels - 1) : " is no number"));
        }
        CellEncoding cell = encoding.cells().get(encoding.columns().indexOf(column));
        if (cell instanceof CellEncoding.Numbers numbers) {
            CellEncoding.Numbers.Range seen = numbers.seen();
            double open = numbers.step() / 2;
            if (condition.lower() > seen.greatest() + open || condition.upper() < seen.least() - open) {
                CellCodec codec = schema.columns().get(column).codec();
                throw new DataException(
                        "column '" + condition.column() + "': no row of the table is there; its values are "
                                + codec.format(seen.least()) + " to " + codec.format(seen.greatest()));
            }
        } else if (cell instanceof CellEncoding.Levels l && !l.isSeen(condition.lower())) {
            throw new DataException("column '" + condition.column() + "': no row that was learnt from has "
                    + schema.columns().get(column).codec().format(condition.lower()));
        }
    }

    /** Rejects values that contradict a rule of the table. */
    private void checkRules(List<Integer> given, List<Condition> conditions) {
        double[] row = new double[schema.columns().size()];
        Arrays.fill(row, Double.NaN);
        for (int i = 0; i < given.size(); i++) {
            row[given.get(i)] = conditions.get(i).exact() ? conditions.get(i).lower() : Double.NaN;
        }
        rules.broken(row).ifPresent(rule -> {
            throw new DataException("no row of the table meets all conditions: in it, " + rule);
        });
    }

    private void conditional(
            double[][] rows,
            int first,
            int from,
            int to,
            long seed,
            List<Integer> given,
            List<Condition> conditions,
            MissingnessPatterns missing) {
        CounterRandom normal = CounterRandom.of(seed, "table latents");
        CounterRandom uniform = CounterRandom.of(seed, "table cells");
        CounterRandom chosen = CounterRandom.of(seed, "table conditions");
        int count = (to - from) * CANDIDATES;
        double[][] seen = new double[count][schema.columns().size()];
        List<DoubleUnaryOperator> proposals = IntStream.range(0, given.size())
                .mapToObj(c -> proposal(given.get(c), conditions.get(c)))
                .toList();
        Threads.each(count, i -> {
            float[] within = new float[given.size()];
            Arrays.fill(seen[i], Double.NaN);
            chosen.uniform(i % CANDIDATES, first + from + i / CANDIDATES, 1, within, 0, within.length);
            for (int c = 0; c < given.size(); c++) {
                seen[i][given.get(c)] = proposals.get(c).applyAsDouble(inside(within[c]));
            }
        });
        float[][][] q = draws.posterior(seen);
        float[][] z = new float[count][draws.latent()];
        double[] logWeights = new double[count];
        for (int i = 0; i < count; i++) {
            normal.normal(i % CANDIDATES, first + from + i / CANDIDATES, z[i], 0, z[i].length);
            LatentDraws.move(z[i], q[0][i], q[1][i]);
        }
        Decoded[] decoded = draws.decode(z);
        double[][] candidates = new double[count][];
        Threads.each(count, i -> {
            float[] numbers = numbers(uniform, i % CANDIDATES, first + from + i / CANDIDATES);
            candidates[i] = row(decoded[i], given, conditions, missing, numbers);
            logWeights[i] = logPrior(z[i])
                    - logMeanDensity(z[i], q[0], q[1], i - i % CANDIDATES)
                    + logProbability(decoded[i], given, conditions)
                    + logRatio.applyAsDouble(seen(candidates[i]));
            if (!rules.isEmpty() && !(rules.holds(candidates[i]) && isSeen(candidates[i]))) {
                logWeights[i] = Double.NEGATIVE_INFINITY;
            }
        });
        float[] one = new float[1];
        for (int i = 0; i < to - from; i++) {
            double[] logs = Arrays.copyOfRange(logWeights, i * CANDIDATES, (i + 1) * CANDIDATES);
            if (Arrays.stream(logs).max().orElseThrow() == Double.NEGATIVE_INFINITY) {
                rows[from + i] = candidates[i * CANDIDATES];
                rules.settle(rows[from + i], fixed(given));
                continue;
            }
            chosen.uniform(CANDIDATES, first + from + i, 0, one, 0, 1);
            rows[from + i] = candidates[i * CANDIDATES + CellDistribution.choose(LogSums.normalized(logs), one[0])];
        }
    }

    /** Returns the value of a condition, or for an interval a map from uniform numbers to values distributed as in the table. */
    private DoubleUnaryOperator proposal(int column, Condition condition) {
        if (condition.exact()) {
            return p -> condition.lower();
        }
        NormalScores scores =
                ((CellEncoding.Numbers) encoding.cells().get(encoding.columns().indexOf(column))).scores();
        double low = NormalQuantile.probability(score(scores, condition.lower()));
        double high = NormalQuantile.probability(score(scores, condition.upper()));
        return p -> clamped(condition, scores.value(NormalQuantile.of(low + p * (high - low))));
    }

    private static double score(NormalScores scores, double value) {
        double score = scores.score(Math.max(-NormalScores.LARGEST, Math.min(NormalScores.LARGEST, value)));
        return Math.max(-FARTHEST, Math.min(FARTHEST, score));
    }

    /**
     * Returns the log of the mean density of a draw over all q of its row: {@code 1/K sum_l q(z_k|x_o, v_l)} (Veach and Guibas 1995). With the
     * density of its own q alone, a draw that is more probable under another q would have too much weight.
     */
    private static double logMeanDensity(float[] z, float[][] means, float[][] logVariances, int from) {
        double[] logs = new double[CANDIDATES];
        for (int l = 0; l < CANDIDATES; l++) {
            for (int j = 0; j < z.length; j++) {
                double logVariance = logVariances[from + l][j];
                double difference = z[j] - means[from + l][j];
                logs[l] -= (logVariance + difference * difference * StrictMath.exp(-logVariance)) / 2;
            }
        }
        return LogSums.logMean(logs);
    }

    private static double logPrior(float[] z) {
        double sum = 0;
        for (float value : z) {
            sum -= (double) value * value / 2;
        }
        return sum;
    }

    private double logProbability(Decoded decoded, List<Integer> given, List<Condition> conditions) {
        double sum = 0;
        for (int c = 0; c < given.size(); c++) {
            Condition condition = conditions.get(c);
            CellDistribution cell = decoded.cell(encoding.columns().indexOf(given.get(c)));
            sum += condition.exact()
                    ? cell.logProbability(condition.lower())
                    : ((CellDistribution.Number) cell).logProbability(condition.lower(), condition.upper());
        }
        return sum;
    }

    /** The least number of rows of a leaf. It is small because rare classes have few rows. */
    private static final int LEAST_ROWS = 5;
    /** The number of draws for estimating the share that is kept. */
    private static final int MEASURED = 4096;
    /** The least share of draws that is kept. */
    private static final double LEAST_KEPT = 0.15;

    /**
     * Returns the same with a correction fitted to rows of the table.
     *
     * @param rounds the greatest number of rounds
     */
    Synthesizer corrected(double[][] table, int rounds, long seed, TableStages stages) {
        Synthesizer now = this;
        for (int round = 0; round < rounds; round++) {
            stages.stage("learning which draws are like the table, " + (round + 1) + " of " + rounds);
            Synthesizer before = now;
            int number = round;
            DensityRatio next = stages.computed(
                    "correction." + round,
                    DensityRatio.KEPT,
                    own -> before.better(table, number, rounds, seed, own::checkStop));
            if (next.rounds().size() == now.correction.rounds().size()) {
                break; // the trees found nothing
            }
            now = now.with(next);
        }
        return now;
    }

    /** Returns the correction with one more round, or the same correction if the trees find no difference. */
    private DensityRatio better(double[][] table, int round, int rounds, long seed, Runnable between) {
        int n = table.length;
        int[] levels = encoding.columns().stream()
                .mapToInt(c -> TableEncoding.levels(schema.columns().get(c).type()))
                .toArray();
        double[][] drawn = learned(n, seed, round, between);
        double[][] both = new double[2 * n][];
        double[] real = new double[2 * n];
        for (int i = 0; i < n; i++) {
            both[2 * i] = seen(table[i]);
            both[2 * i + 1] = seen(drawn[i]);
            real[2 * i] = 1;
        }
        HistogramBoosting trees = HistogramBoosting.fit(
                both,
                levels,
                real,
                HistogramBoosting.Loss.LOGISTIC,
                BoostingOptions.defaults().withSeed(seed).withLeastRows(LEAST_ROWS),
                between);
        if (trees.trees().isEmpty()) {
            return correction;
        }
        List<HistogramBoosting> all = new ArrayList<>(correction.rounds());
        all.add(trees);
        return new DensityRatio(all, highest(all, rounds, seed, between));
    }

    /** Draws rows for fitting. No user's seed gives these rows, to which the trees are fitted. */
    private double[][] learned(int n, long seed, int round, Runnable between) {
        return rows(
                0,
                n,
                CounterRandom.of(seed, "correction latents " + round),
                CounterRandom.of(seed, "correction cells " + round),
                between);
    }

    /** Returns the highest ln c with which enough draws are kept, at most the highest ratio. */
    private double highest(List<HistogramBoosting> rounds, int most, long seed, Runnable between) {
        ToDoubleFunction<double[]> ratio = new DensityRatio(rounds, 0).logRatio();
        double[][] drawn = with(DensityRatio.NONE).learned(MEASURED, seed, most, between);
        double[] logs = Threads.doubles(drawn.length, row -> ratio.applyAsDouble(seen(drawn[row])));
        double high = Arrays.stream(logs).max().orElseThrow();
        double low = Arrays.stream(logs).min().orElseThrow();
        if (kept(logs, high) >= LEAST_KEPT) {
            return high;
        }
        for (int i = 0; i < 50; i++) {
            double middle = (low + high) / 2;
            if (kept(logs, middle) >= LEAST_KEPT) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double kept(double[] logs, double highest) {
        double sum = 0;
        for (double log : logs) {
            sum += StrictMath.exp(Math.min(0, log - highest));
        }
        return sum / logs.length;
    }
}
