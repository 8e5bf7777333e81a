package io.elbo.program;

import io.elbo.data.ImageShape;
import io.elbo.data.image.Corruption;
import io.elbo.engine.Feed;
import io.elbo.engine.Graph;
import io.elbo.math.CounterRandom;
import io.elbo.rows.Examples;
import io.elbo.spec.Binarization;
import java.util.List;

/**
 * Feeds examples to the inputs of a program: minibatches in a given order, with binarization and with corruption of the encoder's input.
 */
public final class RowFeed implements Feed {
    private static final float HALF = 0.5f;

    private final Examples examples;
    private final Treatment treatment;
    private final ImageShape shape;
    private final long seed;
    private final CounterRandom random;
    private final List<Input> inputs;
    private int[] order;
    private int first;
    private int step;
    private int firstAddress;
    private float weight = 1;
    private final int ownRows;

    /**
     * The treatment of rows before they are inputs.
     *
     * @param corruption the corruption of the encoder's input; null for none
     */
    public record Treatment(Binarization binarization, Corruption corruption) {
        static final Treatment NONE = new Treatment(Binarization.NONE, null);

        /** Returns whether the encoder's input differs from the target. */
        public boolean separates(Examples examples) {
            return corruption != null || examples.input() != null;
        }
    }

    /** @param shape the shape of images; null for other rows */
    public RowFeed(Graph program, Examples examples, Treatment treatment, ImageShape shape, long seed) {
        this(Input.of(program), examples, treatment, shape, seed, 0);
    }

    /** @param inputs the inputs in their order */
    public RowFeed(List<Input> inputs, Examples examples, Treatment treatment, ImageShape shape, long seed) {
        this(inputs, examples, treatment, shape, seed, 0);
    }

    /** @param ownRows the number of rows before those of the data in a minibatch; their inputs are those of the first row of the data */
    public RowFeed(
            List<Input> inputs, Examples examples, Treatment treatment, ImageShape shape, long seed, int ownRows) {
        this.inputs = inputs;
        this.ownRows = ownRows;
        this.examples = examples;
        this.treatment = treatment;
        this.shape = shape;
        this.seed = seed;
        random = CounterRandom.of(seed, "binarization");
    }

    /**
     * Sets the minibatch to feed.
     *
     * @param newOrder the rows of the data; null for their own order
     * @param from where the batch begins in it
     * @param address of the random numbers, with that of the first row
     */
    public void batch(int[] newOrder, int from, int address, int rowAddress) {
        order = newOrder;
        first = from;
        step = address;
        firstAddress = rowAddress;
    }

    /** Sets the objective's weight of this step. */
    public void weight(double value) {
        weight = (float) value;
    }

    @Override
    public void fill(int input, int place, float[] to, int at) {
        int row = Math.max(0, place - ownRows);
        int source = order == null ? first + row : order[first + row];
        switch (inputs.get(input)) {
            case X -> {
                if (examples.input() != null) {
                    examples.input().read(source, to, at);
                } else {
                    target(source, row, to, at);
                }
                if (treatment.corruption() != null) {
                    int width = examples.seen().width();
                    treatment.corruption().apply(shape, to, at, width, seed, step, firstAddress + row);
                }
            }
            case TARGET -> {
                target(source, row, to, at);
                if (treatment.corruption() != null) {
                    treatment
                            .corruption()
                            .applyToTarget(to, at, examples.target().width(), seed, step, firstAddress + row);
                }
            }
            case CONDITION -> examples.condition().read(source, to, at);
            case WEIGHT -> to[at] = weight;
            default -> throw new IllegalStateException("no rows for input " + inputs.get(input));
        }
    }

    private void target(int source, int row, float[] to, int at) {
        examples.target().read(source, to, at);
        int width = examples.target().width();
        switch (treatment.binarization()) {
            case NONE -> {
                return;
            }
            case THRESHOLD -> {
                for (int i = at; i < at + width; i++) {
                    to[i] = to[i] >= HALF ? 1 : 0;
                }
            }
            case DYNAMIC -> draw(firstAddress + row, width, to, at);
        }
    }

    private void draw(int address, int width, float[] to, int at) {
        float[] uniform = UNIFORM.get();
        for (int i = 0; i < width; i += 4) {
            int n = Math.min(4, width - i);
            boolean certain = true;
            for (int j = at + i; j < at + i + n; j++) {
                certain &= to[j] <= 0 || to[j] >= 1;
            }
            // most pixels are black or white and need no random number; random numbers are addressed, so none is
            // skipped
            if (!certain) {
                random.uniform(step, address, i, uniform, 0, n);
                for (int j = 0; j < n; j++) {
                    to[at + i + j] = uniform[j] < to[at + i + j] ? 1 : 0;
                }
            }
        }
    }

    private static final ThreadLocal<float[]> UNIFORM = ThreadLocal.withInitial(() -> new float[4]);
}
