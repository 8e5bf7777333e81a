package io.elbo.data.picture;

/**
 * The lines of an interlaced GIF, which are stored in four passes: every eighth line, those halfway between, every remaining
 * fourth, the others.
 */
record InterlacedLines(PixelLines stored) implements PixelLines {
    @Override
    public int width() {
        return stored.width();
    }

    @Override
    public int height() {
        return stored.height();
    }

    @Override
    public int most() {
        return stored.most();
    }

    @Override
    public void read(int y, int[] rgba) {
        stored.read(place(y, stored.height()), rgba);
    }

    private static int place(int y, int height) {
        int first = (height + 7) / 8;
        int second = (height + 3) / 8;
        int third = (height + 1) / 4;
        if (y % 8 == 0) {
            return y / 8;
        }
        if (y % 8 == 4) {
            return first + y / 8;
        }
        return y % 4 == 2 ? first + second + y / 4 : first + second + third + y / 2;
    }
}
