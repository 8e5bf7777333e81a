package io.elbo.course.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.image.ImageSource;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import io.elbo.training.TrainingListener;
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

    /** Runs the reproductions on other images, so that MNIST is not needed. */
    @Test
    @Tag("slow")
    void aRunWithinABudgetMeasuresAndStatesWhatItRan() {
        Images lines = ImageSource.of("lines", Optional.empty(), Optional.empty(), (f, b, t) -> {})
                .train()
                .limit(1000);
        for (String name : new String[] {"kingma-welling-3", "burda-vae", "burda-iwae-5"}) {
            Reproduction.Outcome outcome =
                    Reproductions.of(name).run(lines, lines.limit(20), new Budget(0.05, TrainingListener.NONE), 2);
            assertTrue(Double.isFinite(outcome.ours()));
            assertEquals(0.05, outcome.budgetMinutes());
            assertTrue(outcome.schedule().matches("\\d+ of \\d+ epochs.*"), outcome.schedule());
            if (outcome.published() != null) {
                assertEquals(outcome.ours() - outcome.published(), outcome.difference(), 1e-12);
            }
        }
    }

    /** Bars are easy to classify; the error by chance is 90 %. */
    @Test
    @Tag("slow")
    void anErrorRateIsThatOfTheTestImages() {
        Images test = bars(100);
        Reproduction.Outcome outcome =
                Reproductions.of("kingma-m2").run(bars(600), test, new Budget(0.1, TrainingListener.NONE), 2);
        assertTrue(outcome.ours() < 90, outcome.ours() + " %, " + outcome.schedule());
        assertEquals(Math.rint(outcome.ours()), outcome.ours(), 1e-9);
        assertEquals(outcome.ours() - 11.97, outcome.difference(), 1e-12);
        assertTrue(outcome.schedule().matches("\\d+ of \\d+ epochs of M2"), outcome.schedule());
        assertThrows(
                DataException.class,
                () -> Reproductions.of("kingma-m2")
                        .run(Lines.generate(200, 1), test, new Budget(0.1, TrainingListener.NONE), 2));
    }

    /** Images of 20x20 in ten classes: class k has a horizontal bar, k from the top, or a vertical one, k - 5 from the left. */
    private static Images bars(int count) {
        byte[][] pixels = new byte[count][400];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 10;
            for (int j = 0; j < 80; j++) {
                int along = j % 20;
                int across = 4 * (labels[i] % 5) + j / 20;
                pixels[i][labels[i] < 5 ? 20 * across + along : 20 * along + across] =
                        (byte) (150 + (i * 37 + j * 11) % 100);
            }
        }
        return Images.of("bars", 20, 20, 1, pixels).withLabels(labels);
    }
}
