package io.elbo.image.latent;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.image.LeftOut;
import io.elbo.data.image.Lines;
import io.elbo.parallel.Threads;
import io.elbo.statistics.measure.ImageQuality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures whether interpolation generates correct views that were not in the training data. The model is trained on lines whose factor
 * is outside an interval ({@link LeftOut}). {@link #measure} encodes pairs of lines that differ only in this factor, one at each end of
 * the interval, and decodes the latents between them. Lines can be drawn from their factors, so each decoded image can be compared with
 * the nearest true line.
 *
 * @param leftOut the lines that the model's training excluded
 */
public record UnseenViews(LeftOut leftOut) {
    private static final List<String> FACTORS = Lines.generate(1, 1).factorNames();
    /** The number of true lines between both ends in the search for the nearest. */
    private static final int VIEWS = 101;

    /** Creates a measurement for an interval of a factor. */
    public UnseenViews(String factor, double low, double high) {
        this(new LeftOut(factor, low, high));
    }

    /**
     * An image on the path from one end to the other.
     *
     * @param value the factor of the nearest true line
     * @param image the generated image, {@code E[x|z]}
     * @param nearest the true line between both ends with the smallest squared error
     * @param error the mean squared error per pixel between the two
     */
    public record View(double value, float[] image, float[] nearest, double error) {}

    /**
     * The correctness of the images between two ends.
     *
     * @param error the mean squared error per pixel to the nearest true line, as the mean over images
     * @param inside the fraction of images whose nearest true line is further than a tenth of the interval from both ends: about 0.8 if
     *     the factor changes evenly, 0 if the image changes abruptly from one end to the other
     */
    public record Truth(double error, double inside) {}

    /**
     * The results of the measurement.
     *
     * @param ways the paths through the interval, {@code [pairs][steps]}, including both ends
     * @param blends the same paths with interpolated pixels instead of latents, a baseline that needs no knowledge of lines
     * @param unseen the correctness of the images on the paths, without the ends
     * @param seen the same for an adjacent interval of equal width, which was in the training data
     * @param blended the correctness of the blends, without the ends
     * @param reconstructionError the mean squared error per pixel of the reconstructions of true lines in the interval
     */
    public record Result(
            List<List<View>> ways,
            List<List<View>> blends,
            Truth unseen,
            Truth seen,
            Truth blended,
            double reconstructionError) {}

    /**
     * Interpolates between lines at both ends of the interval.
     *
     * @param vae a model of lines, trained on {@link LeftOut#seen}
     * @param pairs the number of pairs of lines, whose other factors are random
     * @param steps the number of steps from end to end, at least 3
     * @param seed the seed of the other factors
     */
    public Result measure(Vae vae, int pairs, int steps, long seed) {
        if (pairs < 1) {
            throw new IllegalArgumentException("pairs " + pairs + ": must be at least 1");
        }
        if (steps < 3) {
            throw new IllegalArgumentException("steps " + steps + ": must be at least 3");
        }
        double low = leftOut.low();
        double high = leftOut.high();
        float[][] others = Lines.generate(pairs, seed).factors().orElseThrow();
        double[] beside = beside();
        List<List<View>> ways = ways(vae, others, low, high, steps);
        List<List<View>> blends = blends(others, steps);
        return new Result(
                ways,
                blends,
                truth(ways, low, high),
                truth(ways(vae, others, beside[0], beside[1], steps), beside[0], beside[1]),
                truth(blends, low, high),
                reconstructionError(vae, others, steps));
    }

    /** Returns the adjacent interval of equal width that was in the training data: below, or above if there is no room. */
    private double[] beside() {
        String factor = leftOut.factor();
        double low = leftOut.low();
        double high = leftOut.high();
        double width = high - low;
        Range range = Range.of(factor);
        // an angle may leave its range because a line turned by half a circle is the same line
        boolean turned = factor.equals("angle") && 2 * width <= range.high;
        if (turned || low - width >= range.low) {
            return new double[] {low - width, low};
        }
        if (high + width <= range.high) {
            return new double[] {high, high + width};
        }
        throw new DataException("beside the interval " + low + " to " + high + " of " + factor
                + " there is no room for a second interval of equal width within " + range.low + " to " + range.high
                + "; use a narrower interval");
    }

    /** The range of a factor of the lines. */
    private record Range(double low, double high) {
        static Range of(String factor) {
            return switch (factor) {
                case "length" -> new Range(6, 16);
                case "angle" -> new Range(0, Math.PI);
                case "width" -> new Range(1, 3);
                case "brightness" -> new Range(0.4, 1);
                default -> new Range(10, 18);
            };
        }
    }

    private float[][] lines(float[] others, double from, double to, int count) {
        float[][] factors = new float[count][];
        for (int i = 0; i < count; i++) {
            factors[i] = others.clone();
            factors[i][FACTORS.indexOf(leftOut.factor())] = (float) (from + (to - from) * i / (count - 1));
        }
        return Lines.draw(factors).toArray();
    }

    private List<List<View>> ways(Vae vae, float[][] others, double from, double to, int steps) {
        List<float[][]> truth =
                Arrays.stream(others).map(o -> lines(o, from, to, VIEWS)).toList();
        float[][] ends = truth.stream()
                .flatMap(t -> Arrays.stream(new float[][] {t[0], t[VIEWS - 1]}))
                .toArray(float[][]::new);
        float[][] latents = vae.encode(ends).mean();
        float[][] between = IntStream.range(0, others.length)
                .mapToObj(p -> Interpolation.linear(latents[2 * p], latents[2 * p + 1], steps))
                .flatMap(Arrays::stream)
                .toArray(float[][]::new);
        float[][] images = vae.decode(between);
        return Threads.list(
                others.length,
                p -> views(Arrays.copyOfRange(images, p * steps, (p + 1) * steps), truth.get(p), from, to));
    }

    private List<List<View>> blends(float[][] others, int steps) {
        return Arrays.stream(others)
                .map(o -> {
                    float[][] truth = lines(o, leftOut.low(), leftOut.high(), VIEWS);
                    return views(
                            Interpolation.linear(truth[0], truth[VIEWS - 1], steps),
                            truth,
                            leftOut.low(),
                            leftOut.high());
                })
                .toList();
    }

    private static List<View> views(float[][] images, float[][] truth, double from, double to) {
        List<View> views = new ArrayList<>();
        for (float[] image : images) {
            int nearest = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int v = 0; v < truth.length; v++) {
                double error = ImageQuality.mse(truth[v], image);
                if (error < least) {
                    least = error;
                    nearest = v;
                }
            }
            views.add(new View(from + (to - from) * nearest / (VIEWS - 1), image, truth[nearest], least));
        }
        return views;
    }

    private double reconstructionError(Vae vae, float[][] others, int steps) {
        double sum = 0;
        for (float[] o : others) {
            float[][] truth = Arrays.copyOfRange(lines(o, leftOut.low(), leftOut.high(), steps), 1, steps - 1);
            float[][] made = vae.decode(vae.encode(truth).mean());
            for (int i = 0; i < truth.length; i++) {
                sum += ImageQuality.mse(truth[i], made[i]) / truth.length;
            }
        }
        return sum / others.length;
    }

    private static Truth truth(List<List<View>> ways, double from, double to) {
        double margin = (to - from) / 10;
        double error = 0;
        int inside = 0;
        int count = 0;
        for (List<View> way : ways) {
            for (View view : way.subList(1, way.size() - 1)) {
                error += view.error;
                inside += view.value > from + margin && view.value < to - margin ? 1 : 0;
                count++;
            }
        }
        return new Truth(error / count, (double) inside / count);
    }
}
