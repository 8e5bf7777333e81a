package io.elbo.data.image;

/**
 * Draws one anti-aliased segment on black. The coverage of a pixel is {@code clamp(width / 2 + 1 / 2 - d, 0, 1)}, where d is the
 * distance from the centre of the pixel to the segment. The edge is one pixel wide.
 */
final class LineDrawing {
    /** Height and width of the picture in pixels. */
    public static final int SIDE = 28;

    private static final double SATURATION = 0.75;
    private static final double[] WHITE = {1};

    private LineDrawing() {}

    /**
     * @param factors length, angle, width, brightness, x, y, all finite; and for a colour picture the hue in turns
     * @return [28 * 28 * channels], rows from the top
     */
    public static byte[] draw(float[] factors) {
        double half = factors[0] / 2.0;
        // StrictMath, because Math.cos may differ in the last bit between processors
        double dx = StrictMath.cos(factors[1]);
        double dy = -StrictMath.sin(factors[1]); // rows are counted downwards
        double reach = factors[2] / 2.0 + 0.5;
        double[] light = factors.length > 6 ? rgb(factors[6]) : WHITE;
        double white = 255.0 * factors[3];
        double x = factors[4];
        double y = factors[5];
        // only pixels whose centre is within reach of the segment can differ from black
        double spanX = Math.abs(dx) * half + reach;
        double spanY = Math.abs(dy) * half + reach;
        int left = (int) Math.max(0, Math.floor(x - spanX - 0.5));
        int right = (int) Math.min(SIDE - 1, Math.ceil(x + spanX - 0.5));
        int top = (int) Math.max(0, Math.floor(y - spanY - 0.5));
        int bottom = (int) Math.min(SIDE - 1, Math.ceil(y + spanY - 0.5));

        byte[] pixels = new byte[SIDE * SIDE * light.length];
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double px = column + 0.5 - x;
                double py = row + 0.5 - y;
                double across = px * dy - py * dx;
                double beyond = Math.abs(px * dx + py * dy) - half;
                double distance = beyond <= 0 ? Math.abs(across) : Math.sqrt(beyond * beyond + across * across);
                double coverage = Math.min(1, Math.max(0, reach - distance));
                for (int channel = 0; channel < light.length; channel++) {
                    pixels[(row * SIDE + column) * light.length + channel] =
                            (byte) (int) (white * light[channel] * coverage + 0.5);
                }
            }
        }
        return pixels;
    }

    /** Returns red, green and blue of a hue. Each channel is full within 1/6 turn of its own hue and at its minimum beyond 1/3. */
    private static double[] rgb(double hue) {
        double[] rgb = new double[3];
        for (int channel = 0; channel < 3; channel++) {
            double turns = hue - channel / 3.0;
            double sixths = 6 * Math.abs(turns - Math.rint(turns));
            double share = Math.min(1, Math.max(0, 2 - sixths));
            rgb[channel] = 1 - SATURATION * (1 - share);
        }
        return rgb;
    }
}
