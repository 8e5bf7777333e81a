package io.elbo.semi;

import io.elbo.data.DataException;
import io.elbo.json.Json;
import io.elbo.spec.RunSpec;
import io.elbo.spec.SpecFiles;
import java.nio.file.Path;

/**
 * What is learned from few labels, and how: the contents of {@code spec.json} in the folder of a semi-supervised run.
 *
 * @param kind always {@value #KIND}
 * @param labels that the training sees, evenly chosen over the classes
 * @param seed of the choice
 * @param autoencoder of M1 and M1+M2, trained first; null where it is given
 * @param networks of M2 and M1+M2; null of M1
 * @param training of M2 and M1+M2; null of M1
 * @param penalty of the linear classifier of M1; null of the others
 */
public record SemiSpec(
        String kind,
        SemiMethod method,
        int labels,
        long seed,
        RunSpec autoencoder,
        M2Spec.Networks networks,
        M2Training training,
        Double penalty) {
    static final String KIND = SpecFiles.SEMI;

    /** @throws IllegalArgumentException if the parts are not those of the method */
    public SemiSpec {
        if (!KIND.equals(kind)) {
            throw new IllegalArgumentException("kind " + kind + ": must be " + KIND);
        }
        if (method == null) {
            throw new IllegalArgumentException("method: is missing");
        }
        boolean m1 = method == SemiMethod.M1;
        if (m1 != (penalty != null) || m1 != (networks == null) || m1 != (training == null)) {
            throw new IllegalArgumentException("m1 needs penalty only; m2 and m1m2 need networks and training only");
        }
        if (method == SemiMethod.M2 && autoencoder != null) {
            throw new IllegalArgumentException("m2 has no autoencoder");
        }
        if (autoencoder != null && autoencoder.training() == null) {
            throw new IllegalArgumentException("autoencoder: its training is missing");
        }
    }

    /** {@link M1} with a penalty of its weights. */
    public static SemiSpec m1(int labels, long seed, RunSpec autoencoder, double penalty) {
        return new SemiSpec(KIND, SemiMethod.M1, labels, seed, autoencoder, null, null, penalty);
    }

    /** {@link M2}. */
    public static SemiSpec m2(int labels, long seed, M2Spec.Networks networks, M2Training training) {
        return new SemiSpec(KIND, SemiMethod.M2, labels, seed, null, networks, training, null);
    }

    /** {@link M1M2}. */
    public static SemiSpec m1m2(
            int labels, long seed, RunSpec autoencoder, M2Spec.Networks networks, M2Training training) {
        return new SemiSpec(KIND, SemiMethod.M1M2, labels, seed, autoencoder, networks, training, null);
    }

    /**
     * Reads a file that holds the spec of a semi-supervised run.
     *
     * @throws DataException naming the file and the field that is not right
     */
    public static SemiSpec read(Path file) {
        return Json.read(Json.text(file), SemiSpec.class, file.toString());
    }

    /** This spec as JSON. */
    public String toJson() {
        return Json.write(this);
    }
}
