package io.elbo.data.image;

import io.elbo.data.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What is known about the images of a set besides their pixels. Arrays are not copied; nobody writes to them.
 *
 * @param labels [count]; null if there are none
 * @param labelNames entry k is the name of label k; empty if labels have no names
 * @param factorNames empty if there are no factors
 * @param factors [count][factorNames]; null if there are none
 * @param fileNames [count]; empty if the images do not come from separate files
 * @param report what happened when these files were read; null if there are none
 */
record Annotations(
        int[] labels,
        List<String> labelNames,
        List<String> factorNames,
        float[][] factors,
        List<String> fileNames,
        PictureReport report) {
    static final Annotations NONE = new Annotations(null, List.of(), List.of(), null, List.of(), null);

    Annotations withLabels(int[] newLabels, List<String> names) {
        return new Annotations(newLabels, names, factorNames, factors, fileNames, report);
    }

    Annotations withFactors(List<String> names, float[][] values) {
        return new Annotations(labels, labelNames, names, values, fileNames, report);
    }

    Annotations withFiles(List<String> names, PictureReport how) {
        return new Annotations(labels, labelNames, factorNames, factors, names, how);
    }

    /** Returns the annotations of these rows, in this order. */
    Annotations select(int[] rows) {
        return new Annotations(
                labels == null
                        ? null
                        : Arrays.stream(rows).map(row -> labels[row]).toArray(),
                labelNames,
                factorNames,
                factors == null ? null : mapped(rows, row -> factors[row]).toArray(float[][]::new),
                fileNames.isEmpty() ? fileNames : mapped(rows, fileNames::get),
                report);
    }

    private static <T> List<T> mapped(int[] rows, IntFunction<T> value) {
        return Arrays.stream(rows).mapToObj(value).toList();
    }

    /**
     * Returns the annotations of this set followed by those of the other. Annotations that only one set has are dropped.
     *
     * @throws DataException if the labels or factors of both have different meanings
     */
    Annotations concat(Annotations other) {
        boolean bothLabels = labels != null && other.labels != null;
        boolean bothFactors = factors != null && other.factors != null;
        if (bothLabels && !labelNames.equals(other.labelNames)) {
            throw new DataException(
                    "the labels mean different things: they are named " + labelNames + " and " + other.labelNames);
        }
        if (bothFactors && !factorNames.equals(other.factorNames)) {
            throw new DataException(
                    "the factors mean different things: they are named " + factorNames + " and " + other.factorNames);
        }
        int[] allLabels = null;
        if (bothLabels) {
            allLabels = Arrays.copyOf(labels, labels.length + other.labels.length);
            System.arraycopy(other.labels, 0, allLabels, labels.length, other.labels.length);
        }
        return new Annotations(
                allLabels,
                bothLabels ? labelNames : List.of(),
                bothFactors ? factorNames : List.of(),
                bothFactors
                        ? joined(Arrays.asList(factors), Arrays.asList(other.factors))
                                .toArray(float[][]::new)
                        : null,
                fileNames.isEmpty() || other.fileNames.isEmpty() ? List.of() : joined(fileNames, other.fileNames),
                alike(report, other.report) ? report : null);
    }

    private static boolean alike(PictureReport one, PictureReport other) {
        return one != null && other != null && one.reading().equals(other.reading());
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
