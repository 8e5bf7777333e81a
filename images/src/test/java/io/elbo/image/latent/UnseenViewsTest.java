package io.elbo.image.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.image.Images;
import io.elbo.data.image.LeftOut;
import io.elbo.data.image.Lines;
import io.elbo.model.Bernoulli;
import io.elbo.model.Gaussian;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.test.Failures;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class UnseenViewsTest {
    private static final Images LINES = Lines.generate(800, 1);

    @Test
    void whatIsSeenHasTheFactorOutsideAndIsAllOfIt() {
        Images seen = new LeftOut("x", 12, 14).seen(LINES);
        int outside = 0;
        for (float[] factors : LINES.factors().orElseThrow()) {
            outside += factors[4] <= 12 || factors[4] >= 14 ? 1 : 0;
        }
        assertEquals(outside, seen.count());
        for (float[] factors : seen.factors().orElseThrow()) {
            assertTrue(factors[4] <= 12 || factors[4] >= 14);
        }
    }

    /** Recomputes the figures from the views, with the nearest line from lines drawn here. */
    @Test
    void figuresAreOfTheNearestTrueLines() {
        Vae vae = Tiny.model(VaeSpec.dense(LINES.shape(), 8, 3, new Gaussian(0.1)), 1);
        UnseenViews.Result result = new UnseenViews("width", 1.5, 2).measure(vae, 3, 5, 9);
        float[][] others = Lines.generate(3, 9).factors().orElseThrow();
        assertEquals(3, result.ways().size());
        double error = 0;
        for (int p = 0; p < 3; p++) {
            List<UnseenViews.View> way = result.ways().get(p);
            assertEquals(5, way.size());
            for (int i = 1; i < 4; i++) {
                double least = Double.POSITIVE_INFINITY;
                for (int v = 0; v <= 100; v++) {
                    others[p][2] = (float) (1.5 + 0.5 * v / 100);
                    float[] line = Lines.draw(new float[][] {others[p]}).toArray()[0];
                    double squares = 0;
                    for (int k = 0; k < line.length; k++) {
                        squares += Math.pow((double) line[k] - way.get(i).image()[k], 2);
                    }
                    least = Math.min(least, squares / line.length);
                }
                assertEquals(least, way.get(i).error(), 1e-12);
                error += least / 9;
            }
        }
        assertEquals(error, result.unseen().error(), 1e-12);
    }

    /** Lines four pixels apart hardly overlap, so a blend of both is closer to either end than to a line between. */
    @Test
    void blendsStayAtTheEnds() {
        Vae vae = Tiny.model(VaeSpec.dense(LINES.shape(), 8, 3, new Gaussian(0.1)), 1);
        UnseenViews.Result result = new UnseenViews("y", 14, 18).measure(vae, 40, 9, 2);
        assertTrue(result.blended().inside() < 0.2, result.blended().toString());
    }

    @Test
    @Tag("slow")
    void aModelThatHasSeenBothSidesMovesALineBetweenThem() {
        UnseenViews gap = new UnseenViews("y", 12, 15);
        Images seen = gap.leftOut().seen(Lines.generate(4000, 1));
        Vae vae = Trainer.fit(
                VaeSpec.dense(seen.shape(), 100, 6, new Bernoulli()),
                seen,
                Training.defaults().withEpochs(12).withBatch(20));
        UnseenViews.Result result = gap.measure(vae, 50, 9, 3);
        String figures = result.unseen() + " " + result.seen() + " " + result.blended();
        assertTrue(result.unseen().inside() > 2 * result.blended().inside(), figures);
        assertTrue(result.unseen().error() < 1.5 * result.seen().error(), figures);
    }

    /** The assumed range of each factor is the range of the generated lines. */
    @Test
    void thereIsRoomBesideTheIntervalOrItIsSaid() {
        Vae vae = Tiny.model(VaeSpec.dense(LINES.shape(), 4, 2, new Gaussian(0.1)), 1);
        for (int k = 0; k < 6; k++) {
            String name = LINES.factorNames().get(k);
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (float[] factors : Lines.generate(4000, 1).factors().orElseThrow()) {
                low = Math.min(low, factors[k]);
                high = Math.max(high, factors[k]);
            }
            float width = (high - low) / 3.01f;
            float middle = (low + high) / 2;
            new UnseenViews(name, middle - width / 2, middle + width / 2).measure(vae, 1, 3, 1);
            double most = name.equals("angle") ? 0.8 : 0.6;
            Failures.refused(
                    () -> new UnseenViews(name, middle - most * width, middle + most * width).measure(vae, 1, 3, 1),
                    "there is no room");
        }
    }

    @Test
    void whatCannotBeLeftOutIsRefused() {
        Failures.rejected(() -> new UnseenViews("hue", 0, 1), "factor hue: must be one of length, angle, width");
        Failures.rejected(() -> new UnseenViews("x", 14, 12), "interval 14.0 to 12.0");
        Failures.rejected(() -> new UnseenViews("x", Double.NaN, 12), "interval NaN to 12.0");
        Failures.refused(() -> new LeftOut("x", 1, 2).seen(LINES), "800 have a x outside 1.0 to 2.0");
        Failures.refused(() -> new LeftOut("x", 1, 200).seen(LINES), "0 have a x outside");
        Images plain = Images.of("plain", 28, 28, 1, new byte[2][784]);
        Failures.refused(() -> new LeftOut("x", 12, 14).seen(plain), "plain: has no factor x");
        Vae vae = Tiny.model(VaeSpec.dense(LINES.shape(), 4, 2, new Gaussian(0.1)), 1);
        Failures.rejected(() -> new UnseenViews("x", 13, 14).measure(vae, 0, 3, 1), "pairs 0");
        Failures.rejected(() -> new UnseenViews("x", 13, 14).measure(vae, 1, 2, 1), "steps 2");
    }
}
