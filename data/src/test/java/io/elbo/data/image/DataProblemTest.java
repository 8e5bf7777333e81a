package io.elbo.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.Background;
import io.elbo.data.DataException;
import io.elbo.data.DataProblem;
import io.elbo.data.table.BrokenRows;
import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.CsvSource;
import io.elbo.data.table.CsvStream;
import io.elbo.data.table.RowStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Problems that a different way of reading can solve are identified by their kind, not by their message. */
class DataProblemTest {
    @TempDir
    Path folder;

    private static void is(DataProblem expected, Runnable action) {
        DataException e = assertThrows(DataException.class, action::run);
        assertEquals(Optional.of(expected), e.problem(), e.getMessage());
    }

    private void picture(String name, int side) throws IOException {
        ImageIO.write(
                new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY),
                "png",
                folder.resolve(name).toFile());
    }

    private void pictures() {
        ImageFolder.read(
                folder,
                Optional.empty(),
                new PictureReading(Background.WHITE, OptionalInt.empty(), false, false),
                report -> {});
    }

    @Test
    void brokenRows() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n3\n4,5\n");
        CsvSource source = CsvSource.open(file, CsvFormat.STANDARD, BrokenRows.REFUSE);
        is(DataProblem.BROKEN_ROWS, () -> source.read((line, cells) -> {}));
    }

    @Test
    void brokenPicturesOneOrMore() throws IOException {
        picture("a.png", 4);
        Files.write(folder.resolve("b.png"), new byte[0]);
        is(DataProblem.BROKEN_PICTURES, this::pictures);
        Files.write(folder.resolve("c.png"), new byte[0]);
        is(DataProblem.BROKEN_PICTURES, this::pictures);
    }

    @Test
    void picturesOfTwoSizes() throws IOException {
        picture("a.png", 4);
        picture("b.png", 5);
        is(DataProblem.SIZES_DIFFER, this::pictures);
    }

    @Test
    void publishedSetsThatAreNotThere() {
        is(
                DataProblem.NO_FOLDER_OF_SETS,
                () -> NamedDataset.MNIST.test(Optional.of(folder.resolve("no")), DownloadProgress.none()));
        RemoteFile file = new RemoteFile("file.gz", 3, "0".repeat(64));
        // nothing listens at this port
        DatasetFiles away = new DatasetFiles("away", URI.create("http://127.0.0.1:9/"), List.of(file));
        is(
                DataProblem.NOT_DOWNLOADED,
                () -> away.inCache(List.of(file), folder.resolve("cache"), DownloadProgress.none()));
    }

    @Test
    void aPackedStream() {
        byte[] packed = {0x1F, (byte) 0x8B};
        is(
                DataProblem.PACKED_STREAM,
                () -> CsvStream.open(new ByteArrayInputStream(packed), "input", List.of(), row -> {}));
    }

    @Test
    void rowsThatNeitherMemoryNorAFileTakes() {
        try (RowStore.Builder rows = RowStore.builder(1, 1)) {
            // a thread that is interrupted cannot write to a file
            Thread.currentThread().interrupt();
            is(DataProblem.NO_ROOM_FOR_ROWS, () -> {
                for (int i = 0; i < 1 << 20; i++) {
                    rows.add(new double[1]);
                }
            });
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void theKindStaysWhenAMessageSaysWhereItWas() {
        DataException inner = new DataException("line 3", DataProblem.BROKEN_ROWS);
        assertEquals(Optional.of(DataProblem.BROKEN_ROWS), new DataException("a.csv: line 3", inner).problem());
        assertTrue(new DataException("a.csv", new IOException()).problem().isEmpty());
        assertTrue(new DataException("a.csv").problem().isEmpty());
    }
}
