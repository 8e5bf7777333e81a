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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spec of a table's model as a file. */
class TableSpecTest {
    @TempDir
    Path d;

    private Path write(String text) throws IOException {
        return Files.writeString(d.resolve("spec.json"), text);
    }

    private void refused(String text, String says) throws IOException {
        Path file = write(text);
        DataException refused = assertThrows(DataException.class, () -> TableSpec.read(file));
        assertTrue(refused.getMessage().startsWith(file + ": "), refused.getMessage());
        assertTrue(refused.getMessage().contains(says), refused.getMessage());
        assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
    }

    @Test
    void anySpecComesBackAsItWas() throws IOException {
        TableSpec usual = TableSpec.of(100, 4);
        for (TableSpec spec : List.of(
                usual,
                TableSpec.of(1_000_000, 80),
                usual.with(Set.of(Purpose.IMPUTE), 100),
                usual.with(Set.of(Purpose.SCORE), 100),
                new TableSpec(usual.model(), new ScorerSpec(2, 7), new SynthesizerSpec(0)),
                usual.withModel(new TableTraining(
                        List.of(7, 5, 3),
                        2,
                        1,
                        0,
                        Training.defaults()
                                .withOptimizer(new Optimizer.Sgd(0.9))
                                .withObjective(new FreeBits(0.5, 2))
                                .withValidation(0, 0))))) {
            assertEquals(spec, TableSpec.read(write(spec.toJson())));
        }
    }

    @Test
    void whatIsNotRightIsNamed() throws IOException {
        String json = TableSpec.of(100, 4).toJson();
        refused(json.replaceFirst("\"latent\" : \\d+", "\"latent\" : 0"), "latent 0: must be at least 1");
        refused(json.replaceFirst("\"components\" : \\d+", "\"components\" : 101"), "components 101: must be 1 to 100");
        refused(json.replaceFirst("\"mask_rate\" : [\\d.]+", "\"mask_rate\" : 2"), "mask_rate 2.0: must be 0 to 1");
        refused(json.replaceFirst("\"folds\" : \\d+", "\"folds\" : 21"), "folds 21: must be 1 to 20");
        refused(json.replaceFirst("\"members\" : \\d+", "\"members\" : 0"), "members 0: must be 1 to 100");
        refused(json.replaceFirst("\"rounds\" : \\d+", "\"rounds\" : 11"), "rounds 11: must be 0 to 10");
        refused(json.replaceFirst("\"model\"", "\"modell\""), "model");
        refused(json.replaceFirst("\"epochs\" : \\d+", "\"epochs\" : 0"), "epochs 0");
        refused(json.replaceFirst("\"hidden\"", "\"hiden\""), "hidden: is missing");
        refused("[1]", "is not the spec of a table's run");
        refused("{", "");
        refused(
                new RunSpec(VaeSpec.dense(new ImageShape(2, 2, 1), 3, 2, new Bernoulli()), Training.defaults())
                        .toJson(),
                "is not the spec of a table's run");
        Path none = d.resolve("none.json");
        assertThrows(DataException.class, () -> TableSpec.read(none));
        Path table = write(json);
        DataException images = assertThrows(DataException.class, () -> RunSpec.read(table));
        assertEquals(
                table + ": is the spec of a model of a table; one of a model of images is needed", images.getMessage());
    }
}
