package io.elbo.studio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The map of the data in latent space. */
final class LatentMap {
    private static final int BYTES = 4 + 4 + 4 + 2 + 4;

    private LatentMap() {}

    static Map<String, Object> describe(Items items, Embedding embedding, Plane plane) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("count", embedding.items().length);
        answer.put("axes", plane.axes());
        answer.put("labels", labels(items));
        answer.put("version", embedding.version());
        answer.put("origin", plane.origin());
        answer.put("basis", plane.basis());
        return answer;
    }

    /** Returns the names of the labels, or their numbers if they have no names; null if the data have no labels. */
    static List<String> labels(Items items) {
        int[] labels = items.labels();
        if (labels == null) {
            return null;
        }
        if (!items.labelNames().isEmpty()) {
            return items.labelNames();
        }
        int most = java.util.Arrays.stream(labels).max().orElse(-1);
        return most > Short.MAX_VALUE
                ? null
                : java.util.stream.IntStream.rangeClosed(0, most)
                        .mapToObj(String::valueOf)
                        .toList();
    }

    static byte[] points(Items items, Embedding embedding, Plane plane) {
        int n = embedding.items().length;
        int[] labels = items.labels();
        ByteBuffer bytes = ByteBuffer.allocate(n * BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int axis = 0; axis < 2; axis++) {
            for (float[] z : embedding.q().mean()) {
                bytes.putFloat(plane.place(z, axis));
            }
        }
        for (double elbo : embedding.elbo()) {
            bytes.putFloat((float) elbo);
        }
        for (int item : embedding.items()) {
            int label = labels == null ? -1 : labels[item];
            bytes.putShort((short) (label < 0 || label > Short.MAX_VALUE ? -1 : label));
        }
        for (int item : embedding.items()) {
            bytes.putInt(item);
        }
        return bytes.array();
    }
}
