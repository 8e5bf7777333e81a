package io.elbo.training.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.model.AnalyticElbo;
import io.elbo.model.BetaElbo;
import io.elbo.model.Capacity;
import io.elbo.model.FreeBits;
import io.elbo.model.InfoVae;
import io.elbo.model.Objective;
import io.elbo.model.TotalCorrelation;
import io.elbo.model.Trimmed;
import io.elbo.spec.Elbo;
import org.junit.jupiter.api.Test;

class GainTest {
    private static final Objective ELBO = new AnalyticElbo(1);
    private static final Elbo BEFORE = new Elbo(-500, 1);

    private static boolean lost(Objective objective, double reconstruction, double kl) {
        return new Gain(BEFORE, new Elbo(reconstruction, kl), 10, 784).lost(objective);
    }

    @Test
    void aModelThatIsBetterOrAboutAsGoodIsNotLost() {
        assertFalse(lost(ELBO, -100, 20));
        assertFalse(lost(ELBO, -500, 1));
        assertFalse(lost(ELBO, -700, 40));
    }

    @Test
    void aModelThatIsFarWorseIsLostWhicheverPartIsWorse() {
        assertTrue(lost(ELBO, -520, 1e6));
        assertTrue(lost(ELBO, -5e4, 0));
        assertTrue(new Gain(BEFORE, new Elbo(-5e4, 0), 10, 784).hopeless(ELBO));
        assertFalse(new Gain(BEFORE, new Elbo(-1000, 0), 10, 784).hopeless(ELBO));
    }

    @Test
    void whereTheFirstWeightsCostNothingANatOrTwoIsNoLoss() {
        assertFalse(new Gain(new Elbo(0.01, 0), new Elbo(-1.5, 0), 2, 8).lost(ELBO));
        assertTrue(new Gain(new Elbo(0.01, 0), new Elbo(-2, 0), 2, 8).lost(ELBO));
        // a density may have a positive logarithm
        assertTrue(new Gain(new Elbo(40, 0), new Elbo(-10, 0), 2, 8).lost(ELBO));
    }

    /** What an objective lets the latents have for nothing is no loss; beyond it, it is. */
    @Test
    void onlyWhatIsChargedCounts() {
        assertFalse(lost(new BetaElbo(0, 1, null), -100, 1e5));
        assertFalse(lost(new BetaElbo(0.001, 1, null), -100, 1e5));
        assertTrue(lost(new BetaElbo(0.001, 1, null), -500, 1e7));
        assertFalse(lost(new FreeBits(100, 1), -100, 1000));
        assertTrue(lost(new FreeBits(100, 1), -100, 3000));
        assertFalse(lost(new Capacity(1000, 1500, 5, 1), -100, 1490));
        assertFalse(lost(new Capacity(1000, 1500, 5, 1), -100, 3));
        assertTrue(lost(new Capacity(1000, 1500, 5, 1), -100, 1600));
        assertFalse(lost(new InfoVae(1, 100), -100, 1e5));
        assertTrue(lost(new InfoVae(0.5, 100), -100, 1e5));
        assertFalse(lost(new TotalCorrelation(0), -100, 1e5));
        assertTrue(lost(new TotalCorrelation(6), -100, 1e5));
        assertFalse(lost(new Trimmed(0.2), -1e9, 1e9));
    }

    @Test
    void whereOnlyABoundIsKnownItIsJudgedBy() {
        assertTrue(Gain.ofBounds(-500, -5e4, 784).lost(ELBO));
        assertFalse(Gain.ofBounds(-500, -600, 784).lost(ELBO));
        assertEquals(-500, Gain.ofBounds(-500, -600, 784).before().value());
    }
}
