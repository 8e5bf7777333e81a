package io.elbo.data;

import io.elbo.data.internal.LineDrawing;
import io.elbo.data.internal.RowRandom;
import java.util.List;

/**
 * A built-in data set of 28x28 grey pictures, each of one line segment, made from six independent factors. Because the
 * factors are known, it shows whether a latent space has found them.
 *
 * <table>
 * <caption>The factors, each uniform, in the order of the columns of {@link Images#factors()}</caption>
 * <tr><td>length</td><td>[6, 16) pixels, from end to end</td></tr>
 * <tr><td>angle</td><td>[0, pi) radians, counter-clockwise from horizontal; the two ends of the range look alike</td></tr>
 * <tr><td>width</td><td>[1, 3) pixels; the ends are round</td></tr>
 * <tr><td>brightness</td><td>[0.4, 1) of white, on black</td></tr>
 * <tr><td>x</td><td>[10, 18) pixels, the middle of the segment, from the left border of the picture</td></tr>
 * <tr><td>y</td><td>[10, 18) pixels, the middle of the segment, from the upper border</td></tr>
 * </table>
 *
 * <p>So the whole segment is always in the picture. The pixels are the same bits on every machine, and row i depends
 * on the seed and on i only.
 */
public final class Lines {
    private static final List<String> NAMES = List.of("length", "angle", "width", "brightness", "x", "y");
    private static final double[] LOW = {6, 0, 1, 0.4, 10, 10};
    private static final double[] HIGH = {16, Math.PI, 3, 1, 18, 18};

    private Lines() {}

    /**
     * Pictures from random factors.
     *
     * @param rows at least 1
     * @param seed any; other seeds give other pictures
     * @return named "lines", with their factors
     * @throws DataException if {@code rows} is smaller than 1
     */
    public static Images generate(int rows, long seed) {
        if (rows < 1) {
            throw new DataException("lines: " + rows + " rows; at least 1 is needed");
        }
        float[][] factors = new float[rows][NAMES.size()];
        for (int row = 0; row < rows; row++) {
            for (int factor = 0; factor < NAMES.size(); factor++) {
                double uniform = RowRandom.uniform(seed, row, factor);
                factors[row][factor] = (float) (LOW[factor] + (HIGH[factor] - LOW[factor]) * uniform);
            }
        }
        return draw(factors);
    }

    /**
     * Pictures from given factors, which may lie outside the ranges of {@link #generate}; what falls outside the
     * picture is cut off.
     *
     * @param factors [rows][6]: length of at least 0, angle, width above 0, brightness from 0 to 1, x, y
     * @return named "lines", with these factors
     * @throws DataException if a row does not have six such numbers
     */
    public static Images draw(float[][] factors) {
        byte[][] pixels = new byte[factors.length][];
        for (int row = 0; row < factors.length; row++) {
            check(row, factors[row]);
            pixels[row] = LineDrawing.draw(factors[row]);
        }
        return Images.wrap("lines", new ImageShape(LineDrawing.SIDE, LineDrawing.SIDE, 1), pixels)
                .withFactors(NAMES, factors);
    }

    private static void check(int row, float[] factors) {
        if (factors.length != NAMES.size()) {
            throw new DataException("lines: row " + row + " has " + factors.length + " factors; needed are " + NAMES);
        }
        for (int factor = 0; factor < factors.length; factor++) {
            float value = factors[factor];
            boolean allowed = switch (NAMES.get(factor)) {
                case "length" -> value >= 0;
                case "width" -> value > 0;
                case "brightness" -> value >= 0 && value <= 1;
                default -> true;
            };
            if (!Float.isFinite(value) || !allowed) {
                throw new DataException("lines: row " + row + ", " + NAMES.get(factor) + ": " + value
                        + "; all factors are finite, length at least 0, width above 0, brightness from 0 to 1");
            }
        }
    }
}
