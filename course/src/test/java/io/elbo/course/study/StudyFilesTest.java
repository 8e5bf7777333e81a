package io.elbo.course.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFilesTest {
    private static final DecompositionStudy STUDY = new DecompositionStudy(List.of(
            new DecompositionStudy.Point(0, new DecompositionStudy.Terms(-2, -3.5, 1.5)),
            new DecompositionStudy.Point(1, new DecompositionStudy.Terms(-1, -1.25, 0.5))));

    @Test
    void aStudyBecomesATableAPictureAndAText(@TempDir Path folder) throws IOException {
        Path inside = folder.resolve("new").resolve("studies");
        List<Path> files = StudyFiles.write(inside, "decomposition", STUDY);
        assertEquals(
                List.of(
                        inside.resolve("decomposition.csv"),
                        inside.resolve("decomposition.png"),
                        inside.resolve("decomposition.txt")),
                files);
        assertEquals(
                "epoch,log_likelihood,elbo,gap,remainder\n0,-2,-3.5,1.5,0\n1,-1,-1.25,0.5,0.25\n",
                Files.readString(files.get(0)));
        assertEquals(2 * 420, ImageIO.read(files.get(1).toFile()).getWidth());
        String text = Files.readString(files.get(2));
        assertEquals(StudyFiles.text(STUDY), text);
        List<String> lines = text.lines().toList();
        assertEquals(4, lines.size());
        assertTrue(lines.get(1).matches("ELBO at the end +-1\\.25000"), lines.get(1));
        assertTrue(lines.get(3).matches("greatest .* 0\\.250000"), lines.get(3));
    }

    @Test
    void aFileInTheWayIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));
        DataException e = assertThrows(DataException.class, () -> StudyFiles.write(file, "em", STUDY));
        assertTrue(e.getMessage().contains("taken"), e.getMessage());
    }

    @Test
    void whatWasNotMeasuredIsEmpty() {
        Table table = new Table(List.of("a", "b"), List.of(List.of(1e20, Double.NaN), List.of(-0.5, 3.0)));
        assertEquals("a,b\n1.0E20,\n-0.5,3\n", table.toCsv());
        assertThrows(IllegalArgumentException.class, () -> new Table(List.of("a"), List.of(List.of(1.0, 2.0))));
    }
}
