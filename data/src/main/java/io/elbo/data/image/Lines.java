package io.elbo.data.image;

import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.math.RowRandom;
import java.util.List;

/**
 * A built-in data set of 28x28 pictures, each of one line segment on black. It has six independent factors, or seven in
 * colour. Because the factors are known, it shows whether a latent space has found them.
 *
 * <table>
 * <caption>The factors, each uniform, in the order of the columns of {@link Images#factors()}</caption>
 * <tr><td>length</td><td>[6, 16) pixels, from end to end</td></tr>
 * <tr><td>angle</td><td>[0, pi) radians, counter-clockwise from horizontal; the two ends of the range look alike</td></tr>
 * <tr><td>width</td><td>[1, 3) pixels; the ends are round</td></tr>
 * <tr><td>brightness</td><td>[0.4, 1) of white, on black; in colour, of the strongest of the three channels</td></tr>
 * <tr><td>x</td><td>[10, 18) pixels, the middle of the segment, from the left border of the picture</td></tr>
 * <tr><td>y</td><td>[10, 18) pixels, the middle of the segment, from the upper border</td></tr>
 * <tr><td>hue</td><td>in colour only: [0, 2/3) turns of the colour circle, from red over yellow, green (1/3) and cyan to
 * blue, so that the two ends do not look alike</td></tr>
 * </table>
 *
 * <p>So the whole segment is always inside the picture. If d is the distance from the centre of a pixel to the segment, the
 * pixel is {@code 255 * brightness * clamp(width / 2 + 1 / 2 - d, 0, 1)}, rounded half up. The edge is one pixel wide. In
 * colour this is multiplied by the red, green and blue of the hue at 3/4 saturation (HSV, Smith 1978). At full saturation a
 * grey version would keep little of blue.
 *
 * <p>The pixels are the same bits on every machine, and row i depends only on the seed and i. The grey and the coloured
 * row i of a seed are the same line.
 *
 * <p>To see the effect of one factor, take {@link Images#factors()}, change its column and {@link #draw} again.
 */
public final class Lines {
    private static final List<String> COLOUR_NAMES = List.of("length", "angle", "width", "brightness", "x", "y", "hue");
    private static final List<String> GREY_NAMES = COLOUR_NAMES.subList(0, 6);
    private static final double[] LOW = {6, 0, 1, 0.4, 10, 10, 0};
    private static final double[] HIGH = {16, Math.PI, 3, 1, 18, 18, 2 / 3.0};

    private Lines() {}

    /**
     * Generates grey pictures from random factors.
     *
     * @param rows at least 1
     * @param seed other seeds give other pictures
     * @return named "lines", with their factors
     * @throws DataException if {@code rows} is smaller than 1
     */
    public static Images generate(int rows, long seed) {
        return draw(random(rows, seed, GREY_NAMES.size()));
    }

    /**
     * Generates colour pictures from random factors.
     *
     * @param rows at least 1
     * @param seed other seeds give other pictures
     * @return named "lines-colour", with their factors
     * @throws DataException if {@code rows} is smaller than 1
     */
    public static Images generateColour(int rows, long seed) {
        return draw(random(rows, seed, COLOUR_NAMES.size()));
    }

    private static float[][] random(int rows, long seed, int columns) {
        if (rows < 1) {
            throw new DataException("lines: " + rows + " rows; at least 1 is needed");
        }
        float[][] factors = new float[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int factor = 0; factor < columns; factor++) {
                double uniform = RowRandom.uniform(seed, row, factor);
                factors[row][factor] = (float) (LOW[factor] + (HIGH[factor] - LOW[factor]) * uniform);
            }
        }
        return factors;
    }

    /**
     * Draws pictures from given factors, which may lie outside the ranges of {@link #generate}. Parts outside the picture are cut
     * off. Rows of six factors give grey pictures, rows of seven give colour pictures.
     *
     * @param factors [rows][6 or 7]: length of at least 0, angle, width above 0, brightness from 0 to 1, x, y; and the hue, for
     *     which whole turns make no difference
     * @return named "lines" or "lines-colour", with these factors
     * @throws DataException if a row does not have six such numbers, or seven if the first row has seven
     */
    public static Images draw(float[][] factors) {
        boolean colour = factors.length > 0 && factors[0].length == COLOUR_NAMES.size();
        List<String> names = colour ? COLOUR_NAMES : GREY_NAMES;
        byte[][] pixels = new byte[factors.length][];
        for (int row = 0; row < factors.length; row++) {
            check(row, factors[row], names);
            pixels[row] = LineDrawing.draw(factors[row]);
        }
        ImageShape shape = new ImageShape(LineDrawing.SIDE, LineDrawing.SIDE, colour ? 3 : 1);
        return Images.wrap(new LinesSource(colour).name(), shape, pixels).withFactors(names, factors);
    }

    private static void check(int row, float[] factors, List<String> names) {
        if (factors.length != names.size()) {
            throw new DataException("lines: row " + row + " has " + factors.length + " factors; it must have " + names
                    + (row == 0 ? ", and for colour hue" : ""));
        }
        for (int factor = 0; factor < factors.length; factor++) {
            float value = factors[factor];
            boolean allowed = switch (names.get(factor)) {
                case "length" -> value >= 0;
                case "width" -> value > 0;
                case "brightness" -> value >= 0 && value <= 1;
                default -> true;
            };
            if (!Float.isFinite(value) || !allowed) {
                throw new DataException("lines: row " + row + ", " + names.get(factor) + ": " + value
                        + "; all factors must be finite, length at least 0, width above 0, brightness from 0 to 1");
            }
        }
    }
}
