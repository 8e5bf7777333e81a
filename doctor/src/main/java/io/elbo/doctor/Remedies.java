package io.elbo.doctor;

import static io.elbo.spec.Change.Open.DROPOUT;
import static io.elbo.spec.Change.Open.FEWER_HIDDEN_UNITS;
import static io.elbo.spec.Change.Open.LARGER_KL_WEIGHT;
import static io.elbo.spec.Change.Open.LARGER_VARIANCE;
import static io.elbo.spec.Change.Open.RESUMED;
import static io.elbo.spec.Change.Open.SMALLER_KL_WEIGHT;

import io.elbo.model.Bernoulli;
import io.elbo.model.ContinuousBernoulli;
import io.elbo.model.FreeBits;
import io.elbo.model.InfoVae;
import io.elbo.model.LearnedScale;
import io.elbo.model.MixturePrior;
import io.elbo.model.TotalCorrelation;
import io.elbo.spec.Advice;
import io.elbo.spec.Binarization;
import io.elbo.spec.Change;
import io.elbo.spec.Change.WithBinarization;
import io.elbo.spec.Change.WithClipNorm;
import io.elbo.spec.Change.WithEpochs;
import io.elbo.spec.Change.WithLatent;
import io.elbo.spec.Change.WithLearnedVariance;
import io.elbo.spec.Change.WithLearningRate;
import io.elbo.spec.Change.WithLikelihood;
import io.elbo.spec.Change.WithObjective;
import io.elbo.spec.Change.WithPatience;
import io.elbo.spec.Change.WithPrior;
import io.elbo.spec.Change.WithSchedule;
import io.elbo.spec.Change.WithVariance;
import io.elbo.spec.Schedule;
import java.util.List;
import java.util.Locale;

/** Remedies for the problems of models of images. */
class Remedies {
    static final Change WARM_UP = WithObjective.warmUp(10);

    private static final Change FREE_BITS = new WithObjective(new FreeBits(0.25, 1));
    private static final double LEAST_VARIANCE = 0.01;

    /**
     * A remedy for a problem.
     *
     * @param changes the changes to try first; empty if the user has to choose
     */
    record Remedy(Advice advice, List<Change> changes) {
        /** Returns the finding that this remedy is for. */
        Finding against(String finding, double value, String meaning) {
            return new Finding(finding, value, meaning, advice, changes);
        }
    }

    /** Returns a remedy whose first change is the one to try first. */
    static Remedy remedy(String text, Change... changes) {
        return new Remedy(Advice.of(text, changes), List.of(changes[0]));
    }

    /** Returns a remedy among whose changes the user has to choose. */
    static Remedy choice(String text, Change... changes) {
        return new Remedy(Advice.of(text, changes), List.of());
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Rounds advised values to two significant digits. */
    private static double rounded(double value) {
        return Double.parseDouble(text("%.2g", value));
    }

    Remedy collapsed() {
        return remedy(
                "%s lets the latents carry information before the KL divergence has its full weight; %s exempts some nats of "
                        + "each latent from the KL penalty; %s, if it is above 1, weakens the penalty",
                WARM_UP, FREE_BITS, SMALLER_KL_WEIGHT);
    }

    /** @param alive the number of latents that carry information */
    Remedy dead(int alive) {
        return remedy(
                "%s performs as well and is smaller; if the unused latents should carry information, use %s or %s",
                new WithLatent(alive), FREE_BITS, WARM_UP);
    }

    /** @param different the number of latents without the duplicates */
    Remedy duplicated(int different) {
        return remedy(
                "%s removes the duplicates; %s encourages the latents to differ",
                new WithLatent(different), new WithObjective(new TotalCorrelation(6)));
    }

    Remedy certain() {
        return choice("%s or %s makes the codes overlap", LARGER_VARIANCE, LARGER_KL_WEIGHT);
    }

    Remedy holes() {
        return remedy(
                "%s learns the prior; %s or %s closes the gap; after training, sample from a mixture fitted to the latents",
                new WithPrior(new MixturePrior(100)), LARGER_KL_WEIGHT, new WithObjective(new InfoVae(0, 100)));
    }

    Remedy overfit() {
        return remedy(
                "%s stops the training in time; more data, %s or %s also help",
                new WithPatience(5), FEWER_HIDDEN_UNITS, DROPOUT);
    }

    Remedy unfinished(int epochs) {
        return remedy("%s, or %s", new WithEpochs(epochs), RESUMED);
    }

    Remedy ranAway(double rate) {
        return remedy(
                "the learning rate of " + rate + " is too high; use %s or %s",
                new WithLearningRate(rounded(Math.min(rate / 10, 1e-3))),
                new WithClipNorm(1));
    }

    Remedy unsteady(double rate) {
        return remedy(
                "%s, %s or %s",
                new WithLearningRate(rounded(rate / 5)),
                new WithSchedule(new Schedule.Cosine(0)),
                new WithClipNorm(100));
    }

    Remedy noDensity() {
        return remedy(
                "%s, or %s", new WithBinarization(Binarization.DYNAMIC), new WithLikelihood(new ContinuousBernoulli()));
    }

    Remedy binary() {
        return remedy("%s", new WithLikelihood(new Bernoulli()));
    }

    /** @param error the mean squared error of the reconstructions */
    Remedy wronglyScaled(double error) {
        return remedy(
                "%s, or %s to learn it",
                new WithVariance(rounded(error)), new WithLearnedVariance(LearnedScale.SHARED));
    }

    Remedy vanishing() {
        return remedy(
                "%s, or a fixed one such as %s; leave out constant features",
                new WithLearnedVariance(LearnedScale.SHARED), new WithVariance(LEAST_VARIANCE));
    }
}
