package io.elbo.studio;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.data.ImageShape;
import io.elbo.data.Rows;
import io.elbo.data.image.Images;
import io.elbo.evaluation.Encoding;
import io.elbo.image.latent.Direction;
import io.elbo.image.latent.LatentActivity;
import io.elbo.rows.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Answers the requests of the sliders: it encodes items, decodes latents and finds directions in latent space. */
final class StudioLatents {
    private static final int MOST_DECODED = 1024;
    private static final long MOST_BYTES = 64 << 20;
    private static final int MOST_DIRECTIONS = 50;
    private static final int MOST_DRAWN = 1000;
    private static final double HOTTEST = 10;
    private static final int LEAST_GROUP = 4;
    private static final long SEED = 1;

    private StudioLatents() {}

    /** Reads the latents of a request. */
    static float[][] read(JsonNode body, int latent) {
        JsonNode rows = body.path("latents");
        if (!rows.isArray() || rows.isEmpty() || rows.size() > MOST_DECODED) {
            throw Problem.wrong("latents: must be a list of 1 to " + MOST_DECODED + " lists of numbers");
        }
        float[][] latents = new float[rows.size()][latent];
        for (int i = 0; i < latents.length; i++) {
            JsonNode row = rows.get(i);
            if (!row.isArray() || row.size() != latent) {
                throw Problem.wrong("latents: each must be a list of " + latent + " numbers");
            }
            for (int j = 0; j < latent; j++) {
                float value = row.get(j).isNumber() ? row.get(j).floatValue() : Float.NaN;
                if (!Float.isFinite(value)) {
                    throw Problem.wrong("latents: each must be a list of finite numbers");
                }
                latents[i][j] = value;
            }
        }
        return latents;
    }

    /**
     * Decodes latents to images.
     *
     * @param items used only if the condition is that of an item
     */
    static byte[] decode(Loaded model, float[][] latents, JsonNode body, Supplier<Items> items) {
        if ((long) latents.length * model.vae().spec().features() > MOST_BYTES) {
            throw Problem.tooLarge("too many images of this size to decode at once");
        }
        return Pixels.bytes(model.decoder().decode(latents, repeated(condition(model, body, items), latents.length)));
    }

    /** Returns the condition c of an item or a class as one row, by default of the first class or item; null if the model takes none. */
    private static Rows condition(Loaded model, JsonNode body, Supplier<Items> items) {
        if (model.vae().spec().condition() == null) {
            return null;
        }
        JsonNode label = body.path("label");
        if (!body.has("item") && model.vae().classes().isPresent()) {
            var classes = model.vae().classes().get();
            int wanted = label.isInt() ? label.intValue() : 0;
            if (wanted < 0 || wanted >= classes.count()) {
                throw Problem.wrong("label: must be 0 to " + (classes.count() - 1));
            }
            return classes.conditions(wanted);
        }
        ImageItems all = (ImageItems) items.get();
        int item = all.checked(body.has("item") ? whole(body, "item") : 0);
        return all.examples().select(item).condition();
    }

    private static Rows repeated(Rows one, int n) {
        if (one == null || n == 1) {
            return one;
        }
        float[][] rows = new float[n][one.width()];
        for (float[] row : rows) {
            one.read(0, row, 0);
        }
        return io.elbo.data.FloatRows.of(rows);
    }

