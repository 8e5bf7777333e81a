package io.elbo.data.image;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import io.elbo.data.picture.PictureFile;
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

/**
 * The pictures of a folder by name, before they are read.
 *
 * @param folder that contains them
 * @param files at least one
 * @param labels the class of each file; empty if there are no classes
 * @param classes the names of the classes
 * @param passedOver the names of files that are not pictures, and of folders without any, which end in a slash
 */
record PictureListing(
        Path folder, List<Path> files, List<Integer> labels, List<String> classes, List<String> passedOver) {
    private static final Comparator<Path> BY_NAME =
            Comparator.comparing(PictureListing::nameBytes, Arrays::compareUnsigned);

    /** @throws DataException if there are no pictures, or some in the folder itself and some in its sub-folders */
    static PictureListing of(Path folder) {
        Contents own = Contents.of(folder);
        List<Path> files = new ArrayList<>(own.pictures);
        List<Path> passedOver = new ArrayList<>(own.others);
        List<Integer> labels = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        for (Path child : own.folders) {
            Contents inside = Contents.of(child);
            if (inside.pictures.isEmpty()) {
                passedOver.add(child);
                continue;
            }
            if (!own.pictures.isEmpty()) {
                throw new DataException(FileText.of(folder) + ": has pictures of its own ("
                        + FileText.of(own.pictures.get(0).getFileName()) + ") and pictures in sub-folders ("
                        + FileText.of(folder.relativize(inside.pictures.get(0)))
                        + "); either all must be in the folder, or all in sub-folders, one for each class");
            }
            for (Path file : inside.pictures) {
                files.add(file);
                labels.add(classes.size());
            }
            passedOver.addAll(inside.others);
            passedOver.addAll(inside.folders);
            classes.add(child.getFileName().toString());
        }
        if (files.isEmpty()) {
            throw new DataException(FileText.of(folder) + ": there are no pictures (" + PictureFile.formats()
                    + "), neither here nor in a sub-folder");
        }
        List<String> unused = passedOver.stream()
                .map(path -> FileText.of(folder.relativize(path)) + (Files.isDirectory(path) ? "/" : ""))
                .toList();
        return new PictureListing(folder, files, labels, classes, unused);
    }

    /** The content of a folder, by name. */
    private record Contents(List<Path> pictures, List<Path> folders, List<Path> others) {
        static Contents of(Path folder) {
            Contents contents = new Contents(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (Path entry : list(folder)) {
                if (Files.isDirectory(entry)) {
                    contents.folders.add(entry);
                } else {
                    (PictureFile.isPicture(entry) ? contents.pictures : contents.others).add(entry);
                }
            }
            return contents;
        }
    }

    /**
     * Returns the same files with the labels that these classes have elsewhere. Without classes here or there, nothing changes.
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
                        + ": is a class without pictures to train on; known classes are "
                        + FileText.oneLine(String.join(", ", known)));
            }
        }
        List<Integer> theirs =
                labels.stream().map(label -> known.indexOf(classes.get(label))).toList();
        return new PictureListing(folder, files, theirs, known, passedOver);
    }

    /** Returns the names of the files without the folder, with slashes on every machine. */
    List<String> names() {
        return files.stream()
                .map(file -> {
                    String name = file.getFileName().toString();
                    return labels.isEmpty() ? name : file.getParent().getFileName() + "/" + name;
                })
                .toList();
    }

    /** Returns the same listing with more ignored names besides the folder. */
    PictureListing besides(List<String> others) {
        List<String> all = new ArrayList<>(others);
        all.addAll(passedOver);
        return new PictureListing(folder, files, labels, classes, all);
    }

    /** Returns only these files, in this order. */
    PictureListing select(List<Integer> rows) {
        return new PictureListing(
                folder,
                rows.stream().map(files::get).toList(),
                labels.isEmpty() ? labels : rows.stream().map(labels::get).toList(),
                classes,
                passedOver);
    }

    /** Returns the content of a folder, by name, without hidden files. */
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
