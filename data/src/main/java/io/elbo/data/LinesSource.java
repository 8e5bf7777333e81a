package io.elbo.data;

/** The built-in lines. */
record LinesSource() implements ImageSource {
    static final String NAME = "lines";

    private static final int TRAIN_ROWS = 20_000;
    private static final long TRAIN_SEED = 1;
    private static final int TEST_ROWS = 4_000;
    private static final long TEST_SEED = 2;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Images train() {
        return Lines.generate(TRAIN_ROWS, TRAIN_SEED);
    }

    @Override
    public Images test() {
        return Lines.generate(TEST_ROWS, TEST_SEED);
    }

    @Override
    public boolean hasTest() {
        return true;
    }
}
