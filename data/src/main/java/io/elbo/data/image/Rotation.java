package io.elbo.data.image;

import io.elbo.data.ImageShape;

/**
 * Rotates images counter-clockwise about their centre; the size stays. Each pixel of the result is interpolated linearly between
 * the centres of four pixels of the original. Values outside the image are 0.
 */
final class Rotation {
    private final ImageShape shape;
    private final double cosine;
    private final double sine;

    /** @param degrees any finite angle; quarter turns of squares move pixels without mixing them */
    public Rotation(ImageShape shape, double degrees) {
        if (!Double.isFinite(degrees)) {
            throw new IllegalArgumentException("degrees " + degrees + ": must be finite");
        }
        this.shape = shape;
        double turn = degrees % 360;
        // StrictMath, because Math.cos may differ in the last bit between processors. It is not exact for quarter
        // turns.
        boolean quarter = turn % 90 == 0;
        double radians = turn / 180 * Math.PI;
        cosine = quarter ? Math.rint(StrictMath.cos(radians)) : StrictMath.cos(radians);
        sine = quarter ? Math.rint(StrictMath.sin(radians)) : StrictMath.sin(radians);
    }

    /**
     * Rotates one image.
     *
     * @param image [shape.size()]
     * @return [shape.size()]
     */
    public float[] apply(float[] image) {
        float[] turned = new float[shape.size()];
        double middleX = (shape.width() - 1) / 2.0;
        double middleY = (shape.height() - 1) / 2.0;
        int at = 0;
        for (int row = 0; row < shape.height(); row++) {
            for (int column = 0; column < shape.width(); column++) {
                double dx = column - middleX;
                double dy = row - middleY; // rows are counted downwards
                double x = dx * cosine - dy * sine + middleX;
                double y = dx * sine + dy * cosine + middleY;
                for (int channel = 0; channel < shape.channels(); channel++) {
                    turned[at++] = (float) between(image, y, x, channel);
                }
            }
        }
        return turned;
    }

    private double between(float[] image, double y, double x, int channel) {
        int row = (int) Math.floor(y);
        int column = (int) Math.floor(x);
        double down = y - row;
        double right = x - column;
        double above =
                (1 - right) * value(image, row, column, channel) + right * value(image, row, column + 1, channel);
        double below = (1 - right) * value(image, row + 1, column, channel)
                + right * value(image, row + 1, column + 1, channel);
        return (1 - down) * above + down * below;
    }

    private float value(float[] image, int row, int column, int channel) {
        if (row < 0 || row >= shape.height() || column < 0 || column >= shape.width()) {
            return 0;
        }
        return image[(row * shape.width() + column) * shape.channels() + channel];
    }
}
