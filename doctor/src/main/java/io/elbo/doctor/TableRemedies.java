package io.elbo.doctor;

import static io.elbo.spec.Change.Open.FEWER_COLUMNS;
import static io.elbo.spec.Change.Open.OTHER_DATA;

import io.elbo.spec.Change.WithEpochs;
import io.elbo.spec.Change.WithHidden;
import io.elbo.spec.Change.WithoutColumns;
import java.util.List;

/** The same of a training of a table, where other changes do it. */
final class TableRemedies extends Remedies {
    private final int epochs;
    private final int suited;

    /**
     * @param epochs of the training at most
     * @param suited those that suit the size of the table
     */
    TableRemedies(int epochs, int suited) {
        this.epochs = epochs;
        this.suited = suited;
    }

    @Override
    Remedy collapsed() {
        if (epochs < suited) {
            return remedy(
                    "%s suits a table of this size: " + epochs + " may be too few for latents to begin",
                    new WithEpochs(suited));
        }
        return remedy(
                "%s lets the latents begin before the KL divergence presses them; if the columns have nothing to do with "
                        + "each other, there is nothing for latents to carry",
                WARM_UP);
    }

    @Override
    Remedy overfit() {
        return remedy("%s has less to learn rows by heart with; more rows help", new WithHidden(List.of(64)));
    }

    @Override
    Remedy unfinished(int epochs) {
        return remedy("%s goes on for longer", new WithEpochs(epochs));
    }

    /** @param dates columns whose values are beyond those of the training */
    static Remedy beyond(List<String> dates) {
        return dates.isEmpty()
                ? choice(
                        "%s with such rows among them; %s leaves a column out that only ever goes on",
                        OTHER_DATA, FEWER_COLUMNS)
                : remedy(
                        "%s leaves out dates, which only go on; %s with newer rows",
                        new WithoutColumns(dates), OTHER_DATA);
    }

    static Remedy strange() {
        return choice("%s with such rows among them, if they are what the model is for", OTHER_DATA);
    }
}
