package io.elbo.data.image;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file of images and, if present, the file of their labels. */
record IdxPair(Path images, Optional<Path> labels) {
    /**
     * Returns the file with the labels beside it, if its name follows the pattern of MNIST: {@code train-images-idx3-ubyte} and
     * {@code train-labels-idx1-ubyte}, with a dot instead of the second hyphen, each with or without {@code .gz}.
     */
    static IdxPair beside(Path images) {
        String name = images.getFileName().toString();
        if (!name.contains("images") || !name.contains("idx3")) {
            return new IdxPair(images, Optional.empty());
        }
        String labels = name.replace("images", "labels").replace("idx3", "idx1").replaceFirst("\\.gz$", "");
        return new IdxPair(
                images,
                List.of(labels, labels + ".gz").stream()
                        .map(images::resolveSibling)
                        .filter(Files::isRegularFile)
                        .findFirst());
    }

    /** @throws DataException also if the numbers of labels and images differ */
    Images read(String name) {
        Images read = Idx.readImages(images).named(name);
        if (labels.isEmpty()) {
            return read;
        }
        int[] values = Idx.readLabels(labels.get());
        if (values.length != read.count()) {
            throw new DataException(FileText.of(labels.get()) + ": " + values.length + " labels, but "
                    + FileText.of(images) + " has " + read.count() + " images; each image needs one label");
        }
        return read.withLabels(values);
    }
}
