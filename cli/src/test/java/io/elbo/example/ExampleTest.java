package io.elbo.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Vae;
import io.elbo.table.TableModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ExampleTest {
    @Test
    void theReadmeShowsThisVeryExample() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/elbo/example/Example.java"));
        String readme = Files.readString(Path.of("../README.md"));
        String imports = source.substring(source.indexOf("import "), source.indexOf("/**"))
                .strip();
        String body = source.substring(source.indexOf("        Path folder"), source.lastIndexOf("    }\n}"))
                .stripTrailing()
                .stripIndent();
        assertTrue(readme.contains(imports), "the README has other imports");
        assertTrue(readme.contains(body), "the README has another body");
    }

    @Test
    void theReadmeShowsTheExampleForTables() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/elbo/example/TableExample.java"));
        String body = source.substring(source.indexOf("        Schema schema"), source.lastIndexOf("    }\n}"))
                .stripTrailing()
                .stripIndent();
        assertTrue(Files.readString(Path.of("../README.md")).contains(body), "the README has another body");
    }

    @Test
    void theExampleForTablesTrainsScoresFillsInAndDraws(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("table.csv");
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("length,width,kind\n");
        for (int i = 0; i < 60; i++) {
            double length = 10 + random.nextGaussian();
            text.append(String.format(
                    Locale.ROOT, "%.2f,%s,%s%n", length, i % 7 == 0 ? "" : length / 2, length > 10 ? "long" : "short"));
        }
        Files.writeString(file, text);
        TableExample.main(new String[] {file.toString()});
        TableModel model = TableModel.load(folder.resolve("table.safetensors"));
        assertEquals(List.of("length", "width", "kind"), model.schema().names());
    }

    @Test
    void theExampleTrainsSavesLoadsEncodesAndSamples(@TempDir Path folder) throws Exception {
        Example.main(new String[] {folder.toString()});
        assertEquals(8, Vae.load(folder.resolve("lines.safetensors")).spec().latent());
        assertTrue(ImageIO.read(folder.resolve("samples.png").toFile()).getWidth() > 8 * 28);
    }
}
