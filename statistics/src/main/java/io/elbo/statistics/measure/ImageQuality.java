package io.elbo.statistics.measure;

import io.elbo.data.DataException;
import io.elbo.data.ImageShape;

/**
 * Compares an image with a reference: mean squared error, peak signal-to-noise ratio, structural similarity. Images are
 * {@code [height * width * channels]}, channel-last. {@code peak} is the range of possible values, 1 for values in [0, 1].
 */
public final class ImageQuality {
    private static final int RADIUS = 5;
    private static final int WINDOW = 2 * RADIUS + 1;
    private static final double SIGMA = 1.5;
    private static final double K1 = 0.01;
    private static final double K2 = 0.03;
    private static final double[] GAUSSIAN = gaussian();

    private ImageQuality() {}

    /** Returns {@code 1/n sum (reference - image)^2}. */
    public static double mse(float[] reference, float[] image) {
        check(reference, image);
        double sum = 0;
        for (int i = 0; i < image.length; i++) {
            double error = (double) image[i] - reference[i];
            sum += error * error;
        }
        return sum / image.length;
    }

    /** Returns {@code 10 log10(peak^2 / mse)} in decibels; infinite for equal images. */
    public static double psnr(float[] reference, float[] image, double peak) {
        check(peak);
        return 10 * StrictMath.log10(peak * peak / mse(reference, image));
    }

    /**
     * Returns the structural similarity index of Wang, Bovik, Sheikh and Simoncelli (2004), which is 1 for equal images. It is
     * the mean of {@code (2 mx my + C1)(2 sxy + C2) / ((mx^2 + my^2 + C1)(sx^2 + sy^2 + C2))} over all windows of 11 x 11 pixels
     * inside the image, with means, variances and covariance under a Gaussian weight of standard deviation 1.5,
     * {@code C1 = (0.01 peak)^2} and {@code C2 = (0.03 peak)^2}. For colour images it is the mean over the channels.
     *
     * @throws DataException if the images do not have this shape, or have fewer than 11 pixels a side
     */
    public static double ssim(float[] reference, float[] image, ImageShape shape, double peak) {
        check(peak);
        check(reference, image);
        if (image.length != shape.size()) {
            throw new DataException("images of " + image.length + " values; " + shape.height() + " x " + shape.width()
                    + " pixels of " + shape.channels() + " channels need " + shape.size());
        }
        if (Math.min(shape.height(), shape.width()) < WINDOW) {
            throw new DataException("images of " + shape.height() + " x " + shape.width()
                    + " pixels are too small: structural similarity needs windows of " + WINDOW + " x " + WINDOW);
        }
        double sum = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            sum += ssim(plane(reference, shape, channel), plane(image, shape, channel), shape, peak);
        }
        return sum / shape.channels();
    }

    private static double ssim(double[] x, double[] y, ImageShape shape, double peak) {
        double c1 = K1 * peak * (K1 * peak);
        double c2 = K2 * peak * (K2 * peak);
        double[] meanX = windowMeans(x, shape);
        double[] meanY = windowMeans(y, shape);
        double[] meanXX = windowMeans(product(x, x), shape);
        double[] meanYY = windowMeans(product(y, y), shape);
        double[] meanXY = windowMeans(product(x, y), shape);
        double sum = 0;
        for (int i = 0; i < meanX.length; i++) {
            double mx = meanX[i];
            double my = meanY[i];
            double varianceX = meanXX[i] - mx * mx;
            double varianceY = meanYY[i] - my * my;
            double covariance = meanXY[i] - mx * my;
            sum += (2 * mx * my + c1)
                    * (2 * covariance + c2)
                    / ((mx * mx + my * my + c1) * (varianceX + varianceY + c2));
        }
        return sum / meanX.length;
    }

    /** Computes weighted means of all windows inside the plane, along rows and then along columns. */
    private static double[] windowMeans(double[] plane, ImageShape shape) {
        int across = shape.width() - WINDOW + 1;
        int down = shape.height() - WINDOW + 1;
        double[] rows = new double[shape.height() * across];
        for (int i = 0; i < shape.height(); i++) {
            for (int j = 0; j < across; j++) {
                double sum = 0;
                for (int k = 0; k < WINDOW; k++) {
                    sum += GAUSSIAN[k] * plane[i * shape.width() + j + k];
                }
                rows[i * across + j] = sum;
            }
        }
        double[] means = new double[down * across];
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            for (int k = 0; k < WINDOW; k++) {
                sum += GAUSSIAN[k] * rows[i + k * across];
            }
            means[i] = sum;
        }
        return means;
    }

    private static double[] plane(float[] image, ImageShape shape, int channel) {
        double[] plane = new double[shape.height() * shape.width()];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = image[i * shape.channels() + channel];
        }
        return plane;
    }

    private static double[] product(double[] x, double[] y) {
        double[] product = new double[x.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = x[i] * y[i];
        }
        return product;
    }

    private static double[] gaussian() {
        double[] weights = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = (i - RADIUS) / SIGMA;
            weights[i] = StrictMath.exp(-distance * distance / 2);
            sum += weights[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static void check(float[] reference, float[] image) {
        if (reference.length != image.length) {
            throw new DataException("the reference has " + reference.length + " values and the image " + image.length
                    + "; they are compared value by value");
        }
        MeasureArguments.width("the reference", new float[][] {reference});
        MeasureArguments.width("the image", new float[][] {image});
    }

    private static void check(double peak) {
        if (!(peak > 0 && peak < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("peak " + peak + ": must be a number above 0");
        }
    }
}
