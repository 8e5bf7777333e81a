package io.elbo.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.model.PointPosterior;
import io.elbo.rows.Examples;
import io.elbo.run.RunDirectory;
import io.elbo.spec.RunSpec;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.Pca;
import io.elbo.test.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcaModelTest {
    @TempDir
    Path folder;

    /** Colour images, because layers and rows order channels differently. */
    private static Images colours() {
        byte[][] pixels = new byte[40][4 * 5 * 3];
        long state = 1;
        for (byte[] image : pixels) {
            for (int i = 0; i < image.length; i++) {
                state = state * 6364136223846793005L + 1442695040888963407L;
                image[i] = (byte) ((state >>> 57) * (i % 7));
            }
        }
        return Images.of("colours", 4, 5, 3, pixels);
    }

    @Test
    void codesAndReconstructionsAreThoseOfPca() {
        for (Rows rows : new Rows[] {Tiny.rows(60, 9, 3), colours()}) {
            Vae model = PcaModel.fit(rows, 4);
            Pca pca = Pca.fit(rows, 4);
            float[][] codes = pca.transform(rows);
            float[][] reconstructions = pca.reconstruct(codes);
            float[][] encoded = model.encode(rows).mean();
            float[][] decoded = model.reconstruct(rows);
            for (int i = 0; i < rows.count(); i++) {
                assertArrayEquals(codes[i], encoded[i], 3e-6f);
                assertArrayEquals(reconstructions[i], decoded[i], 3e-6f);
            }
            assertEquals(0, model.encode(rows).logVariance()[0].length);
        }
    }

    @Test
    void aFileOfItSaysThatItWasNotTrained() {
        Images images = Lines.generate(30, 1);
        Vae model = PcaModel.fit(images, 3);
        Path file = folder.resolve("pca.safetensors");
        model.save(file);
        Vae read = Vae.load(file);
        assertEquals(model.digest(), read.digest());
        assertEquals(VaeSpec.linear(java.util.List.of(28, 28, 1), 3, true), read.spec());
        assertTrue(read.spec().posterior() instanceof PointPosterior);
        assertNull(read.provenance().training());
        assertNull(read.provenance().best());
        assertEquals("lines", read.provenance().data());
        assertEquals(30, read.provenance().trainingRows());
        assertEquals(images.digest(), read.trainedOn(images).orElseThrow().digest());
        assertTrue(read.trainedOn(Lines.generate(30, 2)).isEmpty());
    }

    /** ln N(x; m, 1/2) summed over features is minus the squared error plus a constant. */
    @Test
    void evaluationIsTheSquaredError() {
        Rows rows = Tiny.rows(50, 9, 5);
        double reconstruction = PcaModel.fit(rows, 2)
                .evaluate(rows, new EvaluationOptions(0, null, 1))
                .elbo()
                .reconstruction();
        double expected = -Pca.fit(rows, 2).reconstructionError(rows) - 9 * Math.log(Math.PI) / 2;
        assertEquals(expected, reconstruction, 1e-5);
    }

    @Test
    void aRunFolderOfItHasModelSpecAndReconstructionsOnly() throws IOException {
        Images images = Lines.generate(30, 1);
        Vae model = PcaModel.fit(images, 2);
        RunDirectory.Result result = RunDirectory.write(folder.resolve("run"), model, images);
        assertTrue(result.finished());
        assertEquals(java.util.List.of(), result.warnings());
        for (String name : new String[] {"model.safetensors", "spec.json", "reconstructions.png"}) {
            assertTrue(Files.exists(folder.resolve("run").resolve(name)), name);
        }
        for (String name : new String[] {"checkpoint.safetensors", "samples.png", "latent-grid.png", "curves.png"}) {
            assertFalse(Files.exists(folder.resolve("run").resolve(name)), name);
        }
        assertEquals(model.spec(), RunSpec.read(folder.resolve("run/spec.json")).model());
        Failures.refused(() -> RunDirectory.write(folder.resolve("run"), model, images), "already holds a run");
    }

    @Test
    void moreComponentsThanThereCanBeAreRejected() {
        Rows rows = Tiny.rows(6, 9, 1);
        Failures.rejected(() -> PcaModel.fit(rows, 6), "latent 6: must be 1 to 5", "6 rows of 9 features");
        Failures.rejected(() -> PcaModel.fit(rows, 0), "latent 0");
        Failures.refused(() -> PcaModel.fit(Examples.pairs(rows, rows), 2), "inputs and conditions are not supported");
        Failures.refused(() -> PcaModel.fit(FloatRows.of(new float[][] {{1, Float.NaN}, {1, 2}}), 1), "feature 1");
    }
}
