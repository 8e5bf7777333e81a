package io.elbo.data.picture;

import java.util.Arrays;

/** A picture that covers a part of a larger one, which is transparent around it. */
record PlacedLines(PixelLines part, int left, int top, int width, int height) implements PixelLines {
    @Override
    public int most() {
        return part.most();
    }

    @Override
    public void read(int y, int[] rgba) {
        Arrays.fill(rgba, 0);
        if (y >= top && y < top + part.height()) {
            int[] line = new int[4 * part.width()];
            part.read(y - top, line);
            System.arraycopy(line, 0, rgba, 4 * left, line.length);
        }
    }
}
