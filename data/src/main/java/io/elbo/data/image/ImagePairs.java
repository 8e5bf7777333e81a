package io.elbo.data.image;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Images and what is to be made of them: row i of the one belongs to row i of the other. Size and number of channels may
 * differ between the two.
 *
 * @param input what a model is given
 * @param target what it is to give
 */
public record ImagePairs(Images input, Images target) {
    /** Missing names that a message lists. */
    private static final int LISTED = 5;

    /** @throws DataException if they are not equally many */
    public ImagePairs {
        if (input.count() != target.count()) {
            throw new DataException("pairs of " + input.name() + " and " + target.name() + ": " + input.count()
                    + " images and " + target.count() + "; each needs its counterpart");
        }
    }

    /**
     * Puts together what belongs together. Images from files of their own belong to those from a file of the same name, in
     * the same sub-folder, where the ending does not count ({@code cat/1.jpg}, {@code cat/1.png}); the order is that of the
     * inputs. The counterparts of files that were left out as they could not be read are left out too. Other images are
     * taken in the order that they have.
     *
     * @throws DataException listing the names, if some have no counterpart; if there are not equally many; or if only one
     *     of the sets is from files with names
     */
    public static ImagePairs of(Images inputs, Images targets) {
        boolean named = !inputs.fileNames().isEmpty();
        if (named == targets.fileNames().isEmpty()) {
            throw new DataException("pairs of " + inputs.name() + " and " + targets.name() + ": "
                    + (named ? inputs : targets).name() + " is a folder of pictures and "
                    + (named ? targets : inputs).name() + " is not, so nothing says which belong together");
        }
        return named ? byName(inputs, targets) : new ImagePairs(inputs, targets);
    }

    private static ImagePairs byName(Images inputs, Images targets) {
        Map<String, Integer> inputRows = rows(inputs);
        Map<String, Integer> targetRows = rows(targets);
        List<String> missing = new ArrayList<>();
        alone(inputs, targetRows, stems(targets.brokenFileNames()))
                .ifPresent(names -> missing.add("no target for " + names));
        alone(targets, inputRows, stems(inputs.brokenFileNames()))
                .ifPresent(names -> missing.add("no input for " + names));
        if (!missing.isEmpty()) {
            throw new DataException("pairs of " + inputs.name() + " and " + targets.name() + ": "
                    + String.join("; ", missing) + "; the names of the files must be the same but for the ending");
        }
        List<String> names = inputs.fileNames().stream()
                .map(ImagePairs::stem)
                .filter(targetRows::containsKey)
                .toList();
        return new ImagePairs(inputs.select(rows(names, inputRows)), targets.select(rows(names, targetRows)));
    }

    private static int[] rows(List<String> stems, Map<String, Integer> rows) {
        return stems.stream().mapToInt(rows::get).toArray();
    }

    private static Set<String> stems(List<String> names) {
        return names.stream().map(ImagePairs::stem).collect(Collectors.toSet());
    }

    /** The row of each name without its ending. */
    private static Map<String, Integer> rows(Images images) {
        List<String> names = images.fileNames();
        Map<String, Integer> rows = new TreeMap<>();
        for (int row = 0; row < names.size(); row++) {
            Integer before = rows.put(stem(names.get(row)), row);
            if (before != null) {
                throw new DataException(images.name() + ": " + FileText.oneLine(names.get(before)) + " and "
                        + FileText.oneLine(names.get(row))
                        + " differ in the ending only; in pairs each name is one image");
            }
        }
        return rows;
    }

    /** The names that do not occur among the others. */
    private static Optional<String> alone(Images images, Map<String, Integer> others, Set<String> broken) {
        List<String> alone = images.fileNames().stream()
                .filter(name -> !others.containsKey(stem(name)) && !broken.contains(stem(name)))
                .map(FileText::oneLine)
                .toList();
        if (alone.isEmpty()) {
            return Optional.empty();
        }
        int more = alone.size() - LISTED;
        String listed = String.join(", ", alone.subList(0, Math.min(LISTED, alone.size())));
        return Optional.of(more > 0 ? listed + " and " + more + " more" : listed);
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') ? name.substring(0, dot) : name;
    }

    /** The number of pairs. */
    public int count() {
        return input.count();
    }

    /** The first pairs; all of them if there are fewer. As {@link Images#limit}. */
    public ImagePairs limit(int rows) {
        return new ImagePairs(input.limit(rows), target.limit(rows));
    }

    /** These pairs in this order. As {@link Images#select}. */
    public ImagePairs select(int[] rows) {
        return new ImagePairs(input.select(rows), target.select(rows));
    }
}
