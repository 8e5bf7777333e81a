package io.elbo.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.data.ImageShape;
import io.elbo.data.ImageSize;
import io.elbo.data.image.Corruption;
import io.elbo.data.image.Downscale;
import io.elbo.data.image.Filters;
import io.elbo.data.image.GaussianNoise;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import io.elbo.data.image.SaltAndPepper;
import io.elbo.engine.execution.Parameters;
import io.elbo.file.ModelFile;
import io.elbo.layer.Dense;
import io.elbo.layer.Flatten;
import io.elbo.model.PointPosterior;
import io.elbo.rows.Examples;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.Pca;
import io.elbo.statistics.measure.ImageQuality;
import io.elbo.test.Failures;
import io.elbo.training.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RestorationTest {
    private static final ImageShape SMALL = new ImageShape(2, 2, 1);
    private static final Images LINES = Lines.generate(40, 3);

    /** A model that returns its input. */
    private static Vae identity(ImageShape shape, Corruption corruption) {
        VaeSpec spec = VaeSpec.linear(List.of(shape.height(), shape.width(), 1), shape.size(), true);
        Parameters weights = ModelFile.zeros(spec);
        float[] identity = new float[shape.size() * shape.size()];
        for (int i = 0; i < shape.size(); i++) {
            identity[i * shape.size() + i] = 1;
        }
        weights.set("mean.weight", identity);
        return Tiny.model(spec, weights, Training.defaults().withCorruption(corruption));
    }

    @Test
    void qualityIsThatOfAllImagesTogether() {
        float[][] originals = {{0, 0.5f, 1, 1}, {0.2f, 0.2f, 0.2f, 0.2f}};
        // the squared errors, including clamped values, are 4 x 0.01 and 0
        float[][] images = {{0.1f, 0.4f, 0.9f, 0.9f}, {0.2f, 0.2f, 0.2f, 0.2f}};
        Restoration restored = Restoration.of("by hand", images, FloatRows.of(originals), SMALL);
        assertEquals(10 * Math.log10(8 / 0.04), restored.psnr(), 1e-5);
        assertTrue(Double.isNaN(restored.ssim()));
        Restoration clipped = Restoration.of(
                "beyond", new float[][] {{-3, 0.5f, 1, 7}}, FloatRows.of(new float[][] {originals[0]}), SMALL);
        assertEquals(Double.POSITIVE_INFINITY, clipped.psnr());
        assertArrayEquals(originals[0], clipped.images()[0]);
        Failures.refused(
                () -> Restoration.of("x", images, FloatRows.of(new float[][] {originals[0]}), SMALL),
                "2 restored images");
    }

    @Test
    void similarityIsTheMeanOverImages() {
        float[][] images = LINES.toArray();
        float[][] others = Lines.generate(40, 4).toArray();
        double mean = 0;
        for (int i = 0; i < images.length; i++) {
            mean += ImageQuality.ssim(images[i], others[i], LINES.shape(), 1) / images.length;
        }
        assertEquals(
                mean, Restoration.of("others", others, LINES, LINES.shape()).ssim(), 1e-12);
        assertEquals(1, Restoration.of("same", images, LINES, LINES.shape()).ssim(), 1e-12);
    }

    @Test
    void corruptedExamplesAreTheCorruptionRowByRow() {
        Corruption corruption = new SaltAndPepper(0.3);
        Examples examples = Examples.corrupted(LINES, LINES.shape(), corruption, 5);
        float[] seen = new float[784];
        float[] expected = new float[784];
        int changed = 0;
        for (int i = 0; i < LINES.count(); i++) {
            examples.input().read(i, seen, 0);
            LINES.read(i, expected, 0);
            changed += Arrays.equals(seen, expected) ? 0 : 1;
            corruption.apply(LINES.shape(), expected, 0, 784, 5, 0, i);
            assertArrayEquals(expected, seen);
        }
        assertEquals(40, changed);
        assertEquals(LINES, examples.target());
        Failures.rejected(
                () -> Examples.corrupted(LINES, LINES.shape(), new Downscale(3), 1), "factor 3", "does not divide");
    }

    /** PCA as a model must perform as well as PCA itself. */
    @Test
    void denoisingMeasuresEachMethod() {
        Images clean = Lines.generate(30, 9);
        Examples examples = Examples.corrupted(clean, clean.shape(), new GaussianNoise(0.3), 2);
        List<Restoration> all = Denoising.compare(PcaModel.fit(LINES, 6), examples, Pca.fit(LINES, 6));
        assertEquals(
                List.of("noisy", "model", "median 3x3", "pca 6"),
                all.stream().map(Restoration::method).toList());
        assertEquals(all.get(3).psnr(), all.get(1).psnr(), 1e-5);
        assertEquals(all.get(3).ssim(), all.get(1).ssim(), 1e-5);
        float[] noisy = new float[784];
        for (int i = 0; i < 30; i++) {
            examples.input().read(i, noisy, 0);
            assertArrayEquals(noisy, all.get(0).images()[i]);
            assertArrayEquals(
                    Filters.median(clean.shape(), noisy, 1), all.get(2).images()[i]);
        }
        assertEquals(
                3, Denoising.compare(PcaModel.fit(LINES, 6), examples, null).size());
        assertArrayEquals(all.get(1).images()[7], Denoising.denoise(PcaModel.fit(LINES, 6), examples.input())[7]);
        Failures.refused(
                () -> Denoising.compare(PcaModel.fit(LINES, 6), Examples.of(clean), null), "no corrupted images");
        Failures.refused(
                () -> Denoising.denoise(Tiny.model(Tiny.dense(), 1), Tiny.rows(3, 7, 1)),
                "not images; use reconstruct");
    }

    @Test
    void aModelThatChangesNothingIsWorthWhatBicubicIs() {
        Vae identity = identity(LINES.shape(), new Downscale(2));
        assertEquals(OptionalInt.of(2), Upscaling.factor(identity));
        List<Restoration> all = Upscaling.compare(identity, LINES, 2);
        assertEquals(
                List.of("bicubic", "model"),
                all.stream().map(Restoration::method).toList());
        assertEquals(all.get(0).psnr(), all.get(1).psnr());
        assertTrue(all.get(0).psnr() > 10 && all.get(0).ssim() < 1);
        Images small = LINES.downscaled(2);
        float[][] large = Upscaling.upscale(identity, small);
        float[] first = new float[14 * 14];
        small.read(0, first, 0);
        assertArrayEquals(Filters.bicubic(small.shape(), first, new ImageSize(28, 28)), large[0]);
        assertArrayEquals(all.get(1).images(), large);
    }

    /** The model's input equals its training input except for the rounding of small images to bytes. */
    @Test
    void smallImagesMadeLargeAreTheTrainingsInputs() {
        float[][] large = Upscaling.bicubic(LINES.downscaled(4), LINES.shape());
        Examples trained = Examples.corrupted(LINES, LINES.shape(), new Downscale(4), 1);
        float[] row = new float[784];
        for (int i = 0; i < large.length; i++) {
            trained.input().read(i, row, 0);
            // half a byte step times the sum of the kernel's magnitudes in two dimensions
            assertArrayEquals(row, large[i], 0.5f / 255 * 1.7f);
        }
    }

    @Test
    void imagesOfAnotherSizeThanTheTrainingsAreRefused() {
        Vae byTwo = identity(LINES.shape(), new Downscale(2));
        Failures.refused(() -> Upscaling.upscale(byTwo, LINES.downscaled(4)), "images of 7x7", "28x28 from 14x14");
        Failures.refused(() -> Upscaling.upscale(byTwo, LINES), "images of 28x28", "28x28 from 14x14");
        Vae any = identity(LINES.shape(), null);
        assertTrue(Upscaling.factor(any).isEmpty());
        assertEquals(40, Upscaling.upscale(any, LINES.downscaled(4)).length);
        Failures.refused(() -> Upscaling.upscale(any, LINES), "a whole number of times smaller");
        Failures.refused(
                () -> Upscaling.upscale(any, LINES.resized(new ImageSize(14, 7))), "images of 14x7", "whole number");
        Failures.refused(() -> Upscaling.compare(any, LINES.downscaled(2), 2), "images of 14x14", "28x28");
        Failures.refused(() -> Upscaling.compare(any, LINES, 3), "downscaling by 3");
        Failures.rejected(() -> Upscaling.compare(any, LINES, 1), "factor 1");
    }

    /** Pairs of small and large images, where the encoder's input differs from the decoder's output. */
    @Test
    void aModelTrainedOnPairsSeesSmallImages() {
        Images small = LINES.downscaled(4);
        VaeSpec spec = VaeSpec.linear(List.of(28, 28, 1), 4, false).withInput(List.of(7, 7, 1));
        Training training = Training.defaults().withEpochs(2).withBatch(10).withValidation(0, 0);
        Vae model = Trainer.fit(spec, Examples.pairs(small, LINES), training, TrainingListener.NONE, 1);
        assertEquals("lines+lines", model.provenance().data());
        assertEquals(OptionalInt.of(4), Upscaling.factor(model));
        assertArrayEquals(Restoration.clipped(model.reconstruct(small)), Upscaling.upscale(model, small));
        assertArrayEquals(
                Upscaling.upscale(model, small),
                Upscaling.compare(model, LINES, 4).get(1).images());
        List<Restoration> denoised = Denoising.compare(model, Examples.pairs(small, LINES), null);
        assertEquals(
                List.of("model"), denoised.stream().map(Restoration::method).toList());
        Failures.refused(() -> Trainer.fit(spec, LINES, training), "sees other rows", "pairs are needed");
        Failures.refused(() -> Upscaling.upscale(model, LINES.downscaled(2)), "28x28 from 7x7");
        assertFalse(model.trainedOn(LINES).isPresent(), "pairs are not their targets");
        VaeSpec wider = new VaeSpec(
                List.of(28, 28, 1),
                List.of(4),
                null,
                List.of(new Flatten()),
                4,
                List.of(new Dense(784)),
                spec.likelihood(),
                new PointPosterior(),
                null,
                null);
        assertTrue(Upscaling.factor(Tiny.model(wider, 1)).isEmpty());
    }
}
