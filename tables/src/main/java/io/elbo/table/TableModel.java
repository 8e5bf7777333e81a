package io.elbo.table;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.table.ParsedRow;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableRows;
import io.elbo.evaluation.Encoding;
import io.elbo.file.ModelFile;
import io.elbo.math.CounterRandom;
import io.elbo.math.LogSums;
import io.elbo.parallel.Threads;
import io.elbo.rows.Examples;
import io.elbo.rows.HoldOut;
import io.elbo.rows.RowsDigest;
import io.elbo.spec.Provenance;
import io.elbo.spec.RunSpec;
import io.elbo.training.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A model of a table: its schema, the encoding of its cells, and a VAE whose decoder gives a distribution for each cell. Rows are numbers by the
 * columns of the schema, as {@link io.elbo.data.table.TableReader} and {@link io.elbo.data.table.RowReader} give them. A missing cell is NaN. A
 * cell that does not fit its column is infinite, which is evidence for {@link #score} and {@link #explain}, and the same as missing for all other
 * methods. Immutable and thread-safe.
 */
public final class TableModel {
    /** The greatest number of rows that are compared with draws in training. */
    private static final int MOST_CORRECTED = 50_000;

    private static final int MOST_CELLS = 5_000_000;
    /** The stage of the VAE of the rows. */
    static final String VAE_STAGE = "model";

    private final TableSpec spec;
    private final Schema schema;
    private final TableEncoding encoding;
    private final Vae vae;
    private final TableScorer scorer;
    private final LatentDraws draws;
    private final Synthesizer synthesizer;
    private final IntervalCalibration intervals;

    /**
     * @param scorer null if the spec has none
     * @param correction null if the spec has no synthesizer
     */
    TableModel(
            TableSpec spec,
            Schema schema,
            TableEncoding encoding,
            Vae vae,
            TableScorer scorer,
            MissingnessPatterns missingness,
            RowRules rules,
            IntervalCalibration intervals,
            DensityRatio correction) {
        this.spec = spec;
        this.intervals = intervals;
        this.scorer = scorer;
        this.schema = schema;
        this.encoding = encoding;
        this.vae = vae;
        draws = draws(vae, encoding, spec);
        synthesizer = new Synthesizer(
                schema, encoding, draws, missingness, rules, correction == null ? DensityRatio.NONE : correction);
    }

    /** Trains a model for all purposes with settings for the size of the table, on all processors, without a listener. */
    public static TableModel fit(Schema schema, TableRows rows) {
        return fit(schema, rows, null, TrainingListener.NONE, Threads.count());
    }

    /** Trains a model on rows in memory: {@code [row][column of the schema]}, NaN for missing cells. */
    public static TableModel fit(
            Schema schema, double[][] rows, TableSpec spec, TrainingListener listener, int threads) {
        return fit(schema, TableRows.of(rows), spec, listener, threads);
    }

    /**
     * Trains a model.
     *
     * @param rows the rows by the columns of the schema, NaN for missing cells
     * @param spec the parts of the model; null for {@link TableSpec#of(Schema, int) those that suit the table}
     * @param listener is told how training proceeds, and may stop it
     * @param threads changes the speed only
     * @throws DataException if the rows do not fit the schema, or no column takes part
     * @throws CancellationException if the listener requests a stop; a {@link TableRun} keeps what was trained until then
     */
    public static TableModel fit(
            Schema schema, TableRows rows, TableSpec spec, TrainingListener listener, int threads) {
        return Threads.with(threads, () -> fit(schema, rows, spec, TableStages.inMemory(listener, threads)));
    }

    static TableModel fit(Schema schema, TableRows rows, TableSpec wanted, TableStages stages) {
        check(schema, rows);
        if (rows.count() < 2) {
            throw new DataException("the table has " + rows.count() + " rows; a model needs two at least");
        }
        TableSpec spec = wanted == null ? TableSpec.of(schema, rows.count()) : wanted;
        TableTraining model = spec.model();
        // like the weights, the encoding does not use held-out rows
        TableEncoding encoding = TableEncoding.of(
                schema, rows.select(HoldOut.of(model.training(), rows.count()).training()));
        RunSpec run = new RunSpec(model.spec(encoding), model.training(encoding));
        Vae vae = stages.in(VAE_STAGE)
                .train(
                        run,
                        new RowCoder(encoding).examples(rows),
                        () -> ModelFile.initial(run.model(), run.training()),
                        stages.listener());
        long seed = model.training().seed();
        LatentDraws draws = draws(vae, encoding, spec);
        TableRows unseen =
                rows.select(HoldOut.of(model.training(), rows.count()).validation());
        IntervalCalibration intervals = stages.computed(
                "intervals",
                IntervalCalibration.KEPT,
                own -> IntervalCalibration.fit(encoding, draws, unseen, seed, own::checkStop));
        TableScorer scorer = spec.scorer() == null ? null : TableScorer.fit(schema, rows, spec.scorer(), seed, stages);
        double[][] chosen = rows.select(CounterRandom.of(seed, "table correction")
                        .choice(
                                0,
                                rows.count(),
                                Math.min(
                                        Math.min(MOST_CORRECTED, Math.max(2, MOST_CELLS / rows.columns())),
                                        rows.count())))
                .toArray();
        MissingnessPatterns missingness = MissingnessPatterns.of(encoding, chosen); // a cell that does not fit is none
        RowRules rules = RowRules.of(schema, rows);
        DensityRatio correction = spec.synthesizer() == null
                ? null
                : new Synthesizer(schema, encoding, draws, missingness, rules, DensityRatio.NONE)
                        .corrected(fitting(chosen), spec.synthesizer().rounds(), seed, stages)
                        .correction();
        return new TableModel(spec, schema, encoding, vae, scorer, missingness, rules, intervals, correction);
    }

    private static LatentDraws draws(Vae vae, TableEncoding encoding, TableSpec spec) {
        return new LatentDraws(vae.networks(), encoding, spec.model().components());
    }

    private static void check(Schema schema, double[][] rows) {
        check(schema, TableRows.of(rows));
    }

    private static void check(Schema schema, TableRows rows) {
        int columns = schema.columns().size();
        if (rows.count() > 0 && rows.columns() != columns) {
            throw new DataException("rows have " + rows.columns() + " values; the schema has " + columns + " columns");
        }
        int[] levels = schema.columns().stream()
                .mapToInt(column -> TableEncoding.levels(column.type()))
                .toArray();
        for (int i = 0; i < rows.count(); i++) {
            double[] row = rows.row(i);
            for (int j = 0; j < columns; j++) {
                double value = row[j];
                boolean level = levels[j] == 0 || value >= 0 && value < levels[j] && value == Math.rint(value);
                if (Double.isFinite(value) && !level) {
                    throw new DataException("row " + i + ", column "
                            + schema.names().get(j) + ": " + value + " is no level; they are 0 to " + (levels[j] - 1));
                }
            }
        }
    }

    /** Returns rows in which cells that do not fit are missing. */
    private static double[][] fitting(double[][] rows) {
        return Arrays.stream(rows).map(ParsedRow::fitting).toArray(double[][]::new);
    }

    private static void checkSamples(int samples) {
        if (samples < 1 || samples > ImputationOptions.MOST_SAMPLES) {
            throw new IllegalArgumentException(
                    "samples " + samples + ": must be 1 to " + ImputationOptions.MOST_SAMPLES);
        }
    }

    /** Returns the schema. */
    public Schema schema() {
        return schema;
    }

    /** Returns the VAE of the encoded rows. */
    public Vae vae() {
        return vae;
    }

    /** Returns the provenance of the VAE. */
    public Provenance provenance() {
        return vae.provenance();
    }

    TableEncoding encoding() {
        return encoding;
    }

    /** Returns the parts of the model. */
    public TableSpec spec() {
        return spec;
    }

    /** @throws DataException if the model has no scorer */
    TableScorer scorer() {
        require(Purpose.SCORE);
        return scorer;
    }

    private void require(Purpose purpose) {
        if (!spec.purposes().contains(purpose)) {
            throw new DataException("this model was not trained to " + purpose.word() + " but to "
                    + Purpose.words(spec.purposes()) + " only; train it for " + purpose.word() + " too");
        }
    }

    /**
     * Returns the number of held-out rows that p-values compare with.
     *
     * @throws DataException if the model was not trained to score rows
     */
    public int calibrationRows() {
        return scorer().heldOut();
    }

    /** Returns rows as examples of the VAE: encoder inputs and targets. */
    public Examples examples(TableRows rows) {
        check(schema, rows);
        return new RowCoder(encoding).examples(rows);
    }

    /**
     * Returns the rows of the training table that were held out when the VAE was trained.
     *
     * @return empty if this is another table, or nothing was held out
     */
    public Optional<TableRows> heldOut(TableRows rows) {
        Provenance from = provenance();
        boolean same = rows.count() == from.trainingRows() + from.validationRows()
                && from.validationRows() > 0
                && RowsDigest.of(new RowCoder(encoding).examples(rows)).equals(from.digest());
        return same
                ? Optional.of(
                        rows.select(HoldOut.of(from.training(), rows.count()).validation()))
                : Optional.empty();
    }

    /** Returns columns with many values outside the training range. */
    public List<OutOfRange> outOfRange(TableRows rows) {
        check(schema, rows);
        Ranges ranges = new Ranges(this);
        ranges.count(Arrays.asList(rows.toArray()));
        return ranges.outOfRange();
    }

    /** Scores rows that were read one by one. Cells that do not fit are evidence of anomalies. */
    public TableScores score(List<ParsedRow> rows) {
        return score(rows.stream().map(ParsedRow::values).toArray(double[][]::new));
    }

    /** Scores rows and computes p-values among held-out rows of the training table. */
    public TableScores score(double[]... rows) {
        check(schema, rows);
        return scorer().score(rows);
    }

    /**
     * Compares each cell of a row with the expectation from the other cells.
     *
     * @param samples the number of draws of z per cell, 1 to 10,000
     * @return the observed cells, and cells that are unusually missing, the most surprising first
     */
    public List<CellSurprise> explain(double[] row, int samples, long seed) {
        checkSamples(samples);
        check(schema, new double[][] {row});
        return new Explainer(schema, encoding, scorer().seen(), draws).explain(row, samples, seed);
    }

    /** Writes the model as a safetensors file, atomically. */
    public void save(Path file) {
        TableModelFile.write(file, this);
    }

    /**
     * Reads a model.
     *
     * @throws DataException if the file is not valid, naming the file and the fault
     */
    public static TableModel load(Path file) {
        return TableModelFile.read(file);
    }

    /** Returns whether a file is the model of a table, not of images. */
    public static boolean isOne(Path file) {
        return TableModelFile.isOne(file);
    }

    /** Returns the means of q(z|x), {@code [row][latent]}. */
    public float[][] encode(double[]... rows) {
        check(schema, rows);
        return draws.means(rows);
    }

    /** Returns q(z|x) of each row. */
    public Encoding encoding(double[]... rows) {
        check(schema, rows);
        float[][][] q = draws.posterior(rows);
        return new Encoding(q[0], q[1]);
    }

    /**
     * Returns the expectation of each cell given z: the mean {@code E[x_j|z]} of a number, or the most probable level.
     *
     * @param latents {@code [rows][latent]}, finite
     * @return {@code [row][column of the schema]}, NaN in columns that take no part
     */
    public double[][] decode(float[]... latents) {
        for (float[] z : latents) {
            if (z.length != draws.latent()) {
                throw new DataException(
                        "latents have " + z.length + " numbers a row; this model has " + draws.latent() + " latents");
            }
        }
        double[][] rows = new double[latents.length][schema.columns().size()];
        Decoded[] decoded = draws.decode(latents);
        for (int i = 0; i < rows.length; i++) {
            Arrays.fill(rows[i], Double.NaN);
            for (int j = 0; j < encoding.cells().size(); j++) {
                rows[i][encoding.columns().get(j)] = decoded[i].cell(j).expected();
            }
        }
        return rows;
    }

    /**
     * Estimates the ELBO of the observed cells in nats: the mean of {@code ln p(x_o|z_k) p(z_k) / q(z_k|x_o)} over draws from q. Like {@link
     * #logLikelihood}, which it bounds, it treats numbers as intervals.
     *
     * @param samples the number of draws of z per row, 1 to 10,000
     */
    public double[] elbo(double[][] rows, int samples, long seed) {
        checkSamples(samples);
        check(schema, rows);
        double[] result = new double[rows.length];
        draws.each(
                fitting(rows),
                samples,
                seed,
                (row, decoded, weights) ->
                        result[row] = Arrays.stream(weights).average().orElseThrow());
        return result;
    }

    /** Returns the scores of the held-out rows that p-values compare with, rising. */
    public double[] heldOutScores() {
        return scorer().heldOutScores();
    }

    /**
     * Estimates {@code ln p(x_o)} of the observed cells in nats by importance sampling. Numbers are treated as the intervals given by their last
     * digit, so the result is at most 0, except for noise.
     *
     * @param samples the number of draws of z per row, 1 to 10,000
     */
    public double[] logLikelihood(double[][] rows, int samples, long seed) {
        checkSamples(samples);
        check(schema, rows);
        double[] result = new double[rows.length];
        draws.each(fitting(rows), samples, seed, (row, decoded, weights) -> result[row] = LogSums.logMean(weights));
        return result;
    }

    /** Imputes missing cells. */
    public Imputation impute(double[][] rows, ImputationOptions options) {
        check(schema, rows);
        return new Imputer(encoding, draws, synthesizer.rules(), intervals).impute(fitting(rows), options);
    }

    /**
     * Draws rows like those of the table, {@code [row][column]}: z from p(z), cells from p(x|z), missing cells by the patterns of the table, and
     * then a selection by boosted trees. Values are rounded as in the table. Columns that take no part are NaN. The first rows are the same for
     * any n.
     */
    public double[][] synthesize(int n, long seed) {
        return synthesize(n, seed, List.of());
    }

    /**
     * Draws rows under conditions on some cells.
     *
     * @param conditions the conditions, at most one per column
     * @throws DataException if the column of a condition takes no part, or cannot have the value
     */
    public double[][] synthesize(int n, long seed, List<Condition> conditions) {
        return synthesize(0, n, seed, conditions);
    }

    /**
     * Draws a part of the rows of {@link #synthesize(int, long, List)}, so that any number of rows can be drawn in parts.
     *
     * @param first the number of the first row, from 0
     */
    public double[][] synthesize(int first, int n, long seed, List<Condition> conditions) {
        require(Purpose.SYNTHESIZE);
        if (n < 1 || first < 0 || first > Integer.MAX_VALUE - n) {
            throw new IllegalArgumentException("rows " + n + " from " + first + ": must be at least 1, from 0 or more");
        }
        return synthesizer.rows(first, n, seed, conditions);
    }

    IntervalCalibration intervals() {
        return intervals;
    }

    Synthesizer synthesizer() {
        return synthesizer;
    }
}
