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
 * Input images and their target images: row i of one belongs to row i of the other. Size and number of channels may differ
 * between the two.
 *
 * @param input the inputs of a model
 * @param target the outputs that it should give
 */
public record ImagePairs(Images input, Images target) {
    /** The number of missing names that a message lists. */
    private static final int LISTED = 5;

    /** @throws DataException if their numbers differ */
    public ImagePairs {
        if (input.count() != target.count()) {
            throw new DataException("pairs of " + input.name() + " and " + target.name() + ": " + input.count()
                    + " images and " + target.count() + "; each needs its counterpart");
        }
    }

    /**
     * Pairs inputs and targets. Images from separate files are paired by file name and sub-folder, ignoring the extension
     * ({@code cat/1.jpg}, {@code cat/1.png}), in the order of the inputs. If a file was skipped because it cannot be read, its
     * counterpart is skipped too. Other images are paired by their order.
     *
     * @throws DataException listing the names, if some have no counterpart; if the numbers differ; or if only one of the sets
     *     comes from named files
     */
    public static ImagePairs of(Images inputs, Images targets) {
        boolean named = !inputs.fileNames().isEmpty();
        if (named == targets.fileNames().isEmpty()) {
            throw new DataException("pairs of " + inputs.name() + " and " + targets.name() + ": "
                    + (named ? inputs : targets).name() + " is a folder of pictures and "
                    + (named ? targets : inputs).name() + " is not, so they cannot be paired by name");
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
                    + String.join("; ", missing) + "; the file names must be the same except for the extension");
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

    /** Returns the row of each name without its extension. */
    private static Map<String, Integer> rows(Images images) {
        List<String> names = images.fileNames();
        Map<String, Integer> rows = new TreeMap<>();
        for (int row = 0; row < names.size(); row++) {
            Integer before = rows.put(stem(names.get(row)), row);
            if (before != null) {
                throw new DataException(images.name() + ": " + FileText.oneLine(names.get(before)) + " and "
                        + FileText.oneLine(names.get(row))
                        + " differ only in the extension; in pairs each name must be one image");
            }
        }
        return rows;
    }

    /** Returns the names that do not occur among the others. */
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

    /** Returns the number of pairs. */
    public int count() {
        return input.count();
    }

    /** Returns the first pairs, or all if there are fewer; see {@link Images#limit}. */
    public ImagePairs limit(int rows) {
        return new ImagePairs(input.limit(rows), target.limit(rows));
    }

    /** Returns these pairs in this order; see {@link Images#select}. */
    public ImagePairs select(int[] rows) {
        return new ImagePairs(input.select(rows), target.select(rows));
    }
}
