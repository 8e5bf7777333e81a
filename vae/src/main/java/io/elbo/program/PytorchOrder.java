package io.elbo.program;

import java.util.List;

/** The order in which dense layers take the features of an image: channels first, as in PyTorch. */
public final class PytorchOrder {
    private PytorchOrder() {}

    /**
     * Returns the feature at each index of the flattened row.
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
