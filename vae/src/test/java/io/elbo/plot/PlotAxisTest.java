package io.elbo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlotAxisTest {
    private static String marks(LinePlot.Scale scale, double least, double greatest, boolean padded) {
        return PlotAxis.of(scale, least, greatest, padded).marks().stream()
                .map(PlotAxis.Mark::text)
                .collect(Collectors.joining(" "));
    }

    @Test
    void linearAxesAreMarkedAtRoundNumbers() {
        assertEquals("0.0 0.5 1.0 1.5", marks(LinePlot.Scale.LINEAR, 0.1, 1.4, true));
        assertEquals("-40 -20 0 20 40", marks(LinePlot.Scale.LINEAR, -30, 30.5, true));
        assertEquals("0.2 0.4 0.6 0.8", marks(LinePlot.Scale.LINEAR, 0.15, 0.9, false));
        assertEquals("1 2 3", marks(LinePlot.Scale.WHOLE, 1, 3, false));
        assertEquals("0 20 40 60 80 100", marks(LinePlot.Scale.WHOLE, 0, 100, false));
    }

    @Test
    void logarithmicAxesAreMarkedAtPowersOfTen() {
        assertEquals("1 10 100 1000 10000", marks(LinePlot.Scale.LOG, 3, 2000, true));
        assertEquals("1e-6 1e-5 0.0001 0.001 0.01", marks(LinePlot.Scale.LOG, 2e-6, 2e-3, true));
        assertEquals("1 2 5 10 20 50", marks(LinePlot.Scale.LOG, 1, 50, false));
        PlotAxis axis = PlotAxis.of(LinePlot.Scale.LOG, 3, 2000, true);
        assertEquals(0.25, axis.place(10), 1e-12);
        assertEquals(0.75, axis.place(1000), 1e-12);
    }

    @Test
    void oneValueOrNoneStillMakesAnAxis() {
        for (LinePlot.Scale scale : LinePlot.Scale.values()) {
            for (boolean padded : List.of(false, true)) {
                PlotAxis one = PlotAxis.of(scale, 100, 100, padded);
                assertTrue(one.place(100) >= 0 && one.place(100) <= 1, scale + ": " + one);
                PlotAxis none = PlotAxis.of(scale, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, padded);
                assertTrue(none.low() < none.high(), scale + ": " + none);
            }
        }
        assertFalse(PlotAxis.shows(LinePlot.Scale.LOG, 0));
        assertTrue(PlotAxis.shows(LinePlot.Scale.LINEAR, 0));
        assertFalse(PlotAxis.shows(LinePlot.Scale.LINEAR, Double.NaN));
    }
}
