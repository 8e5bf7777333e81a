package io.elbo.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.doctor.AllAdvice;
import io.elbo.doctor.Finding;
import io.elbo.spec.Change;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page shows the doctor's advice with the labels of its form. */
class FormWordsTest {
    private static void says(Map<String, Finding> all, String finding, String expected) {
        assertEquals(expected, Diagnosis.of(all.get(finding)).advice());
    }

    @Test
    void adviceNamesFieldsAndNoFlags() {
        Map<String, Finding> images = AllAdvice.ofImages();
        says(
                images,
                "dead_latents",
                "\"Latents\" 5 performs as well and is smaller; if the unused latents should carry information, use "
                        + "\"Free bits, nats per latent\" 0.25 or \"KL warm-up epochs\" 10");
        says(
                images,
                "duplicated_latents",
                "\"Latents\" 3 removes the duplicates; \"Objective\" total_correlation encourages the latents to differ");
        says(
                images,
                "over_fitting",
                "\"Patience in epochs\" 5 stops the training in time; more data, fewer \"Hidden units\" or dropout in a spec "
                        + "file also help");
        says(images, "loss_still_falling", "\"Epochs\" 20, or resume the run with them");
        Map<String, Finding> tables = AllAdvice.ofTables();
        says(
                tables,
                "dates_out_of_range",
                "\"Columns to ignore\" when,the day leaves out dates, which only ever increase; \"Data\" with newer rows");
        for (Map<String, Finding> all : List.of(images, tables)) {
            all.forEach((name, finding) -> {
                Diagnosis said = Diagnosis.of(finding);
                assertFalse(said.advice().contains("--") && !name.startsWith("odd_names"), said.advice());
                assertEquals(said.changes().isEmpty(), said.flags().isEmpty(), name);
            });
        }
    }

    @Test
    void whatToBeginWithIsAFieldAndItsValueAndTheFlagsToSendBack() {
        Diagnosis dead = Diagnosis.of(AllAdvice.ofImages().get("dead_latents"));
        assertEquals(List.of(new FormWords.Field("Latents", "5")), dead.changes());
        assertEquals(List.of("--latent", "5"), dead.flags());
    }

    @Test
    void fieldsThatTheFormHasAreCalledAsThere() throws IOException {
        String form;
        try (InputStream in = FormWords.class.getResourceAsStream("page/newrun.js")) {
            form = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Change change : List.of(
                new Change.WithEpochs(3),
                new Change.WithLearningRate(0.1),
                new Change.WithLatent(3),
                new Change.WithHidden(List.of(3)),
                Change.WithObjective.warmUp(3))) {
            FormWords.Field field = FormWords.fields(List.of(change)).get(0);
            assertTrue(form.contains("'" + field.field() + "'"), field.field());
        }
        for (Finding finding : AllAdvice.ofImages().values()) {
            for (Change change : finding.advice().changes()) {
                // the form must contain the label of each flag that it has a field for
                Diagnosis said = Diagnosis.of(new Finding(finding.finding(), 1, "", finding.advice(), List.of(change)));
                for (int i = 0; i < said.changes().size(); i++) {
                    String flag = said.flags().get(2 * i);
                    String label = said.changes().get(i).field();
                    assertTrue(
                            !form.contains("'" + flag + "'") || form.contains("'" + label + "'"), flag + ": " + label);
                }
            }
        }
    }
}
