package io.elbo.doctor;

import static io.elbo.spec.Change.Open.FEWER_COLUMNS;
import static io.elbo.spec.Change.Open.OTHER_DATA;

import io.elbo.spec.Change.WithEpochs;
import io.elbo.spec.Change.WithHidden;
import io.elbo.spec.Change.WithoutColumns;
import java.util.List;

/** Remedies for the problems of models of tables, where these differ from the remedies for images. */
final class TableRemedies extends Remedies {
    private final int epochs;
    private final int suited;

    /**
     * @param epochs the maximum number of epochs of the training
     * @param suited the number of epochs that suits the size of the table
     */
    TableRemedies(int epochs, int suited) {
        this.epochs = epochs;
        this.suited = suited;
    }

    @Override
    Remedy collapsed() {
        if (epochs < suited) {
            return remedy(
                    "%s suits a table of this size; " + epochs + " may be too few for the latents to become active",
                    new WithEpochs(suited));
        }
        return remedy(
                "%s lets the latents carry information before the KL divergence has its full weight; if the columns are "
                        + "independent, there is nothing for the latents to carry",
                WARM_UP);
    }

    @Override
    Remedy overfit() {
        return remedy("%s has less capacity to memorise rows; more rows also help", new WithHidden(List.of(64)));
    }

    @Override
    Remedy unfinished(int epochs) {
        return remedy("%s continues for longer", new WithEpochs(epochs));
    }

    /** @param dates the date columns with values out of the training range */
    static Remedy outOfRange(List<String> dates) {
        return dates.isEmpty()
                ? choice(
                        "%s that include such rows; %s leaves out a column whose values only ever increase",
                        OTHER_DATA, FEWER_COLUMNS)
                : remedy(
                        "%s leaves out dates, which only ever increase; %s with newer rows",
                        new WithoutColumns(dates), OTHER_DATA);
    }

    static Remedy anomalies() {
        return choice("%s that include such rows, if the model is meant for them", OTHER_DATA);
    }
}