    static int whole(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isInt()) {
            throw Problem.wrong(field + ": must be a whole number");
        }
        return value.intValue();
    }

    /** Returns the answer to {@code encode}. */
    static Map<String, Object> encode(Loaded model, JsonNode body, Supplier<Items> items) {
        if (body.has("item")) {
            Items all = items.get();
            int[] item = {all.checked(whole(body, "item"))};
            return answer(all.encode(item), all.elbo(item)[0]);
        }
        JsonNode pixels = body.path("pixels");
        ImageShape shape = model.vae().spec().inputImage().orElse(null);
        if (!pixels.isTextual() || shape == null || model.table() != null) {
            throw Problem.wrong("encode: needs an item, or the pixels of an image for an image model");
        }
        Images image = Pixels.image(pixels.textValue(), shape);
        Examples one = model.vae().spec().condition() == null
                ? Examples.of(image)
                : new Examples(image, null, condition(model, body, items));
        Encoding q = model.vae().encode(one);
        boolean same = model.vae().spec().input() == null;
        return answer(q, same ? new ImageItems(model.vae(), image, one).elbo(new int[] {0})[0] : Double.NaN);
    }

    private static Map<String, Object> answer(Encoding q, double elbo) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("mean", q.mean(0));
        answer.put("deviation", deviations(q.logVariance(0), q.latent()));
        answer.put("elbo", elbo);
        return answer;
    }

    private static double[] deviations(float[] logVariance, int latent) {
        double[] deviations = new double[latent];
        for (int j = 0; j < logVariance.length; j++) {
            deviations[j] = StrictMath.exp(logVariance[j] / 2.0);
        }
        return deviations;
    }

    /** Returns the answer to {@code latents-usual}. */
    static Map<String, Object> usual(Loaded model, Encoding q) {
        int latent = model.latent();
        int n = q.rows();
        double[] mean = new double[latent];
        double[] square = new double[latent];
        for (float[] z : q.mean()) {
            for (int j = 0; j < latent; j++) {
                mean[j] += z[j] / (double) n;
                square[j] += (double) z[j] * z[j] / n;
            }
        }
        double[] kl = new double[latent];
        boolean[] active = new boolean[latent];
        for (LatentActivity one : LatentActivity.ranked(q, model.vae().spec().prior())) {
            kl[one.latent()] = one.kl();
            active[one.latent()] = one.active();
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("mean", mean);
        answer.put(
                "deviation",
                IntStream.range(0, latent)
                        .mapToDouble(j -> Math.sqrt(Math.max(0, square[j] - mean[j] * mean[j])))
                        .toArray());
        answer.put("kl", kl);
        answer.put("active", active);
        return answer;
    }

    /** Returns the answer to {@code directions}: from all other labels to each label, and along each factor. */
    static List<Map<String, Object>> directions(Items items, Embedding embedding) {
        List<Map<String, Object>> directions = new ArrayList<>();
        int[] labels = items.labels();
        List<String> names = LatentMap.labels(items);
        for (int k = 0; names != null && k < names.size() && directions.size() < MOST_DIRECTIONS; k++) {
            boolean[] has = new boolean[embedding.items().length];
            int count = 0;
            for (int i = 0; i < has.length; i++) {
                has[i] = labels[embedding.items()[i]] == k;
                count += has[i] ? 1 : 0;
            }
            if (count >= LEAST_GROUP && has.length - count >= LEAST_GROUP) {
                directions.add(named(Direction.ofGroups(
                        "label " + names.get(k), embedding.q().mean(), has, Direction.Method.MEAN, SEED)));
            }
        }
        if (items instanceof ImageItems images && images.images().factors().isPresent()) {
            float[][] factors = images.images().factors().get();
            for (int f = 0; f < images.images().factorNames().size() && directions.size() < MOST_DIRECTIONS; f++) {
                float[] values = new float[embedding.items().length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = factors[embedding.items()[i]][f];
                }
                if (values.length >= 2 * LEAST_GROUP && varies(values)) {
                    directions.add(named(Direction.ofFactor(
                            images.images().factorNames().get(f),
                            embedding.q().mean(),
                            values,
                            Direction.Method.MEAN,
                            SEED)));
                }
            }
        }
        return directions;
    }

    private static boolean varies(float[] values) {
        for (float value : values) {
            if (value != values[0]) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Object> named(Direction direction) {
        return Map.of("name", direction.attribute(), "direction", direction.vector());
    }

    /** Returns the answer to {@code sample}. */
    static Map<String, Object> sample(Loaded model, JsonNode body) {
        int count = body.has("count") ? whole(body, "count") : 1;
        if (count < 1 || count > MOST_DRAWN) {
            throw Problem.wrong("count " + count + ": must be 1 to " + MOST_DRAWN);
        }
        JsonNode given = body.path("temperature");
        double temperature = given.isNumber() ? given.doubleValue() : 1;
        if (!(temperature >= 0 && temperature <= HOTTEST)) {
            throw Problem.wrong("temperature: must be 0 to " + HOTTEST);
        }
        long seed = body.path("seed").canConvertToLong() ? body.path("seed").longValue() : SEED;
        if (!model.vae().spec().posterior().random()) {
            throw Problem.wrong("a plain autoencoder has no prior to draw from");
        }
        float[][] draws = model.vae().sampleLatents(count, seed);
        for (float[] z : draws) {
            for (int j = 0; j < z.length; j++) {
                z[j] *= (float) temperature;
            }
        }
        return Map.of("latents", Arrays.asList(draws));
    }
}
