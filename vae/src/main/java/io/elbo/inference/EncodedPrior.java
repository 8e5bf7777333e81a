package io.elbo.inference;

import io.elbo.data.FloatRows;
import io.elbo.engine.execution.Parameters;
import io.elbo.model.LatentMixture;
import io.elbo.program.EncodeProgram;
import io.elbo.program.Input;
import io.elbo.program.Pass;
import io.elbo.spec.VaeSpec;
import java.util.Map;
import java.util.Optional;

/** The density of a prior that is the mixture of the posteriors of its own rows, for fixed weights. */
final class EncodedPrior {
    private EncodedPrior() {}

    /** @return empty if the prior has no rows of its own */
    static Optional<LatentMixture> of(VaeSpec spec, Parameters parameters) {
        int rows = spec.prior().ownRows();
        if (rows == 0) {
            return Optional.empty();
        }
        float[][] which = new float[rows][rows];
        for (int k = 0; k < rows; k++) {
            which[k][k] = 1;
        }
        Pass encode = new Pass(parameters, EncodeProgram.ofOwnRows(spec).outputs());
        float[][][] moments = encode.run(Map.of(Input.PRIOR_ROW, FloatRows.of(which)));
        return Optional.of(LatentMixture.equal(moments[0], moments[1]));
    }
}
