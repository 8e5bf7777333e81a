package io.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ObjectiveTest {
    @Test
    void theWeightOfTheKlDivergenceRisesLinearlyToBeta() {
        BetaElbo beta = new BetaElbo(4, 1, new KlSchedule.Linear(10));
        assertEquals(0, beta.weight(0, 100));
        assertEquals(2, beta.weight(5, 100));
        assertEquals(4, beta.weight(10, 100));
        assertEquals(4, beta.weight(99, 100));
        assertEquals(4, new BetaElbo(4, 1, null).weight(0, 1));
    }

    @Test
    void theWeightWarmsUpUntilItKeepsItsValue() {
        BetaElbo beta = new BetaElbo(4, 1, new KlSchedule.Linear(10));
        assertTrue(beta.warmingUp(0, 100));
        assertTrue(beta.warmingUp(9, 100));
        assertFalse(beta.warmingUp(10, 100));
        BetaElbo share = new BetaElbo(1, 1, new KlSchedule.Share(0.25));
        assertTrue(share.warmingUp(9, 40));
        assertFalse(share.warmingUp(10, 40));
        // cycles never end, and their best epochs are comparable
        assertFalse(new BetaElbo(1, 1, new KlSchedule.Cyclical(4)).warmingUp(0, 40));
        assertFalse(new BetaElbo(4, 1, null).warmingUp(0, 40));
        assertFalse(new AnalyticElbo(1).warmingUp(0, 40));
    }

    @Test
    void cyclesRiseInTheirFirstHalf() {
        BetaElbo beta = new BetaElbo(1, 1, new KlSchedule.Cyclical(4));
        assertEquals(0, beta.weight(0, 40));
        assertEquals(0.5, beta.weight(2.5, 40), 1e-12);
        assertEquals(1, beta.weight(5, 40), 1e-12);
        assertEquals(1, beta.weight(9.9, 40), 1e-12);
        assertEquals(0, beta.weight(10, 40), 1e-12);
        assertEquals(0.5, beta.weight(32.5, 40), 1e-12);
    }

    @Test
    void theCapacityRisesToItsEnd() {
        Capacity capacity = new Capacity(100, 25, 20, 1);
        assertEquals(0, capacity.weight(0, 40));
        assertEquals(12.5, capacity.weight(10, 40));
        assertEquals(25, capacity.weight(30, 40));
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BetaElbo(-1, 1, null));
        assertThrows(IllegalArgumentException.class, () -> new BetaElbo(Double.NaN, 1, null));
        assertThrows(IllegalArgumentException.class, () -> new KlSchedule.Linear(0));
        assertThrows(IllegalArgumentException.class, () -> new KlSchedule.Share(0));
        assertThrows(IllegalArgumentException.class, () -> new KlSchedule.Share(1.1));
        BetaElbo share = new BetaElbo(1, 1, new KlSchedule.Share(0.25));
        assertEquals(0, share.weight(0, 40));
        assertEquals(0.5, share.weight(5, 40));
        assertEquals(1, share.weight(10, 40));
        assertEquals(1, share.weight(40, 40));
        assertThrows(IllegalArgumentException.class, () -> new KlSchedule.Cyclical(0));
        assertThrows(IllegalArgumentException.class, () -> new FreeBits(-0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Capacity(0, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ImportanceWeighted(0, false));
        assertThrows(IllegalArgumentException.class, () -> new SampledElbo(1001));
        assertThrows(IllegalArgumentException.class, () -> new MixturePrior(0));
        assertThrows(IllegalArgumentException.class, () -> new StudentT(1, LearnedScale.SHARED));
        assertThrows(IllegalArgumentException.class, () -> new LearnedGaussian(null));
        assertThrows(IllegalArgumentException.class, () -> new Categorical(1));
    }
}
