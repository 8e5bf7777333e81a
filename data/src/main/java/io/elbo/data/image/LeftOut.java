package io.elbo.data.image;

import io.elbo.data.DataException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A held-out range for training on lines: lines with a factor inside an interval are left out.
 *
 * @param factor a name of {@link Images#factorNames} of lines, for example {@code x}
 * @param low the lower end of the interval that is left out
 * @param high the upper end
 */
public record LeftOut(String factor, double low, double high) {
    private static final List<String> FACTORS = Lines.generate(1, 1).factorNames();

    /** @throws IllegalArgumentException if lines have no such factor, or {@code low} is not below {@code high} */
    public LeftOut {
        if (!FACTORS.contains(factor)) {
            throw new IllegalArgumentException("factor " + factor + ": must be one of " + String.join(", ", FACTORS));
        }
        if (!(low < high && Double.isFinite(low) && Double.isFinite(high))) {
            throw new IllegalArgumentException("interval " + low + " to " + high + ": must go from low to high");
        }
    }

    /** Returns a description such as {@code x=12.0..15.0}. */
    @Override
    public String toString() {
        return factor + "=" + low + ".." + high;
    }

    /** Returns the images whose factor lies outside the interval. */
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
                    + " outside " + low + " to " + high + "; some images must be inside and some outside");
        }
        return images.select(rows);
    }
}
