package io.elbo.data.image;

import io.elbo.data.DataException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lines that a training does not see: those of which a factor lies inside an interval.
 *
 * @param factor a name of {@link Images#factorNames} of lines, for example {@code x}
 * @param low the lower end of the interval that is left out
 * @param high the upper end
 */
public record LeftOut(String factor, double low, double high) {
    private static final List<String> FACTORS = Lines.generate(1, 1).factorNames();

    /** @throws IllegalArgumentException if lines have no such factor, or the interval does not go from low to high */
    public LeftOut {
        if (!FACTORS.contains(factor)) {
            throw new IllegalArgumentException("factor " + factor + ": must be one of " + String.join(", ", FACTORS));
        }
        if (!(low < high && Double.isFinite(low) && Double.isFinite(high))) {
            throw new IllegalArgumentException("interval " + low + " to " + high + ": must go from low to high");
        }
    }

    /** For example {@code x=12.0..15.0}. */
    @Override
    public String toString() {
        return factor + "=" + low + ".." + high;
    }

    /** The images whose factor does not lie between both ends. */
    public Images seen(Images images) {
        int column = images.factorNames().indexOf(factor);
        if (column < 0) {
            throw new DataException(images.name() + ": has no factor " + factor);
        }
        float[][] factors = images.factors().orElseThrow();
        int[] rows = IntStream.range(0, images.count())
                .filter(row -> factors[row][column] <= low || factors[row][column] >= high)
                .toArray();
        if (rows.length == 0 || rows.length == images.count()) {
            throw new DataException("of " + images.count() + " images, " + rows.length + " have a " + factor
                    + " outside " + low + " to " + high + "; some must, and some must not");
        }
        return images.select(rows);
    }
}
