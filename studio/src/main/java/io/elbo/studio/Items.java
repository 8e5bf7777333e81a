package io.elbo.studio;

import io.elbo.evaluation.Encoding;
import java.util.List;

/** The data of a run as its model reads them. */
sealed interface Items permits ImageItems, TableItems {
    int count();

    /** Returns q(z|x) of some items. */
    Encoding encode(int[] items);

    /** Returns the ELBO of some items in nats. A plain autoencoder has no ELBO; for it, returns minus the mean squared error. */
    double[] elbo(int[] items);

    /** Returns the label of each item, from 0; -1 for an item without a label; null if the data have no labels. */
    int[] labels();

    /** Returns the names of the labels; empty if they have no names. */
    List<String> labelNames();

    /** Returns the index of an item after a range check. */
    default int checked(int item) {
        if (item < 0 || item >= count()) {
            throw Problem.absent("there is no item " + item + "; items are 0 to " + (count() - 1));
        }
        return item;
    }
}
