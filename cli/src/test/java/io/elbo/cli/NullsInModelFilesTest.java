package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elbo.Tiny;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.Schema;
import io.elbo.file.Safetensors;
import io.elbo.semi.LabelledSplit;
import io.elbo.semi.M1;
import io.elbo.semi.SemiModel;
import io.elbo.statistics.baseline.LinearClassifier;
import io.elbo.table.TableModel;
import io.elbo.table.TableSpec;
import io.elbo.table.TableTraining;
import io.elbo.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Null in place of a value: a model file is read where null is allowed, and otherwise refused with the name of the field. */
@Tag("slow")
class NullsInModelFilesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** The number of entries that represent a long list. */
    private static final int ENTRIES = 3;

    @TempDir
    Path folder;

    @Test
    void ofImages() throws IOException {
        Vae vae = Tiny.model(Tiny.convolutional(), 1);
        Path file = folder.resolve("model");
        vae.save(file);
        check(file, Vae::load);
    }

    @Test
    void ofClasses() throws IOException {
        Vae vae = Tiny.model(Tiny.dense(), 1);
        LabelledSplit split = LabelledSplit.of(
                IntStream.range(0, 40).map(i -> i < 24 ? i % 3 : -1).toArray());
        Path file = folder.resolve("classifier");
        M1.fit(vae, Tiny.rows(40, 7, 1), split, new LinearClassifier.Options(1)).save(file);
        check(file, SemiModel::load);
    }

    @Test
    void ofTables() throws IOException {
        Schema schema = new Schema(List.of(
                new Column("age", new ColumnType.Real(NumberStyle.SHORTEST), List.of("")),
                new Column("kind", new ColumnType.Category(List.of("a", "b")), List.of())));
        double[][] rows = IntStream.range(0, 40)
                .mapToObj(i -> new double[] {i % 7 == 0 ? Double.NaN : i * 0.5, i % 2})
                .toArray(double[][]::new);
        TableTraining few = TableTraining.of(40, 2).withHidden(List.of(4));
        Path file = folder.resolve("table");
        TableModel.fit(
                        schema,
                        rows,
                        TableSpec.of(40, 2)
                                .withModel(few.withTraining(few.training().withEpochs(1))),
                        TrainingListener.NONE,
                        1)
                .save(file);
        check(file, TableModel::load);
    }

    private void check(Path file, Consumer<Path> load) throws IOException {
        load.accept(file);
        Safetensors whole = Safetensors.read(file);
        Path spoilt = folder.resolve("spoilt");
        int refused = 0;
        for (String name : Set.copyOf(whole.metadata().keySet())) {
            String text = whole.metadata().get(name);
            if (!text.startsWith("{")) {
                continue;
            }
            for (String one : spoilt(text)) {
                Map<String, String> metadata = new LinkedHashMap<>(whole.metadata());
                metadata.put(name, one);
                new Safetensors(metadata, whole.tensors()).write(spoilt);
                try {
                    load.accept(spoilt);
                } catch (DataException e) {
                    refused++;
                    assertTrue(e.getMessage().startsWith(spoilt.toString()), e.getMessage());
                    assertFalse(e.getMessage().contains("Exception"), e.getMessage());
                }
            }
        }
        assertTrue(refused > 10, refused + " were refused");
    }

    /** Returns copies of the text in which each value in turn is null. */
    private static List<String> spoilt(String text) throws IOException {
        JsonNode tree = JSON.readTree(text);
        List<String> all = new ArrayList<>();
        spoil(tree, () -> all.add(tree.toString()));
        return all;
    }

    private static void spoil(JsonNode at, Runnable take) {
        if (at instanceof ObjectNode object) {
            for (String name :
                    object.properties().stream().map(Map.Entry::getKey).toList()) {
                JsonNode value = object.get(name);
                object.putNull(name);
                take.run();
                object.set(name, value);
                spoil(value, take);
            }
        } else if (at instanceof ArrayNode list) {
            for (int i = 0; i < Math.min(ENTRIES, list.size()); i++) {
                JsonNode value = list.get(i);
                list.setNull(i);
                take.run();
                list.set(i, value);
                spoil(value, take);
            }
        }
    }
}
