package io.elbo.image.score;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.program.Input;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where a row is strange: {@code -ln p(x_i|z)} of each feature i, nats, at the mean z of q(z|x). Summed over features it is minus
 * the reconstruction term of the ELBO at that z. Of a density it may be negative; of a Bernoulli and grey values it is the cross
 * entropy, at least {@code ln 2} for a half.
 */
public final class FeatureSurprise {
    private FeatureSurprise() {}

    /**
     * The surprise of each feature.
     *
     * @param rows {@link io.elbo.rows.Examples} where the model needs conditions
     * @param seed of the binarization of a model that was trained so
     * @return {@code [rows][features]}
     * @throws DataException if the rows do not fit the model, or its likelihood is not one of single features
     */
    public static double[][] of(Vae vae, Rows rows, long seed) {
        ModelRows m = ModelRows.of(new ReconstructionError(), vae, rows, seed);
        int features = vae.spec().features();
        float[][] logs = m.networks().logDensities().run(inputs(m))[0];
        if (logs.length > 0 && logs[0].length != features) {
            throw new DataException("this model's likelihood is of groups of features; there is none of each");
        }
        double[][] surprise = new double[logs.length][features];
        for (int i = 0; i < logs.length; i++) {
            for (int j = 0; j < features; j++) {
                surprise[i][j] = -logs[i][j];
            }
        }
        return surprise;
    }

    private static Map<Input, Rows> inputs(ModelRows m) {
        Map<Input, Rows> inputs = new EnumMap<>(Map.of(
                Input.Z,
                FloatRows.of(m.rows().mean()),
                Input.TARGET,
                FloatRows.of(m.rows().target())));
        if (m.rows().condition() != null) {
            inputs.put(Input.CONDITION, m.rows().condition());
        }
        return inputs;
    }
}
