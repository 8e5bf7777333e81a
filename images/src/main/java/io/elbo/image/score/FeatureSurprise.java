package io.elbo.image.score;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.program.Input;
import java.util.EnumMap;
import java.util.Map;

/**
 * Computes how anomalous each feature of a row is: {@code -ln p(x_i|z)} of feature i, in nats, at the mean z of q(z|x). The sum over the
 * features is minus the reconstruction term of the ELBO at that z. A density can give negative values. A Bernoulli likelihood of grey
 * values gives the cross entropy, which is at least {@code ln 2} for a value of 1/2.
 */
public final class FeatureSurprise {
    private FeatureSurprise() {}

    /**
     * Returns the surprise of each feature.
     *
     * @param rows {@link io.elbo.rows.Examples} if the model needs conditions
     * @param seed the seed of the binarization, if the model was trained with it
     * @return {@code [rows][features]}
     * @throws DataException if the rows do not fit the model, or its likelihood does not factor into single features
     */
    public static double[][] of(Vae vae, Rows rows, long seed) {
        ModelRows m = ModelRows.of(new ReconstructionError(), vae, rows, seed);
        int features = vae.spec().features();
        float[][] logs = m.networks().logDensities().run(inputs(m))[0];
        if (logs.length > 0 && logs[0].length != features) {
            throw new DataException("this model's likelihood covers groups of features; single features have none");
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
