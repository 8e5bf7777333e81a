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
 * A direction in which latents are moved to change an attribute: {@code z + strength * vector}. Strength 1 is the way from
 * images without the attribute to images with it, and of a continuous factor one standard deviation of it.
 *
 * @param attribute what changes, for example {@code label 7}
 * @param method how it was found
 * @param vector {@code [latent]}
 * @param separation how well it tells of the attribute
 * @param weightsDigest the {@link Vae#digest} of the model whose latents these are; null if that is not known
 */
public record Direction(
        String attribute, Method method, List<Double> vector, Separation separation, String weightsDigest) {
    /** How a direction is found. */
    public enum Method {
        /**
         * {@code m = mean(z with) - mean(z without)} (Larsen et al. 2016; White 2016), and of a continuous factor y
         * {@code m = cov(z, y) / sd(y)}: how z changes on average when y grows by a standard deviation. Both are the same
         * for a factor of two values, but for the unit. It brings along whatever else differs between the groups.
         */
        @JsonProperty("mean")
        MEAN,
        /**
         * The normal of a linear probe: with w the weights of logistic regression, or of linear regression, of the
         * attribute on z, the vector is {@code d (w . m) / (w . d)} with {@code d_j = var(z_j) w_j}, the variance within
         * the groups: along it the probe's score changes as much as along m. What only goes along with the attribute is
         * left out, as far as the probe tells the two apart; where latents are independent within groups, it is m again.
         * (The variances are there because the weights of latents that hardly vary are large and say nothing: in units of
         * z they would lead.)
         */
        @JsonProperty("probe")
        PROBE,
        /** {@code mean(z after - z before)} over pairs that differ in the attribute alone. */
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
     * The direction of an attribute that rows have or have not. A quarter of each group is held out to measure it.
     *
     * @param latents {@code [rows][latent]}, means of q(z|x)
     * @param has {@code [rows]}, at least two with the attribute and two without
     * @param method {@link Method#MEAN} or {@link Method#PROBE}
     * @param seed of what is held out
     */
    public static Direction ofGroups(String attribute, float[][] latents, boolean[] has, Method method, long seed) {
        return new DirectionFit(attribute, latents, method, seed).ofGroups(has);
    }

    /**
     * The direction in which a continuous factor grows. A quarter of the rows is held out to measure it.
     *
     * @param latents {@code [rows][latent]}, means of q(z|x), at least 8 rows
     * @param values {@code [rows]}, not all the same
     * @param method {@link Method#MEAN} or {@link Method#PROBE}
     * @param seed of what is held out
     */
    public static Direction ofFactor(String factor, float[][] latents, float[] values, Method method, long seed) {
        return new DirectionFit(factor, latents, method, seed).ofFactor(values);
    }

    /**
     * The direction from the first to the second of pairs. A quarter of the pairs is held out to measure it.
     *
     * @param before {@code [pairs][latent]}, means of q(z|x), at least two pairs
     * @param after {@code [pairs][latent]}
     * @param seed of what is held out
     */
    public static Direction ofPairs(String attribute, float[][] before, float[][] after, long seed) {
        return new DirectionFit(attribute, before, Method.PAIRS, seed).ofPairs(after);
    }

    /** The same, as of this model: {@link #requireFits} then refuses others. */
    public Direction of(Vae vae) {
        return new Direction(attribute, method, vector, separation, vae.digest());
    }

    /** @throws DataException if the direction is known to be of another model */
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
     * A latent moved: {@code z + strength * vector} for each strength.
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

    /** The cosine of the angle to another direction: 1 if they are the same but for their lengths. */
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

    /** This direction as JSON. */
    public String toJson() {
        return Json.write(this);
    }

    /**
     * Writes a JSON file, whole or not at all.
     *
     * @throws DataException if it cannot be written
     */
    public void save(Path file) {
        AtomicFile.write(file, out -> out.write((toJson() + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws DataException naming the file and what is not right in it
     */
    public static Direction load(Path file) {
        return Json.read(Json.text(file), Direction.class, file.toString());
    }
}
