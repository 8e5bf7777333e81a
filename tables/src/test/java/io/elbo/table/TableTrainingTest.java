package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.engine.Optimizer;
import io.elbo.model.Bernoulli;
import io.elbo.model.FreeBits;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a table is trained, as a file. */
class TableTrainingTest {
    @TempDir
    Path d;

    private Path write(String text) throws IOException {
        return Files.writeString(d.resolve("spec.json"), text);
    }

    private void refused(String text, String says) throws IOException {
        Path file = write(text);
        DataException refused = assertThrows(DataException.class, () -> TableTraining.read(file));
        assertTrue(refused.getMessage().startsWith(file + ": "), refused.getMessage());
        assertTrue(refused.getMessage().contains(says), refused.getMessage());
        assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
    }

    @Test
    void anySpecComesBackAsItWas() throws IOException {
        for (TableTraining training : List.of(
                TableTraining.of(100, 4),
                TableTraining.of(1_000_000, 80),
                new TableTraining(
                        List.of(7, 5, 3),
                        2,
                        1,
                        0,
                        Training.defaults()
                                .withOptimizer(new Optimizer.Sgd(0.9))
                                .withObjective(new FreeBits(0.5, 2))
                                .withValidation(0, 0)))) {
            assertEquals(training, TableTraining.read(write(training.toJson())));
        }
    }

    @Test
    void whatIsNotRightIsNamed() throws IOException {
        String json = TableTraining.of(100, 4).toJson();
        refused(json.replaceFirst("\"latent\" : \\d+", "\"latent\" : 0"), "latent 0: must be at least 1");
        refused(json.replaceFirst("\"components\" : \\d+", "\"components\" : 101"), "components 101: must be 1 to 100");
        refused(json.replaceFirst("\"hiding\" : [\\d.]+", "\"hiding\" : 2"), "hiding 2.0: must be 0 to 1");
        refused(json.replaceFirst("\"epochs\" : \\d+", "\"epochs\" : 0"), "epochs 0");
        refused(json.replaceFirst("\"hidden\"", "\"hiden\""), "hidden: is missing");
        refused("[1]", "is no spec of a table's run");
        refused("{", "");
        refused(
                new RunSpec(VaeSpec.dense(new ImageShape(2, 2, 1), 3, 2, new Bernoulli()), Training.defaults())
                        .toJson(),
                "is no spec of a table's run");
        Path none = d.resolve("none.json");
        assertThrows(DataException.class, () -> TableTraining.read(none));
        Path table = write(json);
        DataException images = assertThrows(DataException.class, () -> RunSpec.read(table));
        assertEquals(table + ": is the spec of a table's run; one of images is needed", images.getMessage());
    }
}
