package io.elbo.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.elbo.model.MixturePrior;
import io.elbo.spec.Change;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Callers of the library get advice in the library's terms and the changes as data. */
class AdviceTest {
    private static void says(Map<String, Finding> all, String finding, String expected) {
        assertEquals(expected, all.get(finding).advice().toString());
    }

    @Test
    void adviceIsInTheWordsOfTheLibrary() {
        Map<String, Finding> images = AllAdvice.ofImages();
        says(
                images,
                "posterior_collapse",
                "a warm-up of the KL divergence over 10 epochs lets the latents carry information before the KL divergence has "
                        + "its full weight; an objective of 0.25 free nats a latent exempts some nats of each latent from the "
                        + "KL penalty; a smaller weight of the KL divergence, if it is above 1, weakens the penalty");
        says(
                images,
                "duplicated_latents",
                "a model of 3 latents removes the duplicates; the objective TotalCorrelation[beta=6.0] encourages the latents to differ");
        says(
                images,
                "over_fitting",
                "a patience of 5 epochs stops the training in time; more data, fewer hidden units or layers of dropout also help");
        says(images, "loss_still_falling", "a training of 20 epochs, or resuming the run");
        says(
                images,
                "learning_rate_too_high",
                "a learning rate of 2.0E-5, a schedule Cosine[end=0.0] of the learning rate or a bound of the gradients' norm "
                        + "of 100");
        says(images, "likelihood_scale", "a variance of 0.012, or a learned variance (shared) to learn it");
        Map<String, Finding> tables = AllAdvice.ofTables();
        says(
                tables,
                "over_fitting",
                "a model of [64] hidden units has less capacity to memorise rows; more rows also help");
        says(
                tables,
                "dates_out_of_range",
                "ignoring when, the day leaves out dates, which only ever increase; data with newer rows");
        AllAdvice.ofImages().forEach((name, finding) -> noFlags(finding));
        tables.forEach((name, finding) -> {
            if (!name.startsWith("odd_names")) {
                noFlags(finding);
            }
        });
    }

    private static void noFlags(Finding finding) {
        assertFalse(finding.advice().toString().contains("--"), finding.toString());
    }

    @Test
    void theChangesToBeginWithAreData() {
        Map<String, Finding> images = AllAdvice.ofImages();
        assertEquals(
                List.of(new Change.WithPrior(new MixturePrior(100))),
                images.get("holes_in_the_prior").changes());
        assertEquals(
                List.of(new Change.WithLearningRate(0.001)),
                images.get("divergence").changes());
        assertEquals(List.of(), images.get("posterior_variance_to_zero").changes(), "it is for the user to choose");
        assertEquals(
                List.of(new Change.WithEpochs(30)),
                AllAdvice.ofTables().get("too_few_epochs").changes());
        // 90 epochs are enough
        assertEquals(
                List.of(Change.WithObjective.warmUp(10)),
                AllAdvice.ofTables().get("posterior_collapse").changes());
    }
}
