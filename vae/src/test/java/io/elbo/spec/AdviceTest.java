package io.elbo.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.model.Bernoulli;
import io.elbo.model.ContinuousBernoulli;
import io.elbo.training.DivergenceException;
import io.elbo.training.NonFiniteLossException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What to change is data, which every surface says in its own words. */
class AdviceTest {
    private static final Advice ADVICE =
            Advice.of("%s is good; %s, 100 % of it, too", new Change.WithLatent(1), Change.Open.DROPOUT);

    @Test
    void sentencesAreInTheWordsOfTheSurface() {
        assertEquals("a model of 1 latent is good; layers of dropout, 100 % of it, too", ADVICE.toString());
        assertEquals(
                "<WithLatent> is good; <Open>, 100 % of it, too",
                ADVICE.words(change -> "<" + change.getClass().getSimpleName() + ">"));
        assertEquals("none", Advice.of("none").toString());
    }

    @Test
    void aTextHasAPlaceForEachChange() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Advice.of("%s and %s", Change.Open.OTHER_DATA));
        assertEquals("text: has 2 places for 1 changes: %s and %s", e.getMessage());
    }

    @Test
    void greyValuesUnderABernoulliAreWarnedOf() {
        Rows grey = FloatRows.of(new float[][] {{0, 1}, {0.5f, 1}});
        Warning warning = LikelihoodChoice.warning(new Bernoulli(), grey, Binarization.NONE)
                .orElseThrow();
        assertEquals(
                List.of(
                        new Change.WithBinarization(Binarization.DYNAMIC),
                        new Change.WithLikelihood(new ContinuousBernoulli())),
                warning.advice().changes());
        assertEquals(
                "grey values under a Bernoulli likelihood: the ELBO is a cross entropy, not a bound of a density; "
                        + "a binarization that is dynamic or the likelihood ContinuousBernoulli gives one",
                warning.toString());
        assertTrue(LikelihoodChoice.warning(new Bernoulli(), grey, Binarization.DYNAMIC)
                .isEmpty());
        assertTrue(LikelihoodChoice.warning(new ContinuousBernoulli(), grey, Binarization.NONE)
                .isEmpty());
        Rows binary = FloatRows.of(new float[][] {{0, 1}});
        assertTrue(LikelihoodChoice.warning(new Bernoulli(), binary, Binarization.NONE)
                .isEmpty());
    }

    @Test
    void aTrainingThatRanAwaySaysWhatToChange() {
        assertEquals(
                List.of(new Change.WithLearningRate(1e-4), new Change.WithClipNorm(1)),
                new DivergenceException("it ran away", 0.001, 0).changes());
        DivergenceException clipped = new NonFiniteLossException(1, 2, -1, "loss", 50, 3);
        assertEquals(List.of(new Change.WithLearningRate(0.001)), clipped.changes());
        assertEquals(
                "the loss is not a finite number in epoch 1, step 2; the likely cause is the learning rate of 50.0: try 0.001",
                clipped.getMessage());
    }
}
