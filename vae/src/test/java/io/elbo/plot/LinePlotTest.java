package io.elbo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinePlotTest {
    private static final int BLUE = 0x1f77b4;
    private static final int ORANGE = 0xd95f02;

    private static LinePlot plot(LinePlot.Scale scale, LinePlot.Series... series) {
        return new LinePlot("t", new LinePlot.Axis("", scale), new LinePlot.Axis("", scale), List.of(series));
    }

    /** Returns the bounds {left, top, right, bottom} of the pixels of a colour in the panel, whose frame is known. */
    private static int[] extent(Drawing image, int colour, int fromX) {
        int[] extent = {Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1};
        for (int y = 38; y < image.height() - 40; y++) {
            for (int x = fromX; x < Math.min(fromX + 420, image.width()); x++) {
                if (image.rgb(x, y) == colour) {
                    extent[0] = Math.min(extent[0], x - fromX);
                    extent[1] = Math.min(extent[1], y);
                    extent[2] = Math.max(extent[2], x - fromX);
                    extent[3] = Math.max(extent[3], y);
                }
            }
        }
        return extent;
    }

    @Test
    void aPowerIsAStraightLineOnLogarithmicAxes() {
        double[] x = {1, 10, 100, 1000, 10_000};
        double[] y = {1e-3, 1e-2, 0.1, 1, 10};
        Drawing image = Pictures.plots(List.of(plot(LinePlot.Scale.LOG, LinePlot.Series.of("a", x, y))));
        for (int i = 0; i <= 4; i++) {
            int px = 62 + i * (420 - 62 - 16) / 4;
            int py = 320 - 44 - i * (320 - 44 - 40) / 4;
            assertEquals(BLUE, image.rgb(px, py), "point " + i);
        }
    }

    @Test
    void panelsStandSideBySideAndSeriesHaveTheirColours() {
        LinePlot first = plot(
                LinePlot.Scale.LINEAR,
                LinePlot.Series.of("low", new double[] {0, 1}, new double[] {0, 0}),
                LinePlot.Series.of("", new double[] {0, 1}, new double[] {1, 1}).asReference(),
                LinePlot.Series.of("high", new double[] {0, 1}, new double[] {1, 1}));
        LinePlot second = plot(LinePlot.Scale.LINEAR);
        Drawing image = Pictures.plots(List.of(first, second));
        assertEquals(840, image.width());
        int[] low = extent(image, BLUE, 0);
        int[] high = extent(image, ORANGE, 0);
        assertTrue(low[1] > 260 && high[3] < 60, low[1] + ", " + high[3]);
        assertEquals(-1, extent(image, BLUE, 420)[2]);
    }

    @Test
    void whatCannotBeShownIsLeftOut() {
        double[] x = {1, 2, 3, 4, 5};
        double[] y = {1, Double.NaN, 0, -1, 100};
        Drawing image = Pictures.plots(List.of(plot(LinePlot.Scale.LOG, LinePlot.Series.of("a", x, y))));
        int[] extent = extent(image, BLUE, 0);
        assertTrue(extent[0] < 70 && extent[2] > 395, "both ends are there");
        int middle = 62 + 342 / 2;
        for (int py = 40; py < 276; py++) {
            assertTrue(image.rgb(middle, py) != BLUE, "no line between them");
        }
        assertThrows(IllegalArgumentException.class, () -> LinePlot.Series.of("a", new double[2], new double[3]));
    }
}
