package io.elbo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.elbo.data.FloatRows;
import io.elbo.spec.Training;
import io.elbo.test.Failures;
import io.elbo.training.TrainingListener;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FirstWeightsTest {
    private static final FloatRows ROWS = Tiny.rows(20, 7, 1);

    private static Training training(double rate) {
        return Training.defaults()
                .withEpochs(1)
                .withBatch(10)
                .withLearningRate(rate)
                .withValidation(0, 0)
                .withSeed(5);
    }

    private static Vae fit(double rate, Consumer<Map<String, float[]>> change, int threads) {
        return Trainer.fit(Tiny.dense(), ROWS, training(rate), change, TrainingListener.NONE, threads);
    }

    @Test
    void withNextToNoLearningATrainingEndsWhereItBegan() {
        Map<String, float[]> first = new HashMap<>();
        Vae vae = fit(
                1e-12,
                weights -> weights.forEach((name, values) -> {
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) Math.sin(i + name.length()) + 2;
                    }
                    first.put(name, values.clone());
                }),
                1);
        assertEquals(vae.weightNames(), first.keySet());
        first.forEach((name, values) -> assertArrayEquals(values, vae.weight(name), 1e-6f, name));
    }

    @Test
    void withoutAChangeItIsTheOrdinaryTraining() {
        Vae same = Trainer.fit(Tiny.dense(), ROWS, training(1e-3), TrainingListener.NONE, 1);
        assertEquals(same.digest(), fit(1e-3, weights -> {}, 1).digest());
        assertEquals(same.digest(), fit(1e-3, weights -> {}, 2).digest());
        assertFalse(same.digest()
                .equals(fit(1e-3, weights -> Arrays.fill(weights.get("mean.bias"), 0.5f), 1)
                        .digest()));
    }

    @Test
    void weightsOfOtherNamesOrSizesAreRefused() {
        Failures.refused(() -> fit(1e-3, weights -> weights.put("mean.bias", new float[3]), 1), "mean.bias", "3", "2");
        Failures.refused(() -> fit(1e-3, weights -> weights.remove("mean.bias"), 1), "mean.bias", "missing");
        Failures.refused(() -> fit(1e-3, weights -> weights.put("mean.bias", null), 1), "mean.bias", "missing");
        Failures.refused(() -> fit(1e-3, weights -> weights.put("more", new float[3]), 1), "weights");
    }
}
