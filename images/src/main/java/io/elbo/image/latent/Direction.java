package io.elbo.image.latent;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.file.AtomicFile;
import io.elbo.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A direction in latent space that changes an attribute: {@code z + strength * vector}. Strength 1 leads from images without the attribute
 * to images with it. For a continuous factor, strength 1 changes the factor by one standard deviation.
 *
 * @param attribute the attribute that changes, for example {@code label 7}
 * @param method the method that found the direction
 * @param vector {@code [latent]}
 * @param separation how well the direction predicts the attribute
 * @param weightsDigest the {@link Vae#digest} of the model that the latents belong to; null if unknown
 */
public record Direction(
        String attribute, Method method, List<Double> vector, Separation separation, String weightsDigest) {
    /** The method to find a direction. */
    public enum Method {
        /**
         * The difference of means {@code m = mean(z with) - mean(z without)} (Larsen et al. 2016; White 2016). For a continuous factor y,
         * {@code m = cov(z, y) / sd(y)}, the average change of z when y grows by a standard deviation. For a factor of two values, both
         * are the same except for the unit. The direction includes everything else that differs between the groups.
         */
        @JsonProperty("mean")
        MEAN,
        /**
         * The normal of a linear probe. With w the weights of the logistic or linear regression of the attribute on z, the vector is
         * {@code d (w . m) / (w . d)} with {@code d_j = var(z_j) w_j}, where the variance is within the groups. The probe's score changes
         * as much along this vector as along m. The vector excludes correlated attributes as far as the probe separates them. If the
         * latents are independent within the groups, it equals m. (The variances are necessary because latents that hardly vary have
         * large, meaningless weights, which would dominate in units of z.)
         */
        @JsonProperty("probe")
        PROBE,
        /** The mean difference {@code mean(z after - z before)} over pairs that differ only in the attribute. */
        @JsonProperty("pairs")
        PAIRS
    }

    public Direction {
        if (attribute == null || attribute.isBlank()) {
            throw new IllegalArgumentException("attribute: is missing");
        }
        if (method == null) {
            throw new IllegalArgumentException("method: is missing");
        }
        if (separation == null) {
            throw new IllegalArgumentException("separation: is missing");
        }
        if (vector == null || vector.isEmpty()) {
            throw new IllegalArgumentException("vector: needs a number for each latent");
        }
        for (Double value : vector) {
            if (value == null || !Double.isFinite(value)) {
                throw new IllegalArgumentException("vector: " + value + " is not a finite number");
            }
        }
        vector = List.copyOf(vector);
    }

    /**
     * Finds the direction of an attribute that each row has or lacks. Holds out a quarter of each group to measure it.
     *
     * @param latents {@code [rows][latent]}, means of q(z|x)
     * @param has {@code [rows]}, at least two with the attribute and two without
     * @param method {@link Method#MEAN} or {@link Method#PROBE}
     * @param seed the seed of the choice of held-out rows
     */
    public static Direction ofGroups(String attribute, float[][] latents, boolean[] has, Method method, long seed) {
        return new DirectionFit(attribute, latents, method, seed).ofGroups(has);
    }

    /**
     * Finds the direction in which a continuous factor grows. Holds out a quarter of the rows to measure it.
     *
     * @param latents {@code [rows][latent]}, means of q(z|x), at least 8 rows
     * @param values {@code [rows]}, not all the same
     * @param method {@link Method#MEAN} or {@link Method#PROBE}
     * @param seed the seed of the choice of held-out rows
     */
    public static Direction ofFactor(String factor, float[][] latents, float[] values, Method method, long seed) {
        return new DirectionFit(factor, latents, method, seed).ofFactor(values);
    }

    /**
     * Finds the direction from the first to the second element of pairs. Holds out a quarter of the pairs to measure it.
     *
     * @param before {@code [pairs][latent]}, means of q(z|x), at least two pairs
     * @param after {@code [pairs][latent]}
     * @param seed the seed of the choice of held-out pairs
     */
    public static Direction ofPairs(String attribute, float[][] before, float[][] after, long seed) {
        return new DirectionFit(attribute, before, Method.PAIRS, seed).ofPairs(after);
    }

    /** Returns this direction tied to a model, so that {@link #requireFits} rejects other models. */
    public Direction of(Vae vae) {
        return new Direction(attribute, method, vector, separation, vae.digest());
    }

    /** @throws DataException if the direction has another number of latents or is known to belong to another model */
    public void requireFits(Vae vae) {
        if (vector.size() != vae.spec().latent()) {
            throw new DataException("the direction of " + attribute + " has " + vector.size()
                    + " latents; this model has " + vae.spec().latent());
        }
        if (weightsDigest != null && !weightsDigest.equals(vae.digest())) {
            throw new DataException("the direction of " + attribute + " was found in the latents of another model");
        }
    }

    /**
     * Moves a latent: returns {@code z + strength * vector} for each strength.
     *
     * @return {@code [strengths][latent]}
     */
    public float[][] along(float[] z, double... strengths) {
        if (z.length != vector.size()) {
            throw new DataException(
                    "a latent of " + z.length + " numbers; the direction of " + attribute + " has " + vector.size());
        }
        float[][] moved = new float[strengths.length][z.length];
        for (int i = 0; i < strengths.length; i++) {
            for (int j = 0; j < z.length; j++) {
                moved[i][j] = (float) (z[j] + strengths[i] * vector.get(j));
            }
        }
        return moved;
    }

    /** Returns the cosine of the angle to another direction: 1 if they differ only in length. */
    public double cosine(Direction other) {
        if (other.vector.size() != vector.size()) {
            throw new DataException("directions of " + vector.size() + " and " + other.vector.size() + " latents");
        }
        double[] a = numbers();
        double[] b = other.numbers();
        return Latents.dot(a, b) / Math.sqrt(Latents.dot(a, a) * Latents.dot(b, b));
    }

    private double[] numbers() {
        return vector.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Returns this direction as JSON. */
    public String toJson() {
        return Json.write(this);
    }

    /**
     * Writes a JSON file atomically.
     *
     * @throws DataException if it cannot be written
     */
    public void save(Path file) {
        AtomicFile.write(file, out -> out.write((toJson() + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a file that {@link #save} wrote.
     *
     * @throws DataException if the file is invalid; the message names the file and the error
     */
    public static Direction load(Path file) {
        return Json.read(Json.text(file), Direction.class, file.toString());
    }
}
