package io.elbo.data.image;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.ImageShape;
import io.elbo.data.ImageSize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSourceTest {
    @TempDir
    Path folder;

    @Test
    void linesHaveTheirRowsAndOtherRowsToTestOn() {
        ImageSource lines = source("lines");
        assertEquals("lines", lines.name());
        assertEquals(20_000, lines.train().count());
        assertEquals(4_000, lines.test().count());
        assertTrue(lines.hasTest());
        assertNotEquals(lines.train().limit(4_000).digest(), lines.test().digest());
    }

    @Test
    void aPublishedSetIsReadFromTheDataDir() throws IOException {
        mnistFiles("train", 3);
        ImageSource source = ImageSource.of("mnist", Optional.of(folder), Optional.empty(), DownloadProgress.none());
        assertEquals(3, source.train().count());
        assertEquals("mnist", source.name());
        assertFalse(source.hasTest());
        mnistFiles("t10k", 2);
        assertTrue(source.hasTest());
        assertEquals(2, source.test().count());
    }

    @Test
    void anIdxFileComesWithTheLabelsBesideIt() throws IOException {
        Path images = folder.resolve("my-images-idx3-ubyte.gz");
        Idx.writeImages(images, Lines.generate(2, 1));
        assertTrue(source(images.toString()).train().labels().isEmpty());
        Idx.writeLabels(folder.resolve("my-labels-idx1-ubyte"), new int[] {8, 9});
        Images train = source(images.toString()).train();
        assertArrayEquals(new int[] {8, 9}, train.labels().orElseThrow());
        assertEquals("my-images-idx3-ubyte.gz", train.name());
        refused(() -> source(images.toString()).test(), images + ": has no test split");
        Idx.writeLabels(folder.resolve("my-labels-idx1-ubyte"), new int[] {8, 9, 1});
        refused(() -> source(images.toString()).train(), "my-labels-idx1-ubyte: 3 labels, but", "has 2 images");
    }

    @Test
    void aFolderOfMnistFilesHasATestSetIfTheFilesAreThere() throws IOException {
        mnistFiles("train", 3);
        assertFalse(source(folder.toString()).hasTest());
        mnistFiles("t10k", 2);
        ImageSource source = source(folder.toString());
        assertEquals(3, source.train().labels().orElseThrow().length);
        assertEquals(2, source.test().count());
        assertEquals(folder.getFileName().toString(), source.name());
    }

    @Test
    void aFolderOfOneIdxFileIsThatFileAndOfSeveralAQuestion() throws IOException {
        Idx.writeImages(folder.resolve("a-idx3-ubyte"), Lines.generate(2, 1));
        assertEquals(2, source(folder.toString()).train().count());
        Idx.writeImages(folder.resolve("b-idx3-ubyte.gz"), Lines.generate(2, 1));
        refused(() -> source(folder.toString()), folder + ": has several files", "a-idx3-ubyte, b-idx3-ubyte.gz");
    }

    @Test
    void aFolderOfPicturesHasNoTestSet() throws IOException {
        picture("a.png");
        ImageSource source = source(folder.toString());
        assertEquals(1, source.train().count());
        assertFalse(source.hasTest());
        refused(source::test, folder + ": has no test split");
        refused(() -> source(folder.resolve("a.png").toString()), "a.png: is a single picture; give the folder");
    }

    @Test
    void foldersNamedTrainAndTestAreASplitAndNotClasses() throws IOException {
        picture("train/cat/a.png");
        picture("train/dog/a.png");
        picture("test/cat/a.png");
        ImageSource source = source(folder.toString());
        assertArrayEquals(new int[] {0, 1}, source.train().labels().orElseThrow());
        assertEquals(1, source.test().count());
        assertTrue(source.hasTest());
    }

    @Test
    void aClassThatIsMissingInTheTestSetDoesNotMoveTheLabelsOfOthers() throws IOException {
        picture("train/cat/a.png");
        picture("train/dog/a.png");
        picture("train/eel/a.png");
        picture("test/eel/a.png");
        picture("test/dog/a.png");
        Images test = source(folder.toString()).test();
        assertArrayEquals(new int[] {1, 2}, test.labels().orElseThrow());
        assertEquals(List.of("cat", "dog", "eel"), test.labelNames());
        picture("test/fox/a.png");
        refused(
                () -> source(folder.toString()).test(),
                folder.resolve("test").resolve("fox")
                        + ": is a class without pictures to train on; known classes are cat, dog, eel");
    }

    @Test
    void theSetsWithANameAreKnown() {
        assertEquals(List.of("lines", "lines-colour", "mnist", "fashion-mnist"), ImageSource.names());
        for (String name : ImageSource.names()) {
            assertEquals(name, source(name).name());
        }
        Images test = source("lines-colour").test();
        assertEquals(new ImageShape(28, 28, 3), test.shape());
        assertEquals(4_000, test.factors().orElseThrow().length);
        assertEquals("lines-colour", test.name());
        assertEquals(source("lines").test().factorNames(), test.factorNames().subList(0, 6));
    }

    @Test
    void everySourceIsResizedOnDemand() throws IOException {
        Optional<ImageSize> size = Optional.of(new ImageSize(14, 7));
        picture("p/a.png");
        mnistFiles("train", 3);
        for (String name : new String[] {
            "lines", "mnist", folder.toString(), folder.resolve("p").toString()
        }) {
            Images train = ImageSource.of(name, Optional.of(folder), size, DownloadProgress.none())
                    .train();
            assertEquals(new ImageShape(7, 14, 1), train.shape(), name);
        }
        ImageSource lines = ImageSource.of("lines", Optional.empty(), size, DownloadProgress.none());
        assertEquals(4_000, lines.test().factors().orElseThrow().length);
        assertEquals("lines", lines.name());
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        refused(
                () -> source("mnsit"),
                "'mnsit' is neither a data set (lines, lines-colour, mnist, fashion-mnist) nor a file or folder"
                        + "; did you mean mnist?");
        assertFalse(refused(() -> source("holiday/photos")).contains("did you mean"));
        refused(() -> source(""), "'' is neither");
        refused(() -> source("a\0b\n"), "'a\\u0000b\\n' is neither");
    }

    private ImageSource source(String name) {
        return ImageSource.of(name, Optional.empty(), Optional.empty(), DownloadProgress.none());
    }

    private void mnistFiles(String split, int rows) throws IOException {
        Idx.writeImages(folder.resolve(split + "-images-idx3-ubyte"), Lines.generate(rows, 1));
        Idx.writeLabels(folder.resolve(split + "-labels-idx1-ubyte.gz"), new int[rows]);
    }

    private void picture(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    }
}
