package io.elbo.data.image;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.elbo.data.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedDatasetTest {
    /** The published files, if they exist beside the checkout. */
    private static final Path REAL = Path.of("..", "..", "shared", "data", "mnist");

    @TempDir
    Path folder;

    @Test
    void theRealMnistHasThePublishedCounts() {
        assumeTrue(Files.isDirectory(REAL), "the MNIST files are not here: " + REAL);
        Images train = NamedDataset.MNIST.train(Optional.of(REAL), DownloadProgress.none());
        Images test = NamedDataset.MNIST.test(Optional.of(REAL), DownloadProgress.none());
        assertEquals(60_000, train.count());
        assertEquals(10_000, test.count());
        assertEquals(new ImageShape(28, 28, 1), train.shape());
        assertArrayEquals(new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, counts(test));
        assertArrayEquals(new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}, counts(train));
        // The mean that tutorials use for normalisation.
        double sum = 0;
        for (int row = 0; row < train.count(); row++) {
            for (int i = 0; i < 784; i++) {
                sum += train.pixel(row, i);
            }
        }
        assertEquals(0.1307, sum / (60_000.0 * 784 * 255), 0.00005);
    }

    private static int[] counts(Images images) {
        int[] counts = new int[10];
        for (int label : images.labels().orElseThrow()) {
            counts[label]++;
        }
        return counts;
    }

    @Test
    void namesAreExact() {
        assertEquals(Optional.of(NamedDataset.FASHION_MNIST), NamedDataset.of("fashion-mnist"));
        assertEquals(Optional.of(NamedDataset.MNIST), NamedDataset.of("mnist"));
        assertEquals(Optional.empty(), NamedDataset.of("MNIST"));
    }

    @Test
    void filesAreFoundInTheFolderAndInItsSubFolderPackedOrNot() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("mnist"));
        Idx.writeImages(inner.resolve("train-images-idx3-ubyte"), Lines.generate(3, 1));
        Idx.writeLabels(inner.resolve("train-labels-idx1-ubyte.gz"), new int[] {4, 5, 6});
        Images train = NamedDataset.MNIST.train(Optional.of(folder), DownloadProgress.none());
        assertEquals(Lines.generate(3, 1).digest(), train.digest());
        assertArrayEquals(new int[] {4, 5, 6}, train.labels().orElseThrow());
        assertEquals("mnist", train.name());
        assertFalse(NamedDataset.MNIST.hasTest(Optional.of(folder)));
        // Files in the folder itself take precedence.
        Idx.writeImages(folder.resolve("train-images-idx3-ubyte.gz"), Lines.generate(2, 2));
        Idx.writeLabels(folder.resolve("train-labels-idx1-ubyte"), new int[] {7, 8});
        assertEquals(
                2,
                NamedDataset.MNIST
                        .train(Optional.of(folder), DownloadProgress.none())
                        .count());
        assertTrue(NamedDataset.MNIST.hasTest(Optional.empty()));
    }

    @Test
    void missingFilesAreNamedWithTheirFolder() throws IOException {
        refused(
                () -> NamedDataset.MNIST.test(Optional.of(folder), DownloadProgress.none()),
                "mnist: t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte (.gz or unpacked) missing in " + folder
                        + " and in " + folder.resolve("mnist"));
        Path inner = Files.createDirectories(folder.resolve("mnist"));
        Idx.writeImages(inner.resolve("t10k-images-idx3-ubyte"), Lines.generate(3, 1));
        refused(
                () -> NamedDataset.MNIST.test(Optional.of(folder), DownloadProgress.none()),
                "mnist: t10k-labels-idx1-ubyte (.gz or unpacked) missing in " + inner);
        refused(
                () -> NamedDataset.MNIST.test(Optional.of(folder.resolve("no")), DownloadProgress.none()),
                folder.resolve("no") + ": there is no such folder");
    }

    @Test
    void brokenAndUnequalFilesAreNamed() throws IOException {
        Path images = Files.writeString(folder.resolve("train-images-idx3-ubyte.gz"), "<!DOCTYPE html>");
        Path labels = folder.resolve("train-labels-idx1-ubyte.gz");
        Idx.writeLabels(labels, new int[] {1, 2});
        Optional<Path> dataDir = Optional.of(folder);
        refused(() -> NamedDataset.MNIST.train(dataDir, DownloadProgress.none()), images + ": starts with '<!DO'");
        Idx.writeImages(images, Lines.generate(3, 1));
        refused(
                () -> NamedDataset.MNIST.train(dataDir, DownloadProgress.none()),
                labels + ": 2 labels, but " + images + " has 3 images");
    }
}
