package io.elbo.course.study;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.evaluation.Encoding;
import io.elbo.layer.Dense;
import io.elbo.math.CounterRandom;
import io.elbo.model.LearnedGaussian;
import io.elbo.model.LearnedScale;
import io.elbo.plot.LinePlot;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.EmOptions;
import io.elbo.statistics.baseline.FactorAnalysis;
import io.elbo.statistics.baseline.LinearGaussian;
import io.elbo.statistics.baseline.ProbabilisticPca;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares expectation maximization (EM) with a linear variational autoencoder on the same rows of a linear Gaussian model. It uses one
 * noise variance for all features (probabilistic PCA) and then one for each feature (factor analysis). Both methods maximise the same
 * objective and reach the same likelihood. EM uses the exact posterior for q(z|x); the autoencoder learns q(z|x) with its encoder.
 *
 * @param closedForm the maximum mean ln p(x) of probabilistic PCA, in nats per row
 * @param pca ln p(x) of probabilistic PCA after each iteration of EM, including the start
 * @param pcaVae the autoencoder with a shared noise variance after each epoch, including the start
 * @param factors ln p(x) of factor analysis after each iteration of EM
 * @param factorsVae the autoencoder with a noise variance for each feature after each epoch
 */
public record EmStudy(
        double closedForm, List<Double> pca, List<Epoch> pcaVae, List<Double> factors, List<Epoch> factorsVae)
        implements Study {
    public EmStudy {
        pca = List.copyOf(pca);
        pcaVae = List.copyOf(pcaVae);
        factors = List.copyOf(factors);
        factorsVae = List.copyOf(factorsVae);
    }

    /**
     * The values of a linear variational autoencoder after an epoch, as means over the rows, in nats.
     *
     * @param logLikelihood {@code ln N(x; b, W W^T + Psi)} with the decoder's weights
     * @param elbo the ELBO in closed form
     */
    public record Epoch(double logLikelihood, double elbo) {}

    /**
     * The rows and the training.
     *
     * @param rows the number of rows, at least 10
     * @param epochs the number of epochs of the autoencoders, in batches of 50
     * @param seed the seed of everything random
     */
    public record Options(int rows, int epochs, long seed) {
        private static final int BATCH = 50;
        private static final int FEATURES = 8;
        private static final int LATENTS = 2;
        private static final EmOptions EM = new EmOptions(2000, 1e-9);

        public Options {
            StudyArguments.within("rows", rows, 10, 1_000_000);
            StudyArguments.within("epochs", epochs, 1, 100_000);
        }

        /** Creates options for 500 rows and 200 epochs. */
        public Options(long seed) {
            this(500, 200, seed);
        }
    }

    /** Draws rows and fits all models. */
    public static EmStudy of(Options options) {
        Rows rows = FloatRows.of(truth(options.seed()).sample(options.rows(), options.seed()));
        List<Double> pca = new ArrayList<>();
        List<Double> factors = new ArrayList<>();
        int latents = Options.LATENTS;
        ProbabilisticPca.em(rows, latents, Options.EM, options.seed(), (i, value) -> pca.add(value));
        FactorAnalysis.fit(rows, latents, Options.EM, (i, value) -> factors.add(value));
        return new EmStudy(
                ProbabilisticPca.fit(rows, latents).logLikelihood(),
                pca,
                vae(rows, LearnedScale.SHARED, options),
                factors,
                vae(rows, LearnedScale.FEATURE, options));
    }

    /** Draws the true model: weights and means from N(0, 1), noise variances from 0.1 to 1. */
    private static LinearGaussian truth(long seed) {
        CounterRandom random = CounterRandom.of(seed, "linear gaussian truth");
        int n = Options.FEATURES;
        float[] normals = new float[1 + Options.LATENTS];
        float[] uniform = new float[1];
        double[] mean = new double[n];
        double[] noise = new double[n];
        double[][] weights = new double[n][Options.LATENTS];
        for (int j = 0; j < n; j++) {
            random.normal(0, j, normals, 0, normals.length);
            random.uniform(1, j, 0, uniform, 0, 1);
            mean[j] = normals[0];
            noise[j] = 0.1 + 0.9 * uniform[0];
            for (int k = 0; k < Options.LATENTS; k++) {
                weights[j][k] = normals[1 + k];
            }
        }
        return LinearGaussian.of(mean, weights, noise);
    }

    private static List<Epoch> vae(Rows rows, LearnedScale scale, Options options) {
        int n = rows.width();
        VaeSpec spec =
                new VaeSpec(List.of(n), List.of(), Options.LATENTS, List.of(new Dense(n)), new LearnedGaussian(scale));
        Training training = Training.defaults()
                .withEpochs(options.epochs())
                .withBatch(Options.BATCH)
                .withLearningRate(0.02)
                .withSchedule(new Schedule.Cosine(0), 0)
                .withValidation(0, 0)
                .withSeed(options.seed());
        List<Epoch> epochs = new ArrayList<>();
        Trainer.Snapshots each = (epoch, model) -> {
            LinearGaussian decoder = decoder(model);
            epochs.add(new Epoch(decoder.logLikelihood(rows), elbo(model, decoder, rows)));
        };
        Trainer.follow(spec, rows, training, each, 1);
        return epochs;
    }

    /**
     * Returns the linear Gaussian model that equals a decoder of one affine map.
     *
     * @param model a model with a {@link LearnedGaussian}, shared or per feature, and one dense layer as its decoder
     */
    public static LinearGaussian decoder(Vae model) {
        float[] flat = model.weight("decoder.0.weight");
        float[] bias = model.weight("decoder.0.bias");
        double[] variances = SmallDecoder.learnedVariances(model);
        int n = bias.length;
        int latents = flat.length / n;
        double[] mean = new double[n];
        double[] noise = new double[n];
        double[][] weights = new double[n][latents];
        for (int j = 0; j < n; j++) {
            mean[j] = bias[j];
            noise[j] = variances[variances.length == 1 ? 0 : j];
            for (int k = 0; k < latents; k++) {
                weights[j][k] = flat[j * latents + k];
            }
        }
        return LinearGaussian.of(mean, weights, noise);
    }

    /**
     * Returns the mean ELBO in closed form. For a normal q with mean m and variances v,
     * {@code E_q (x_j - W_j z - b_j)^2 = (x_j - W_j m - b_j)^2 + sum_k W_jk^2 v_k}.
     */
    private static double elbo(Vae model, LinearGaussian decoder, Rows rows) {
        Encoding q = model.encode(rows);
        double[][] weights = decoder.weights();
        double[] mean = decoder.mean();
        double[] noise = decoder.noise();
        float[] x = new float[rows.width()];
        double sum = 0;
        for (int row = 0; row < rows.count(); row++) {
            rows.read(row, x, 0);
            float[] m = q.mean(row);
            for (int j = 0; j < x.length; j++) {
                double error = x[j] - mean[j];
                double square = 0;
                for (int k = 0; k < m.length; k++) {
                    error -= weights[j][k] * m[k];
                    square += weights[j][k] * weights[j][k] * StrictMath.exp(q.logVariance(row, k));
                }
                sum -= 0.5 * (StrictMath.log(2 * Math.PI * noise[j]) + (error * error + square) / noise[j]);
            }
            sum -= Draws.kl(m, q.logVariance(row));
        }
        return sum / rows.count();
    }

    private static <T> T last(List<T> values) {
        return values.get(values.size() - 1);
    }

    @Override
    public Table table() {
        Table.Writer table = new Table.Writer(
                "iteration_or_epoch",
                "pca_em",
                "pca_closed_form",
                "pca_vae",
                "pca_vae_elbo",
                "factors_em",
                "factors_vae",
                "factors_vae_elbo");
        int most = Math.max(Math.max(pca.size(), factors.size()), pcaVae.size());
        for (int i = 0; i < most; i++) {
            Epoch a = i < pcaVae.size() ? pcaVae.get(i) : new Epoch(Double.NaN, Double.NaN);
            Epoch b = i < factorsVae.size() ? factorsVae.get(i) : new Epoch(Double.NaN, Double.NaN);
            table.row(
                    i,
                    i < pca.size() ? pca.get(i) : Double.NaN,
                    closedForm,
                    a.logLikelihood,
                    a.elbo,
                    i < factors.size() ? factors.get(i) : Double.NaN,
                    b.logLikelihood,
                    b.elbo);
        }
        return table.table();
    }

    @Override
    public List<LinePlot> plots() {
        return List.of(
                plot("probabilistic PCA", closedForm, pca, pcaVae),
                plot("factor analysis", last(factors), factors, factorsVae));
    }

    /** Plots the distance of each method from the maximum against its iterations or epochs. */
    private static LinePlot plot(String title, double greatest, List<Double> em, List<Epoch> vae) {
        List<LinePlot.Point> iterations = new ArrayList<>();
        List<LinePlot.Point> likelihoods = new ArrayList<>();
        List<LinePlot.Point> elbos = new ArrayList<>();
        // from 1 because the axis is logarithmic
        for (int i = 1; i < em.size(); i++) {
            iterations.add(new LinePlot.Point(i, greatest - em.get(i)));
        }
        for (int i = 1; i < vae.size(); i++) {
            likelihoods.add(new LinePlot.Point(i, greatest - vae.get(i).logLikelihood));
            elbos.add(new LinePlot.Point(i, greatest - vae.get(i).elbo));
        }
        return new LinePlot(
                title + ": distance from the maximum",
                new LinePlot.Axis("iterations of EM, epochs of the VAE", LinePlot.Scale.LOG),
                new LinePlot.Axis("nats", LinePlot.Scale.LOG),
                List.of(
                        new LinePlot.Series("EM: ln p(x)", iterations, false),
                        new LinePlot.Series("VAE: ln p(x)", likelihoods, false),
                        new LinePlot.Series("VAE: ELBO", elbos, false)));
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("pca_closed_form", "probabilistic PCA, closed form: ln p(x), nats per row", closedForm),
                new Figure("pca_em", "  by EM", last(pca)),
                new Figure("pca_em_iterations", "  iterations of EM", pca.size() - 1),
                new Figure("pca_vae", "  by the linear autoencoder", last(pcaVae).logLikelihood),
                new Figure("pca_vae_elbo", "  its ELBO", last(pcaVae).elbo),
                new Figure("factors_em", "factor analysis, by EM: ln p(x), nats per row", last(factors)),
                new Figure("factors_em_iterations", "  iterations of EM", factors.size() - 1),
                new Figure("factors_vae", "  by the linear autoencoder", last(factorsVae).logLikelihood),
                new Figure("factors_vae_elbo", "  its ELBO", last(factorsVae).elbo));
    }
}
