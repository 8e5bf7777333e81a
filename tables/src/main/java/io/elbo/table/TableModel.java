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
 * A model of a table: what its columns are, how their cells are encoded, and a VAE whose decoder gives a distribution for each
 * cell. Rows are numbers by the columns of the schema, as {@link io.elbo.data.table.TableReader} and {@link
 * io.elbo.data.table.RowReader} give them: NaN where a cell is missing, infinite where it does not fit its column, which is evidence
 * for {@link #score} and {@link #explain}, and the same as missing for all else. Immutable; any number of threads may use one at once.
 */
public final class TableModel {
    /** Rows with which synthetic ones are compared while training. */
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

    /** Trains what suits the size of the table, for all purposes, with all processors, silently. */
    public static TableModel fit(Schema schema, TableRows rows) {
        return fit(schema, rows, null, TrainingListener.NONE, Threads.count());
    }

    /** Trains a model on rows in memory: {@code [row][column of the schema]}, NaN where there is no value. */
    public static TableModel fit(
            Schema schema, double[][] rows, TableSpec spec, TrainingListener listener, int threads) {
        return fit(schema, TableRows.of(rows), spec, listener, threads);
    }

    /**
     * Trains a model.
     *
     * @param rows by the columns of the schema, NaN where there is no value
     * @param spec what it consists of; null for {@link TableSpec#of(Schema, int) what suits the table}
     * @param listener is told how it proceeds, and may stop it
     * @param threads changes the speed only
     * @throws DataException if the rows do not fit the schema, or no column can take part
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
        // as the weights, the encoding has not seen the rows that are held out
        TableEncoding encoding = TableEncoding.of(
                schema, rows.select(HoldOut.of(model.training(), rows.count()).training()));
        RunSpec run = new RunSpec(model.spec(encoding), model.training(encoding));
        Vae vae = stages.in(VAE_STAGE)
                .train(
                        run,
                        encoding.examples(rows),
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

    /** With no value where a cell does not fit. */
    private static double[][] fitting(double[][] rows) {
        return Arrays.stream(rows).map(ParsedRow::fitting).toArray(double[][]::new);
    }

    private static void checkSamples(int samples) {
        if (samples < 1 || samples > ImputationOptions.MOST_SAMPLES) {
            throw new IllegalArgumentException(
                    "samples " + samples + ": must be 1 to " + ImputationOptions.MOST_SAMPLES);
        }
    }

    /** What the columns are. */
    public Schema schema() {
        return schema;
    }

    /** The model of the encoded rows. */
    public Vae vae() {
        return vae;
    }

    /** Where it comes from. */
    public Provenance provenance() {
        return vae.provenance();
    }

    TableEncoding encoding() {
        return encoding;
    }

    /** What it consists of. */
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
     * The number of rows that p-values compare with; what judges each of them has not seen it.
     *
     * @throws DataException if the model was not trained to score rows
     */
    public int calibrationRows() {
        return scorer().heldOut();
    }

    /** Rows as the VAE takes them: what its encoder sees of each, and what its likelihood is a distribution of. */
    public Examples examples(TableRows rows) {
        check(schema, rows);
        return encoding.examples(rows);
    }

    /**
     * The rows of the table of the training that were held out while the VAE was trained on the others.
     *
     * @return empty if this is another table, or nothing was held out
     */
    public Optional<TableRows> heldOut(TableRows rows) {
        Provenance from = provenance();
        boolean same = rows.count() == from.trainingRows() + from.validationRows()
                && from.validationRows() > 0
                && RowsDigest.of(encoding.examples(rows)).equals(from.digest());
        return same
                ? Optional.of(
                        rows.select(HoldOut.of(from.training(), rows.count()).validation()))
                : Optional.empty();
    }

    /** Columns of which many values are beyond those of the training. */
    public List<OutOfRange> outOfRange(TableRows rows) {
        check(schema, rows);
        Ranges ranges = new Ranges(this);
        ranges.count(Arrays.asList(rows.toArray()));
        return ranges.outOfRange();
    }

    /** Says how strange rows are that were read one by one; cells that do not fit are evidence. */
    public TableScores score(List<ParsedRow> rows) {
        return score(rows.stream().map(ParsedRow::values).toArray(double[][]::new));
    }

    /** Says how strange rows are, beside rows of the training table that what judges them has not seen. */
    public TableScores score(double[]... rows) {
        check(schema, rows);
        return scorer().score(rows);
    }

    /**
     * Compares each cell of a row with what the other cells let expect there.
     *
     * @param samples draws of z for each cell, 1 to 10,000
     * @return the cells that are there, and those that are missing where that is unusual, the most surprising first
     */
    public List<CellSurprise> explain(double[] row, int samples, long seed) {
        checkSamples(samples);
        check(schema, new double[][] {row});
        return new Explainer(schema, encoding, scorer().seen(), draws).explain(row, samples, seed);
    }

    /** Writes the model as one safetensors file, whole or not at all. */
    public void save(Path file) {
        TableModelFile.write(file, this);
    }

    /**
     * Reads a model.
     *
     * @throws DataException naming the file and what is not right in it
     */
    public static TableModel load(Path file) {
        return TableModelFile.read(file);
    }

    /** Whether a file is the model of a table, rather than of images. */
    public static boolean isOne(Path file) {
        return TableModelFile.isOne(file);
    }

    /** The means of q(z|x), {@code [row][latent]}. */
    public float[][] encode(double[]... rows) {
        check(schema, rows);
        return draws.means(rows);
    }

    /** q(z|x) of each row. */
    public Encoding encoding(double[]... rows) {
        check(schema, rows);
        float[][][] q = draws.posterior(rows);
        return new Encoding(q[0], q[1]);
    }

    /**
     * What is expected of each cell, given z: the mean of a number, {@code E[x_j|z]}, and the most probable level.
     *
     * @param latents {@code [rows][latent]}, finite
     * @return {@code [row][column of the schema]}, NaN in columns without part
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
                rows[i][encoding.columns().get(j)] = decoded[i].cells().get(j).expected();
            }
        }
        return rows;
    }

    /**
     * The ELBO of the cells that are there, nats: the mean of {@code ln p(x_o|z_k) p(z_k) / q(z_k|x_o)} over draws of q. As {@link
     * #logLikelihood}, which it bounds, it counts numbers as intervals.
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

    /** The scores of the rows that p-values compare with, which were held out in training; rising. */
    public double[] heldOutScores() {
        return scorer().heldOutScores();
    }

    /**
     * {@code ln p(x_o)} of the cells that are there, in nats, by importance sampling. Numbers count as the intervals that their
     * last digit leaves open, so that it is at most 0, but for the noise of the draws.
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

    /** Fills in what is missing. */
    public Imputation impute(double[][] rows, ImputationOptions options) {
        check(schema, rows);
        return new Imputer(encoding, draws, synthesizer.rules(), intervals).impute(fitting(rows), options);
    }

    /**
     * Draws rows like those of the table, {@code [row][column]}: z of p(z), each cell of p(x|z), missingness as the table has them, and
     * of these draws those that boosted trees find likely enough. Values are such as a file has them. Columns without part are
     * NaN. The first rows are the same for any n.
     */
    public double[][] synthesize(int n, long seed) {
        return synthesize(n, seed, List.of());
    }

    /**
     * Draws rows of which some cells are given.
     *
     * @param conditions what these are, at most one for a column
     * @throws DataException if a condition is on no column that takes part, or its value is none of the column
     */
    public double[][] synthesize(int n, long seed, List<Condition> conditions) {
        return synthesize(0, n, seed, conditions);
    }

    /**
     * Draws some of the rows that {@link #synthesize(int, long, List)} draws, so that any number of them can be drawn one part after
     * the other.
     *
     * @param first the number of the first, from 0
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

    /** Draws the cells of a row that are missing. */
    static void draw(Decoded decoded, CounterRandom random, int step, int row, double[] to) {
        int cells = decoded.cells().size();
        float[] uniform = new float[2 * cells];
        random.uniform(step, row, 0, uniform, 0, uniform.length);
        for (int j = 0; j < cells; j++) {
            int column = decoded.encoding().columns().get(j);
            if (Double.isNaN(to[column])) {
                to[column] = decoded.cells().get(j).draw(uniform[2 * j], uniform[2 * j + 1]);
            }
        }
    }
}
