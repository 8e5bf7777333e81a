package io.elbo.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Vae;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void theExampleTrainsSavesLoadsEncodesAndSamples(@TempDir Path folder) throws Exception {
        Example.main(new String[] {folder.toString()});
        assertEquals(8, Vae.load(folder.resolve("lines.safetensors")).spec().latent());
        assertTrue(ImageIO.read(folder.resolve("samples.png").toFile()).getWidth() > 8 * 28);
    }
}
