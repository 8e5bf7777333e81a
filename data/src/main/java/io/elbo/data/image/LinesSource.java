package io.elbo.data.image;

import java.util.List;

/** The built-in lines, grey or in colour. */
record LinesSource(boolean colour) implements ImageSource {
    private static final String GREY_NAME = "lines";
    private static final String COLOUR_NAME = "lines-colour";
    static final List<String> NAMES = List.of(GREY_NAME, COLOUR_NAME);

    private static final int TRAIN_ROWS = 20_000;
    private static final long TRAIN_SEED = 1;
    private static final int TEST_ROWS = 4_000;
    private static final long TEST_SEED = 2;

    /** Returns the source with one of these names. */
    static LinesSource of(String name) {
        return new LinesSource(name.equals(COLOUR_NAME));
    }

    @Override
    public String name() {
        return colour ? COLOUR_NAME : GREY_NAME;
    }

    @Override
    public Images train() {
        return generate(TRAIN_ROWS, TRAIN_SEED);
    }

    @Override
    public Images test() {
        return generate(TEST_ROWS, TEST_SEED);
    }

    private Images generate(int rows, long seed) {
        return colour ? Lines.generateColour(rows, seed) : Lines.generate(rows, seed);
    }

    @Override
    public boolean hasTest() {
        return true;
    }
}
