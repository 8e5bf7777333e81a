package io.elbo.data;

import static io.elbo.data.PictureBytesOf.grey;
import static io.elbo.data.PictureBytesOf.written;
import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.image.DownloadProgress;
import io.elbo.data.image.ImageFolder;
import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.ImageSource;
import io.elbo.data.image.Images;
import io.elbo.data.image.PictureReading;
import io.elbo.data.image.PictureReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders with pictures that cannot be read, and with files that are not pictures. */
class BrokenPicturesTest {
    private static final PictureReading SKIPPING =
            new PictureReading(Background.WHITE, OptionalInt.empty(), false, true);

    @TempDir
    Path folder;

    private final List<PictureReport> reports = new ArrayList<>();

    @Test
    void allDamagedFilesAreNamedAtOnceWithWhatIsWrong() throws IOException {
        whole("a.png", 1);
        byte[] png = written(grey(2, 2, 1, 2, 3, 4), "png");
        write("b.png", Arrays.copyOf(png, png.length - 20));
        write("c.jpeg", "<!doctype html>".getBytes());
        write("d.gif", new byte[0]);
        png[45] ^= 1;
        write("e.png", png);
        write("f.cr2", "II*\0".getBytes());
        write("g.jpg", "\0\0\0 ftypheic".getBytes());
        write("h", "\0\0\0 ftypavif".getBytes());
        String message = refused(
                () -> read(PictureReading.defaults()),
                folder + ": 7 of 8 pictures cannot be read: ",
                "b.png (",
                "cut off",
                "c.jpeg (starts with '<!do'",
                "d.gif (is empty",
                "e.png (PNG chunk 'IDAT' at byte 33 is damaged",
                "f.cr2 (is a picture of an unsupported kind, .cr2; save it as PNG",
                "g.jpg (is a picture of an unsupported kind, HEIC",
                "h (is a picture of an unsupported kind, AVIF",
                "; repair or remove them");
        assertFalse(message.contains("a.png"), message);
    }

    @Test
    void beyondTwentyTheyAreCounted() throws IOException {
        whole("a.png", 1);
        for (int i = 0; i < 300; i++) {
            write(String.format("b%03d.png", i), new byte[0]);
        }
        String message =
                refused(() -> read(PictureReading.defaults()), "300 of 301", "b019.png", " and 280 more; repair");
        assertFalse(message.contains("b020"), message);
    }

    @Test
    void theyAreLeftOutWhenAskedAndTheRestKeepsItsNamesAndClasses() throws IOException {
        Files.createDirectories(folder.resolve("cat"));
        Files.createDirectories(folder.resolve("dog"));
        write("cat/1.png", new byte[] {1});
        whole("cat/2.png", 20);
        whole("dog/1.png", 30);
        write("dog/2.bmp", new byte[] {'B', 'M'});
        whole("dog/3.png", 50);
        Images images = read(SKIPPING);
        assertEquals(List.of("cat/2.png", "dog/1.png", "dog/3.png"), images.fileNames());
        assertArrayEquals(new int[] {0, 1, 1}, images.labels().orElseThrow());
        assertEquals(List.of("cat", "dog"), images.labelNames());
        assertEquals(50, images.pixel(2, 0));
        String note = reports.get(0).notes().get(0);
        assertTrue(note.startsWith(folder + ": 2 skipped (unreadable): cat/1.png ("), note);
        assertTrue(note.contains("dog/2.bmp ("), note);
    }

    @Test
    void leavingOutAllIsRefused() throws IOException {
        write("a.png", new byte[0]);
        write("b.png", new byte[0]);
        refused(() -> read(SKIPPING), folder + ": none of 2 pictures can be read: a.png (is empty");
    }

    @Test
    void whatIsNoPictureIsPassedOverAndSaid() throws IOException {
        whole("a.png", 1);
        whole("scan", 2); // a picture by its content
        write("README.txt", "Bring your own.".getBytes());
        write("BMW.txt", "BM is how this text begins.".getBytes());
        write("Thumbs.db", new byte[] {(byte) 0xD0, (byte) 0xCF, 17, -32, 0, 0, 0, 0, 0, 0, 0, 0});
        write(".DS_Store", new byte[] {0});
        Files.createDirectories(folder.resolve("notes"));
        write("notes/one.txt", new byte[] {'x'});
        Images images = read(PictureReading.defaults());
        assertEquals(List.of("a.png", "scan"), images.fileNames());
        assertEquals(
                List.of(folder + ": 4 ignored (no picture): BMW.txt, README.txt, Thumbs.db, notes/"),
                reports.get(0).notes());
    }

    @Test
    void whatLiesDeeperThanTheClassesIsSaid() throws IOException {
        Files.createDirectories(folder.resolve("cat/2019"));
        whole("cat/1.png", 1);
        whole("cat/2019/1.png", 1);
        write("cat/list.csv", new byte[] {'x'});
        read(PictureReading.defaults());
        assertEquals(List.of("cat/list.csv", "cat/2019/"), reports.get(0).passedOver());
    }

    @Test
    void aPairOfWhichOnePictureIsBrokenIsLeftOutWhole() throws IOException {
        for (String side : List.of("small", "large")) {
            Files.createDirectories(folder.resolve(side));
            for (int i = 0; i < 4; i++) {
                whole(side + "/" + i + ".png", 10 * i);
            }
        }
        write("small/1.png", new byte[0]);
        write("large/2.png", new byte[0]);
        Images small = ImageFolder.read(folder.resolve("small"), Optional.empty(), SKIPPING, reports::add);
        Images large = ImageFolder.read(folder.resolve("large"), Optional.empty(), SKIPPING, reports::add);
        ImagePairs pairs = ImagePairs.of(small, large);
        assertEquals(List.of("0.png", "3.png"), pairs.input().fileNames());
        assertEquals(List.of("0.png", "3.png"), pairs.target().fileNames());
        Files.delete(folder.resolve("large/3.png"));
        Images less = ImageFolder.read(folder.resolve("large"), Optional.empty(), SKIPPING, reports::add);
        refused(() -> ImagePairs.of(small, less), "no target for 3.png;");
    }

    @Test
    void whatLiesBesideTheSplitsIsSaidToo() throws IOException {
        for (String split : List.of("train", "test")) {
            Files.createDirectories(folder.resolve(split));
            whole(split + "/a.png", 1);
        }
        write("LICENSE", "Free to use.".getBytes());
        ImageSource source = ImageSource.of(
                folder.toString(),
                Optional.empty(),
                Optional.empty(),
                PictureReading.defaults(),
                new DownloadProgress() {
                    @Override
                    public void update(String file, long bytes, long total) {}

                    @Override
                    public void pictures(PictureReport report) {
                        reports.add(report);
                    }
                });
        source.train();
        assertEquals(List.of("../LICENSE"), reports.get(0).passedOver());
    }

    private Images read(PictureReading reading) {
        return ImageFolder.read(folder, Optional.empty(), reading, reports::add);
    }

    private void whole(String name, int value) throws IOException {
        write(name, written(grey(2, 2, value, value, value, value), "png"));
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }
}
