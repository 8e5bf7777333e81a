package io.elbo.image.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import io.elbo.model.Bernoulli;
import io.elbo.model.Gaussian;
import io.elbo.model.Likelihood;
import io.elbo.plot.Pictures;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FeatureSurpriseTest {
    private static final Images LINES = Lines.generate(60, 1);

    private static Vae trained(Likelihood likelihood) {
        return Trainer.fit(
                VaeSpec.dense(LINES.shape(), 8, 2, likelihood),
                LINES,
                Training.defaults().withEpochs(1).withValidation(0.2, 0));
    }

    @Test
    void ofABernoulliItIsTheCrossEntropyOfEachPixel() {
        Vae vae = trained(new Bernoulli());
        float[][] p = vae.reconstruct(LINES);
        double[][] surprise = FeatureSurprise.of(vae, LINES, 1);
        for (int i = 0; i < LINES.count(); i++) {
            for (int j = 0; j < LINES.width(); j++) {
                double x = LINES.pixel(i, j) / 255.0;
                double expected = -x * Math.log(p[i][j]) - (1 - x) * Math.log1p(-p[i][j]);
                assertEquals(expected, surprise[i][j], 1e-4 * (1 + expected));
            }
        }
    }

    @Test
    void ofAGaussianItIsTheSquareAndTheNormalization() {
        double variance = 0.3;
        Vae vae = trained(new Gaussian(variance));
        float[][] mean = vae.reconstruct(LINES);
        double[][] surprise = FeatureSurprise.of(vae, LINES, 1);
        for (int j = 0; j < LINES.width(); j++) {
            double d = LINES.pixel(7, j) / 255.0 - mean[7][j];
            assertEquals((d * d / variance + Math.log(2 * Math.PI * variance)) / 2, surprise[7][j], 1e-4);
        }
    }

    @Test
    void rowsHeldOutAreThoseThatWereNotTrainedOn() {
        Vae vae = trained(new Bernoulli());
        Images heldOut = vae.heldOut(LINES).orElseThrow();
        Images used = vae.trainedOn(LINES).orElseThrow();
        assertEquals(12, heldOut.count());
        assertEquals(60, heldOut.count() + used.count());
        for (int i = 0; i < heldOut.count(); i++) {
            for (int j = 0; j < used.count(); j++) {
                assertTrue(!java.util.Arrays.equals(heldOut.copyOf(i), used.copyOf(j)), i + " is " + j);
            }
        }
        assertTrue(vae.heldOut(Lines.generate(60, 2)).isEmpty());
    }

    @Test
    void aPictureAsBytesIsThePicture() throws IOException {
        float[] pixels = new float[LINES.width()];
        LINES.read(3, pixels, 0);
        BufferedImage read = ImageIO.read(
                new ByteArrayInputStream(Pictures.image(pixels, LINES.shape()).png()));
        int[] levels = read.getRaster().getSamples(0, 0, 28, 28, 0, (int[]) null);
        int[] expected = new int[levels.length];
        for (int j = 0; j < expected.length; j++) {
            expected[j] = LINES.pixel(3, j);
        }
        assertArrayEquals(expected, levels);
    }
}
