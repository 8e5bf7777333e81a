package io.elbo.data.picture;

import io.elbo.data.Background;

/** Converts the samples of one picture to bytes, pixel by pixel, and records their properties. It is not thread-safe. */
final class Development {
    private final int[] background;
    private final int most;
    private final int white;
    private int largest;
    private int leastOpaque;
    private int mostOpaque;

    /**
     * @param most the largest value of a sample
     * @param white the sample that becomes 255, if {@code most} is more than that
     */
    Development(Background background, int most, int white) {
        this.background = new int[] {background.red(), background.green(), background.blue()};
        this.most = most;
        this.white = most == PixelLines.MOST_OF_BYTES ? most : white;
        this.leastOpaque = most;
    }

    /** Reads red, green, blue and opacity, and writes three bytes. */
    void pixel(int[] rgba, int from, byte[] rgb, int to) {
        int alpha = rgba[from + 3];
        leastOpaque = Math.min(leastOpaque, alpha);
        mostOpaque = Math.max(mostOpaque, alpha);
        for (int channel = 0; channel < 3; channel++) {
            int sample = rgba[from + channel];
            if (alpha > 0) {
                largest = Math.max(largest, sample);
            }
            rgb[to + channel] = onBackground(Math.min(sample, white), alpha, background[channel]);
        }
    }

    /** Returns the mean of sample and background, weighted by the opacity, scaled to [0, 255] and rounded once. */
    private byte onBackground(int sample, int alpha, int ground) {
        if (alpha == PixelLines.MOST_OF_BYTES && most == PixelLines.MOST_OF_BYTES) {
            return (byte) sample;
        }
        long whole = (long) white * most;
        long sum = 255L * sample * alpha + (long) ground * (most - alpha) * white;
        return (byte) ((sum + whole / 2) / whole);
    }

    /** Returns whether some pixel was not opaque. */
    boolean transparent() {
        return leastOpaque < most;
    }

    /** Returns whether the opacity itself has content that another background would show. */
    boolean hides() {
        return leastOpaque < mostOpaque;
    }

    /** Returns the largest sample that is not fully transparent, at least 1; 0 if samples are bytes. */
    int largest() {
        return most == PixelLines.MOST_OF_BYTES ? 0 : Math.max(1, largest);
    }
}
