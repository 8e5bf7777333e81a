package io.elbo.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.TrainingListener;
import io.elbo.data.DataException;
import io.elbo.data.ImageSource;
import io.elbo.data.Images;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReproductionsTest {
    @Test
    void everyOneHasANameOfItsOwnAndSaysWhereItIsFrom() {
        Set<String> names = new HashSet<>();
        for (Reproduction r : Reproductions.all()) {
            assertTrue(names.add(r.name()), r.name());
            assertTrue(r.source().matches(".*\\d{4}.*"), r.source());
            assertNotNull(r.what());
            assertNotNull(r.fullSchedule());
        }
        assertEquals(86.76, Reproductions.of("burda-vae").published());
        assertThrows(DataException.class, () -> Reproductions.of("burda"));
    }

    @Test
    void aBudgetMustBeAPositiveTime() {
        assertThrows(IllegalArgumentException.class, () -> new Budget(0.0, TrainingListener.NONE));
        assertThrows(IllegalArgumentException.class, () -> new Budget(Double.NaN, TrainingListener.NONE));
    }

    /** The way through, on other images: MNIST need not be there. */
    @Test
    @Tag("slow")
    void aRunWithinABudgetMeasuresAndStatesWhatItRan() {
        Images lines = ImageSource.of("lines", Optional.empty(), Optional.empty(), (f, b, t) -> {})
                .train()
                .limit(1000);
        for (String name : new String[] {"kingma-welling-3", "burda-vae", "burda-iwae-5"}) {
            Reproduction.Outcome outcome =
                    Reproductions.of(name).run(lines, lines.limit(100), new Budget(0.05, TrainingListener.NONE), 2);
            assertTrue(Double.isFinite(outcome.ours()));
            assertEquals(0.05, outcome.budgetMinutes());
            assertTrue(outcome.schedule().matches("\\d+ of \\d+ epochs.*"), outcome.schedule());
            if (outcome.published() != null) {
                assertEquals(outcome.ours() - outcome.published(), outcome.difference(), 1e-12);
            }
        }
    }
}
