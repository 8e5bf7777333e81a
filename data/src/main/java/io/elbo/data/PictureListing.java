package io.elbo.data;

import io.elbo.data.internal.FileText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The pictures of a folder by name, before they are read.
 *
 * @param folder where they are
 * @param files at least one
 * @param labels the class of each file; empty if there are no classes
 * @param classes the names of the classes
 */
record PictureListing(Path folder, List<Path> files, List<Integer> labels, List<String> classes) {
    private static final List<String> EXTENSIONS = List.of(".png", ".jpg", ".jpeg");

    private static final Comparator<Path> BY_NAME =
            Comparator.comparing(PictureListing::nameBytes, Arrays::compareUnsigned);

    /** @throws DataException if there are no pictures, or some in the folder itself and some in its sub-folders */
    static PictureListing of(Path folder) {
        List<Path> entries = list(folder);
        List<Path> files = new ArrayList<>(pictures(entries));
        Path besideClasses = files.isEmpty() ? null : files.get(0);
        List<Integer> labels = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        for (Path child : entries) {
            List<Path> ofClass = Files.isDirectory(child) ? pictures(list(child)) : List.of();
            if (ofClass.isEmpty()) {
                continue;
            }
            if (besideClasses != null) {
                throw new DataException(FileText.of(folder) + ": has pictures of its own ("
                        + FileText.of(besideClasses.getFileName()) + ") and pictures in sub-folders ("
                        + FileText.of(folder.relativize(ofClass.get(0)))
                        + "); either all lie in the folder, or all lie in sub-folders, one for each class");
            }
            for (Path file : ofClass) {
                files.add(file);
                labels.add(classes.size());
            }
            classes.add(child.getFileName().toString());
        }
        if (files.isEmpty()) {
            throw new DataException(FileText.of(folder)
                    + ": there are no pictures (.png, .jpg, .jpeg), neither here nor in a sub-folder");
        }
        return new PictureListing(folder, files, labels, classes);
    }

    /**
     * The same files with the labels that these classes have elsewhere. Without classes there or here nothing changes.
     *
     * @throws DataException naming the sub-folder, if a class is unknown
     */
    PictureListing labelledAs(List<String> known) {
        if (known.isEmpty() || classes.isEmpty()) {
            return this;
        }
        for (String own : classes) {
            if (!known.contains(own)) {
                throw new DataException(FileText.of(folder.resolve(own))
                        + ": is a class without pictures to train on; there are "
                        + FileText.oneLine(String.join(", ", known)));
            }
        }
        List<Integer> theirs =
                labels.stream().map(label -> known.indexOf(classes.get(label))).toList();
        return new PictureListing(folder, files, theirs, known);
    }

    /** The files' names without the folder, with slashes on every machine. */
    List<String> names() {
        return files.stream()
                .map(file -> {
                    String name = file.getFileName().toString();
                    return labels.isEmpty() ? name : file.getParent().getFileName() + "/" + name;
                })
                .toList();
    }

    /** Whether the name ends like that of a picture. */
    static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return EXTENSIONS.stream().anyMatch(name::endsWith);
    }

    private static List<Path> pictures(List<Path> entries) {
        return entries.stream()
                .filter(file -> isPicture(file) && !Files.isDirectory(file))
                .toList();
    }

    /** What lies in a folder, by name, without hidden files. */
    static List<Path> list(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                if (!entry.getFileName().toString().startsWith(".")) {
                    entries.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw FileText.failure(folder, e.getCause());
        } catch (IOException e) {
            throw FileText.failure(folder, e);
        }
        entries.sort(BY_NAME);
        return entries;
    }

    private static byte[] nameBytes(Path file) {
        return file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    }
}
