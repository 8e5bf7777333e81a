package io.elbo.inference;

import io.elbo.data.FloatRows;
import io.elbo.engine.execution.Parameters;
import io.elbo.evaluation.LatentDensity;
import io.elbo.math.CounterRandom;
import io.elbo.model.MixturePrior;
import io.elbo.model.VampPrior;
import io.elbo.program.Pass;
import io.elbo.program.Programs;
import io.elbo.spec.VaeSpec;
import java.util.List;
import java.util.Map;

/** The components of a {@link VampPrior}: the posteriors of its pseudo-inputs, of weights that are not changing. */
final class VampComponents implements LatentDensity {
    private final float[][] means; // [K][latent], as the next three
    private final float[][] logVariances;
    private final double[][] deviations;
    private final double[][] precisions;
    private final double[] constants; // [K], of the log densities

    private VampComponents(float[][] means, float[][] logVariances) {
        this.means = means;
        this.logVariances = logVariances;
        deviations = new double[means.length][means[0].length];
        precisions = new double[means.length][means[0].length];
        constants = new double[means.length];
        for (int k = 0; k < means.length; k++) {
            for (int j = 0; j < means[k].length; j++) {
                deviations[k][j] = StrictMath.exp(logVariances[k][j] / 2.0);
                precisions[k][j] = StrictMath.exp(-logVariances[k][j]);
                constants[k] -= (StrictMath.log(2 * Math.PI) + logVariances[k][j]) / 2;
            }
        }
    }

    /** @return null if the prior is another */
    static VampComponents of(VaeSpec spec, Parameters parameters) {
        if (!(spec.prior() instanceof VampPrior prior)) {
            return null;
        }
        float[][] which = new float[prior.pseudoInputs()][prior.pseudoInputs()];
        for (int k = 0; k < which.length; k++) {
            which[k][k] = 1;
        }
        Pass encode = new Pass(parameters, () -> {
            Programs.EncodeProgram q = Programs.pseudoInputs(spec);
            return List.of(q.mean(), q.logVariance());
        });
        float[][][] moments = encode.run(Map.of(Programs.COMPONENT, FloatRows.of(which)));
        return new VampComponents(moments[0], moments[1]);
    }

    int count() {
        return means.length;
    }

    /** Writes these as the parameters of a {@link MixturePrior} with as many components, which weigh the same. */
    void write(Parameters to) {
        int latent = means[0].length;
        float[] mean = new float[means.length * latent];
        float[] raw = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = means[i / latent][i % latent];
            raw[i] = (float) MixturePrior.raw(logVariances[i / latent][i % latent]);
        }
        to.set("prior.mean", mean);
        to.set("prior.log_variance", raw);
        to.set("prior.logits", new float[means.length]);
    }

    @Override
    public double[] logDensities(float[][] z) {
        double[] densities = new double[z.length];
        double[] logs = new double[means.length];
        for (int row = 0; row < z.length; row++) {
            double highest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < logs.length; k++) {
                double squares = 0;
                for (int j = 0; j < means[k].length; j++) {
                    double error = z[row][j] - means[k][j];
                    squares += error * error * precisions[k][j];
                }
                logs[k] = constants[k] - squares / 2;
                highest = Math.max(highest, logs[k]);
            }
            double sum = 0;
            for (double log : logs) {
                sum += StrictMath.exp(log - highest);
            }
            densities[row] = highest + StrictMath.log(sum / logs.length);
        }
        return densities;
    }

    /** Makes draws of N(0, I) draws of these. */
    void move(float[][] normals, long seed) {
        CounterRandom random = CounterRandom.of(seed, "prior component");
        float[] uniform = new float[1];
        for (int i = 0; i < normals.length; i++) {
            random.uniform(0, i, 0, uniform, 0, 1);
            int k = Math.min(means.length - 1, (int) (uniform[0] * means.length));
            for (int j = 0; j < normals[i].length; j++) {
                normals[i][j] = (float) (means[k][j] + deviations[k][j] * normals[i][j]);
            }
        }
    }
}
