package io.elbo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.elbo.data.FloatRows;
import io.elbo.file.ModelFile;
import io.elbo.spec.Training;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowTest {
    @Test
    void theModelIsShownAsItIsBetweenEpochs() {
        FloatRows rows = Tiny.rows(40, 7, 1);
        Training training = Training.defaults().withEpochs(3).withBatch(10).withValidation(0, 0);
        List<String> digests = new ArrayList<>();
        List<Vae> models = new ArrayList<>();
        Vae last = Trainer.follow(
                Tiny.dense(),
                rows,
                training,
                (epoch, model) -> {
                    assertEquals(models.size(), epoch);
                    models.add(model);
                    digests.add(model.digest());
                },
                2);
        assertEquals(4, models.size());
        assertEquals(ModelFile.initial(Tiny.dense(), training).digest(), digests.get(0));
        assertNull(models.get(0).provenance().best());
        for (int epoch = 1; epoch <= 3; epoch++) {
            assertEquals(epoch, models.get(epoch).provenance().best().epoch());
            assertNotEquals(digests.get(epoch - 1), digests.get(epoch));
            assertEquals(digests.get(epoch), models.get(epoch).digest(), "nothing changes a model that was shown");
        }
        assertEquals(digests.get(3), last.digest());
        assertEquals(last.digest(), Trainer.fit(Tiny.dense(), rows, training).digest());
    }

    @Test
    void whatIsShownAreTheWeightsOfTheMomentNotTheBest() {
        // a learning rate that spoils what it has
        Training training = Training.defaults()
                .withEpochs(6)
                .withBatch(5)
                .withLearningRate(0.5)
                .withValidation(0.25, 0);
        List<String> digests = new ArrayList<>();
        Vae best = Trainer.follow(
                Tiny.dense(), Tiny.rows(40, 7, 1), training, (epoch, model) -> digests.add(model.digest()), 1);
        assertEquals(7, digests.stream().distinct().count());
        assertEquals(digests.get(best.provenance().best().epoch()), best.digest());
    }
}
