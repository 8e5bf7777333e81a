package io.elbo.course.reproduction;

import io.elbo.data.DataException;
import java.util.ArrayList;
import java.util.List;

/** The list of reproductions. */
public final class Reproductions {
    private Reproductions() {}

    /** Returns all reproductions, grouped by publication. */
    public static List<Reproduction> all() {
        List<Reproduction> all = new ArrayList<>();
        for (int latent : new int[] {3, 5, 10, 20, 200}) {
            all.add(new TestElbo(latent));
        }
        all.add(new TestLogLikelihood("burda-vae", 1, 86.76));
        all.add(new TestLogLikelihood("burda-iwae-5", 5, 85.54));
        all.add(new TestLogLikelihood("burda-iwae-50", 50, 84.78));
        all.add(new SemiSupervisedError("kingma-m1", SemiSupervisedError.Method.M1, 11.82));
        all.add(new SemiSupervisedError("kingma-m2", SemiSupervisedError.Method.M2, 11.97));
        all.add(new SemiSupervisedError("kingma-m1m2", SemiSupervisedError.Method.M1M2, 3.33));
        return List.copyOf(all);
    }

    /**
     * Returns the reproduction with a name.
     *
     * @throws DataException if there is no reproduction with this name
     */
    public static Reproduction of(String name) {
        return all().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DataException("there is no reproduction '" + name + "'; there are "
                        + String.join(
                                ", ", all().stream().map(Reproduction::name).toList())));
    }
}
