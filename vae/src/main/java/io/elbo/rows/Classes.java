package io.elbo.rows;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.data.image.Images;
import io.elbo.spec.Provenance;
import io.elbo.spec.VaeSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The classes that a model is conditioned on: numbers from 0, perhaps with names.
 *
 * @param count at least 1
 * @param names the name of class 0, 1, ...; at most {@code count} of them, empty if classes have none
 */
public record Classes(int count, List<String> names) {
    public Classes {
        if (count < 1) {
            throw new IllegalArgumentException("classes " + count + ": must be at least 1");
        }
        names = List.copyOf(names);
        if (names.size() > count) {
            throw new IllegalArgumentException("names " + names + ": are more than " + count + " classes");
        }
    }

    /** The classes of a model; empty if its condition is no label. */
    public static Optional<Classes> of(VaeSpec spec, Provenance provenance) {
        return spec.condition() == null || spec.condition().size() != 1
                ? Optional.empty()
                : Optional.of(new Classes(spec.condition().get(0), provenance.labelNames()));
    }

    /** What a class is called: its name, or its number. */
    public String name(int label) {
        return label < names.size() ? names.get(label) : String.valueOf(label);
    }

    /**
     * The number of a class by its name or, where no name is the same, by its number.
     *
     * @throws DataException naming the classes, if it is none of them
     */
    public int label(String nameOrNumber) {
        if (names.contains(nameOrNumber)) {
            return names.indexOf(nameOrNumber);
        }
        if (nameOrNumber.matches("\\d{1,9}") && Integer.parseInt(nameOrNumber) < count) {
            return Integer.parseInt(nameOrNumber);
        }
        throw new DataException("'" + nameOrNumber + "' is no class of this model; " + known());
    }

    private String known() {
        String numbers = "classes run from 0 to " + (count - 1);
        return names.isEmpty() ? numbers : numbers + ": " + String.join(", ", names);
    }

    /** Labels as conditions, one row each: a one in the place of the label. */
    public Rows conditions(int... labels) {
        return Examples.oneHot(labels, count);
    }

    /** The same class n times. */
    public Rows conditions(int label, int n) {
        int[] labels = new int[n];
        Arrays.fill(labels, label);
        return conditions(labels);
    }

    /**
     * The labels of images as these classes. Where both have names, names decide: a folder with fewer classes than the
     * model was trained on numbers them otherwise.
     *
     * @throws DataException if the images have no labels, or one that is no class of these
     */
    public int[] labels(Images images) {
        int[] labels = images.labels()
                .orElseThrow(() ->
                        new DataException(images.name() + ": has no labels; this model needs one for each image"));
        List<String> given = images.labelNames();
        for (int row = 0; row < labels.length; row++) {
            if (!names.isEmpty() && !given.isEmpty()) {
                String name = given.get(labels[row]);
                labels[row] = names.indexOf(name);
                if (labels[row] < 0) {
                    throw new DataException(images.name() + ": row " + row + " is of class '" + name + "'; " + known());
                }
            } else if (labels[row] < 0 || labels[row] >= count) {
                throw new DataException(images.name() + ": row " + row + " has label " + labels[row] + "; " + known());
            }
        }
        return labels;
    }
}
