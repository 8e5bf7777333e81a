package io.elbo.data.image;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.ImageShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePairsTest {
    @TempDir
    Path folder;

    @Test
    void picturesAreMatchedByNameWhateverTheirEndingSizeAndOrder() throws IOException {
        // in byte order "a-1.png" comes before "a.png", but "a" comes before "a-1"
        picture("in/a.png", 2, 10);
        picture("in/a-1.png", 2, 20);
        picture("in/b.PNG", 2, 30);
        picture("out/a.PNG", 4, 110);
        picture("out/a-1.png", 4, 120);
        picture("out/b.png", 4, 130);
        ImagePairs pairs = source("in", "out").train();
        assertEquals(3, pairs.count());
        assertEquals(List.of("a-1.png", "a.png", "b.PNG"), pairs.input().fileNames());
        assertEquals(List.of("a-1.png", "a.PNG", "b.png"), pairs.target().fileNames());
        for (int row = 0; row < 3; row++) {
            assertEquals(pairs.input().pixel(row, 0) + 100, pairs.target().pixel(row, 0));
        }
        assertEquals(new ImageShape(2, 2, 1), pairs.input().shape());
        assertEquals(new ImageShape(4, 4, 1), pairs.target().shape());
        assertEquals("in+out", source("in", "out").name());
        assertFalse(source("in", "out").hasTest());
    }

    @Test
    void picturesOfTheSameNameInDifferentClassesAreDifferentPairs() throws IOException {
        picture("in/cat/1.png", 2, 1);
        picture("in/dog/1.png", 2, 2);
        picture("out/dog/1.png", 2, 102);
        picture("out/cat/1.png", 2, 101);
        ImagePairs pairs = source("in", "out").train();
        assertEquals(101, pairs.target().pixel(0, 0));
        assertEquals(102, pairs.target().pixel(1, 0));
        assertEquals(List.of("cat/1.png", "dog/1.png"), pairs.target().fileNames());
    }

    @Test
    void whatIsMissingIsNamedOnBothSides() throws IOException {
        for (int i = 0; i < 8; i++) {
            picture("in/" + i + ".png", 1, i);
        }
        picture("out/0.png", 1, 0);
        picture("out/x.png", 1, 0);
        refused(
                () -> source("in", "out").train(),
                "pairs of in and out: no target for 1.png, 2.png, 3.png, 4.png, 5.png and 2 more;"
                        + " no input for x.png; the file names");
        picture("one/0.png", 1, 0);
        String message = refused(() -> source("in", "one").train(), "no target for 1.png");
        assertFalse(message.contains("no input"), message);
    }

    @Test
    void twoFilesWhoseNamesDifferInTheEndingOnlyAreRefused() throws IOException {
        picture("in/a.png", 1, 1);
        picture("in/a.PNG", 1, 1);
        picture("out/a.png", 1, 1);
        refused(() -> source("in", "out").train(), "in: a.PNG and a.png differ only in the extension");
    }

    @Test
    void otherSetsAreMatchedByTheirOrder() throws IOException {
        Images lines = Lines.generate(5, 1);
        Idx.writeImages(folder.resolve("sharp-idx3-ubyte"), lines);
        Idx.writeImages(folder.resolve("small-idx3-ubyte"), lines.downscaled(4));
        PairSource source = source("small-idx3-ubyte", "sharp-idx3-ubyte");
        ImagePairs pairs = source.train();
        assertEquals(lines.digest(), pairs.target().digest());
        assertEquals(lines.downscaled(4).digest(), pairs.input().digest());
        refused(source::test, "has no test split");
        Idx.writeImages(folder.resolve("few-idx3-ubyte"), lines.limit(4));
        refused(
                () -> source("few-idx3-ubyte", "sharp-idx3-ubyte").train(),
                "pairs of few-idx3-ubyte and sharp-idx3-ubyte: 4 images and 5; each needs its counterpart");
    }

    @Test
    void aFolderOfPicturesDoesNotGoWithASetWithoutNames() throws IOException {
        picture("in/a.png", 28, 1);
        Idx.writeImages(folder.resolve("sharp-idx3-ubyte"), Lines.generate(1, 1));
        refused(
                () -> source("in", "sharp-idx3-ubyte").train(),
                "in is a folder of pictures and sharp-idx3-ubyte is not");
        refused(
                () -> source("sharp-idx3-ubyte", "in").train(),
                "in is a folder of pictures and sharp-idx3-ubyte is not");
    }

    @Test
    void bothSplitsArePairedWhereBothSourcesHaveThem() throws IOException {
        for (String split : new String[] {"train", "test"}) {
            picture("in/" + split + "/a.png", 1, 1);
            picture("out/" + split + "/a.png", 1, split.length());
        }
        PairSource source = source("in", "out");
        assertTrue(source.hasTest());
        assertEquals(5, source.train().target().pixel(0, 0));
        assertEquals(4, source.test().target().pixel(0, 0));
        picture("flat/a.png", 1, 1);
        assertFalse(source("in", "flat").hasTest());
        assertFalse(source("flat", "in").hasTest());
    }

    @Test
    void theGreyLinesAreTheInputsOfTheColouredOnes() {
        PairSource source = new PairSource(named("lines"), named("lines-colour"));
        ImagePairs pairs = source.test().limit(20);
        float[][] grey = pairs.input().factors().orElseThrow();
        float[][] colour = pairs.target().factors().orElseThrow();
        for (int row = 0; row < 20; row++) {
            assertArrayEquals(grey[row], Arrays.copyOf(colour[row], 6));
        }
        assertEquals(new ImageShape(28, 28, 3), pairs.target().shape());
    }

    @Test
    void pairsAreSelectedTogether() {
        Images colour = Lines.generateColour(5, 3);
        ImagePairs pairs = new ImagePairs(colour.grey(), colour).select(new int[] {4, 0});
        assertArrayEquals(colour.copyOf(4), pairs.target().copyOf(0));
        assertArrayEquals(colour.grey().copyOf(0), pairs.input().copyOf(1));
        refused(() -> new ImagePairs(colour.limit(4), colour), "4 images and 5");
    }

    private PairSource source(String inputs, String targets) {
        return new PairSource(
                named(folder.resolve(inputs).toString()),
                named(folder.resolve(targets).toString()));
    }

    private static ImageSource named(String name) {
        return ImageSource.of(name, Optional.empty(), Optional.empty(), DownloadProgress.none());
    }

    private void picture(String name, int side, int grey) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < side * side; i++) {
            image.getRaster().setSample(i % side, i / side, 0, grey);
        }
        ImageIO.write(image, "png", file.toFile());
    }
}
