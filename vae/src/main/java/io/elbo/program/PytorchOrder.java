package io.elbo.program;

import java.util.List;

/** Where dense layers find the features of a row: images are flattened with the channels first. */
public final class PytorchOrder {
    private PytorchOrder() {}

    /**
     * The feature that each place of the flattened row holds.
     *
     * @param data {@code [height, width, channels]} or {@code [features]}
     */
    public static int[] of(List<Integer> data) {
        int size = data.stream().reduce(1, Math::multiplyExact);
        int channels = data.size() == 3 ? data.get(2) : 1;
        int pixels = size / channels;
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i % pixels * channels + i / pixels;
        }
        return order;
    }
}
