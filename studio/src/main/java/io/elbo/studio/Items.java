package io.elbo.studio;

import io.elbo.evaluation.Encoding;
import java.util.List;

/** The data of a run as its model sees them. */
sealed interface Items permits ImageItems, TableItems {
    int count();

    /** q(z|x) of some of them. */
    Encoding encode(int[] items);

    /** The ELBO of some of them, nats; of a plain autoencoder, which has none, minus the mean squared error. */
    double[] elbo(int[] items);

    /** A label of each, from 0; -1 where there is none; null if they have none. */
    int[] labels();

    /** What the labels mean; empty if they have no names. */
    List<String> labelNames();

    /** Refuses what is no item. */
    default int checked(int item) {
        if (item < 0 || item >= count()) {
            throw Problem.absent("there is no item " + item + "; they are 0 to " + (count() - 1));
        }
        return item;
    }
}
