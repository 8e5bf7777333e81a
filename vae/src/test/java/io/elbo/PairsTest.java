package io.elbo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import io.elbo.data.number.NumberTable;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.layer.Dense;
import io.elbo.layer.Flatten;
import io.elbo.model.Gaussian;
import io.elbo.model.PointPosterior;
import io.elbo.rows.Examples;
import io.elbo.run.RunDirectory;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.test.Failures;
import io.elbo.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training in which the encoder sees something else than what p(x|z) is a distribution of. */
class PairsTest {
    private static final VaeSpec FROM_TWO_TO_THREE = new VaeSpec(
            List.of(3),
            List.of(2),
            null,
            List.of(new Flatten()),
            2,
            List.of(new Dense(3)),
            new Gaussian(VaeSpec.SQUARED_ERROR),
            new PointPosterior(),
            null,
            null);

    private static final Training TRAINING = Training.defaults()
            .withEpochs(1500)
            .withBatch(20)
            .withLearningRate(0.02)
            .withSchedule(new Schedule.Cosine(0), 0)
            .withValidation(0, 0);

    /** Columns u, v and three sums of them. */
    private static NumberTable table() {
        float[][] uv = Tiny.values(60, 2, 4);
        float[][] rows = new float[60][];
        for (int i = 0; i < rows.length; i++) {
            float u = uv[i][0];
            float v = uv[i][1];
            rows[i] = new float[] {u + v, u, 1 - 2 * v, v, u - v};
        }
        return new NumberTable(List.of("sum", "u", "less", "v", "difference"), rows);
    }

    @Test
    void columnsOfATableArePairs() {
        Examples pairs = Examples.pairs(table(), List.of("v", "u"), List.of("sum"));
        float[] seen = new float[2];
        float[] target = new float[1];
        for (int i = 0; i < 60; i++) {
            pairs.input().read(i, seen, 0);
            pairs.target().read(i, target, 0);
            assertEquals(seen[0] + seen[1], target[0], 1e-6f);
            assertEquals(table().values()[i][3], seen[0]);
        }
        Failures.refused(
                () -> Examples.pairs(table(), List.of("w"), List.of("sum")), "no column w; there are sum, u, less");
    }

    /** The targets are an affine function of the inputs, so that nothing need be lost. */
    @Test
    void aModelLearnsWhatItIsToMakeOfItsInput() {
        Examples pairs = Examples.pairs(table(), List.of("u", "v"), List.of("sum", "less", "difference"));
        Vae model = Trainer.fit(FROM_TWO_TO_THREE, pairs, TRAINING, TrainingListener.NONE, 1);
        float[][] made = model.reconstruct(FloatRows.of(new float[][] {{0.25f, 0.5f}, {0.75f, 0.125f}}));
        assertArrayEquals(new float[] {0.75f, 0, -0.25f}, made[0], 2e-3f);
        assertArrayEquals(new float[] {0.875f, 0.75f, 0.625f}, made[1], 2e-3f);
        double error =
                -model.evaluate(pairs, new EvaluationOptions(0, null, 1)).elbo().reconstruction()
                        - 3 * Math.log(Math.PI) / 2;
        assertEquals(0, error, 1e-5);
    }

    /** Inputs of the same shape as the targets, which are not to be given back. */
    @Test
    void inputsOfTheSameShapeAreNoTargets() {
        Examples swapped = Examples.pairs(table(), List.of("u", "v"), List.of("v", "u"));
        Vae model = Trainer.fit(
                VaeSpec.linear(List.of(2), 2, false),
                swapped,
                TRAINING.withValidation(0.1, 0),
                TrainingListener.NONE,
                1);
        float[][] made = model.reconstruct(FloatRows.of(new float[][] {{0.25f, 0.5f}}));
        assertArrayEquals(new float[] {0.5f, 0.25f}, made[0], 2e-3f);
        double exact = -Math.log(Math.PI);
        assertEquals(
                exact,
                model.evaluate(swapped, EvaluationOptions.defaults()).elbo().reconstruction(),
                1e-5);
        assertEquals(exact, model.provenance().best().validation().reconstruction(), 1e-5);
        assertEquals(exact, model.provenance().best().train().reconstruction(), 1e-4);
    }

    @Test
    void aRunResumesWithTheSamePairsOnly(@TempDir Path folder) {
        Examples pairs = Examples.pairs(table(), List.of("u", "v"), List.of("sum", "less", "difference"));
        Examples swapped = Examples.pairs(table(), List.of("v", "u"), List.of("sum", "less", "difference"));
        RunSpec run = new RunSpec(FROM_TWO_TO_THREE, TRAINING.withEpochs(2));
        RunDirectory.Options options = new RunDirectory.Options();
        RunDirectory.train(folder, run, pairs, options, TrainingListener.NONE);
        Failures.refused(
                () -> RunDirectory.resume(folder, swapped, 4, options, TrainingListener.NONE),
                "was trained on other data",
                "pairs");
        Failures.refused(
                () -> RunDirectory.resume(folder, pairs.target(), 4, options, TrainingListener.NONE),
                "pairs are needed");
        RunDirectory.Result resumed = RunDirectory.resume(folder, pairs, 4, options, TrainingListener.NONE);
        assertEquals(4, resumed.epochs().size());
    }

    @Test
    void pairsAreNamedAfterBothAndPicturesShowBoth(@TempDir Path folder) {
        Images large = Lines.generate(30, 1);
        Images colour = Lines.generateColour(30, 1);
        VaeSpec spec = VaeSpec.dense(large.shape(), 4, 2, new Gaussian(0.5)).withInput(List.of(28, 28, 3));
        Examples pairs = Examples.fitting(spec, new ImagePairs(colour, large));
        RunDirectory.Result result = RunDirectory.train(
                folder,
                new RunSpec(spec, TRAINING.withEpochs(1)),
                pairs,
                new RunDirectory.Options(),
                TrainingListener.NONE);
        assertEquals(List.of(), result.warnings());
        assertEquals(colour.name() + "+lines", result.model().provenance().data());
        assertTrue(folder.resolve("reconstructions.png").toFile().exists());
    }

    /** Whatever is held out is left out, whether the set was given whole or as the first rows of a greater one. */
    @Test
    void aModelKnowsTheImagesThatItWasTrainedOn() {
        Images given = Lines.generate(50, 1);
        Images more = given.concat(Lines.generate(9, 2));
        Training training = Training.defaults().withEpochs(1).withValidation(0.2, 0);
        Vae model = Trainer.fit(VaeSpec.linear(List.of(28, 28, 1), 2, true), given, training);
        Images trainedOn = model.trainedOn(given).orElseThrow();
        assertEquals(40, trainedOn.count());
        assertEquals(trainedOn.digest(), model.trainedOn(more).orElseThrow().digest());
        assertTrue(model.trainedOn(given.limit(49)).isEmpty());
        assertTrue(model.trainedOn(Lines.generate(50, 3)).isEmpty());
        Rows rows = FloatRows.of(given.toArray());
        assertTrue(Trainer.fit(model.spec(), rows, training).trainedOn(given).isEmpty());
    }
}
