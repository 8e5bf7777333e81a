package io.elbo.studio;

import io.elbo.data.ImageShape;
import io.elbo.evaluation.Encoding;
import io.elbo.image.score.FeatureSurprise;
import io.elbo.statistics.measure.NearestNeighbours;
import io.elbo.table.CellSurprise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Lists the anomalies of a run's items and explains each one. */
final class Anomalies {
    private static final int DRAWS = 50;
    private static final long SEED = 1;

    private Anomalies() {}

    /** Returns the answer to {@code anomalies}. */
    static Map<String, Object> list(Scored scored, double falsePositiveRate, int points) {
        double threshold = scored.threshold(falsePositiveRate);
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i : scored.strangestFirst()) {
            if (items.size() == points) {
                break;
            }
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("item", scored.items()[i]);
            item.put("score", scored.scores()[i]);
            item.put("p", scored.pValue(i));
            item.put("anomaly", scored.scores()[i] > threshold);
            items.add(item);
        }
        Scored.Histogram histogram = scored.histogram();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("total", scored.items().length);
        answer.put("unit", scored.unit());
        answer.put("threshold", threshold);
        answer.put(
                "anomalies",
                Arrays.stream(scored.scores())
                        .filter(score -> score > threshold)
                        .count());
        answer.put("calibrated", scored.heldOut().length);
        answer.put("histogram", Map.of("edges", histogram.edges(), "counts", histogram.counts()));
        answer.put("items", items);
        return answer;
    }

    /**
     * Returns the answer to {@code anomalies/I}.
     *
     * @param ordinary items that are not anomalies
     */
    static Map<String, Object> explain(Items items, int item, int[] ordinary) {
        Map<String, Object> answer = new LinkedHashMap<>();
        if (items instanceof ImageItems images) {
            images(images, item, answer);
        } else {
            answer.put("cells", cells((TableItems) items, item));
        }
        int[] others = IntStream.of(ordinary).filter(i -> i != item).toArray();
        if (others.length > 0) {
            Encoding own = items.encode(new int[] {item});
            NearestNeighbours nearest =
                    NearestNeighbours.of(own.mean(), items.encode(others).mean(), 1);
            answer.put("nearest", others[nearest.rows()[0][0]]);
            answer.put("distance", nearest.distances()[0][0]);
        } else {
            answer.put("nearest", null);
            answer.put("distance", null);
        }
        return answer;
    }

    private static void images(ImageItems items, int item, Map<String, Object> answer) {
        ImageShape shape = items.images().shape();
        var one = items.examples().select(item);
        float[] made = items.vae().reconstruct(one)[0];
        answer.put("reconstruction", Base64.getEncoder().encodeToString(Pixels.bytes(made)));
        answer.put("surprise", perPixel(FeatureSurprise.of(items.vae(), one, SEED)[0], shape));
    }

    /** Sums the channels of each pixel. */
    private static double[] perPixel(double[] features, ImageShape shape) {
        double[] pixels = new double[shape.height() * shape.width()];
        for (int i = 0; i < features.length; i++) {
            pixels[i / shape.channels()] += features[i];
        }
        return pixels;
    }

    private static List<Map<String, Object>> cells(TableItems items, int item) {
        List<Map<String, Object>> cells = new ArrayList<>();
        for (CellSurprise cell : items.model().explain(items.rows().row(item), DRAWS, SEED)) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("column", cell.column());
            one.put("value", items.text(cell.column(), cell.value()));
            one.put("expected", items.text(cell.column(), cell.expected()));
            one.put("lower", items.text(cell.column(), cell.lower()));
            one.put("upper", items.text(cell.column(), cell.upper()));
            one.put("surprise", cell.surprise());
            cells.add(one);
        }
        return cells;
    }
}
