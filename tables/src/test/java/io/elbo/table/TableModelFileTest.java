package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elbo.data.DataException;
import io.elbo.file.Safetensors;
import io.elbo.test.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TableModelFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static TableModel model;
    private static Path file;
    private static Safetensors whole;

    @BeforeAll
    static void train() {
        double[][] rows = Truth.rows(60, 1);
        rows[3][Truth.Y] = Double.NaN;
        rows[4][Truth.SIGN] = Double.NaN;
        model = Truth.small(Truth.SCHEMA, rows, 2);
        file = folder.resolve("table.safetensors");
        model.save(file);
        whole = Safetensors.read(file);
    }

    @Test
    void aModelComesBackWithTheSameBitsForAllUses() throws IOException {
        TableModel back = TableModel.load(file);
        assertEquals(model.schema(), back.schema());
        assertEquals(model.encoding(), back.encoding());
        assertEquals(model.provenance(), back.provenance());
        assertEquals(model.calibrationRows(), back.calibrationRows());
        double[][] rows = Truth.rows(150, 9);
        rows[0][Truth.X] = Double.NaN;
        rows[1][Truth.SIGN] = Double.NaN;
        rows[2][Truth.COUNT] = 1e300;
        Arrays.fill(rows[5], Double.NaN);
        assertArrayEquals(model.score(rows).score(), back.score(rows).score());
        assertArrayEquals(model.score(rows).pValue(), back.score(rows).pValue());
        assertArrayEquals(model.logLikelihood(rows, 7, 3), back.logLikelihood(rows, 7, 3));
        assertArrayEquals(model.encode(rows), back.encode(rows));
        assertArrayEquals(model.synthesize(50, 2), back.synthesize(50, 2));
        assertEquals(model.explain(rows[2], 10, 4), back.explain(rows[2], 10, 4));
        rows[6][Truth.X] = Double.POSITIVE_INFINITY;
        rows[7][Truth.SIGN] = Double.POSITIVE_INFINITY;
        assertArrayEquals(model.score(rows).score(), back.score(rows).score());
        for (int i = 5; i < 8; i++) {
            assertEquals(model.explain(rows[i], 10, 4), back.explain(rows[i], 10, 4));
        }
        ImputationOptions options = new ImputationOptions(10, 2, 0.8, 5);
        Imputation one = model.impute(rows, options);
        Imputation other = back.impute(rows, options);
        assertArrayEquals(one.single(), other.single());
        assertArrayEquals(one.draws(), other.draws());
        assertArrayEquals(one.lower(), other.lower());
        assertArrayEquals(one.upper(), other.upper());
        Path second = folder.resolve("second.safetensors");
        back.save(second);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(second));
    }

    @Test
    void theSameSeedGivesTheSameFileWithAnyNumberOfThreads() throws IOException {
        double[][] rows = Truth.rows(60, 1);
        rows[3][Truth.Y] = Double.NaN;
        rows[4][Truth.SIGN] = Double.NaN;
        Path other = folder.resolve("other.safetensors");
        Truth.small(Truth.SCHEMA, rows, 1).save(other);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other));
    }

    @Test
    void manyThreadsMayUseOneModel() {
        double[][] rows = Truth.rows(100, 10);
        double[] expected = model.logLikelihood(rows, 5, 1);
        double[] scores = model.score(rows).score();
        java.util.stream.IntStream.range(0, 12).parallel().forEach(i -> {
            assertArrayEquals(expected, model.logLikelihood(rows, 5, 1));
            assertArrayEquals(scores, model.score(rows).score());
        });
    }

    private static void write(Path to, Map<String, String> metadata, Map<String, Safetensors.Tensor> tensors) {
        new Safetensors(metadata, tensors).write(to);
    }

    private static void refused(
            BiConsumer<Map<String, String>, Map<String, Safetensors.Tensor>> change, String... parts) {
        Map<String, String> metadata = new LinkedHashMap<>(whole.metadata());
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(whole.tensors());
        change.accept(metadata, tensors);
        Path changed = folder.resolve("changed.safetensors");
        write(changed, metadata, tensors);
        String message = Failures.refused(() -> TableModel.load(changed), parts);
        assertTrue(message.startsWith(changed + ": "), message);
        assertEquals(message.indexOf("changed."), message.lastIndexOf("changed."), "names the file once: " + message);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void refusedTable(BiConsumer<ObjectNode, JsonNodeFactory> change, String... parts) {
        refused(
                (m, t) -> {
                    ObjectNode table = (ObjectNode) parse(m.get("table"));
                    change.accept(table, JSON.getNodeFactory());
                    m.put("table", table.toString());
                },
                parts);
    }

    @Test
    void filesWhosePartsDoNotFitAreRefused() {
        Safetensors.Tensor two = new Safetensors.Tensor(List.of(2), new float[2]);
        for (String name : List.of("format", "spec", "provenance", "table")) {
            refused((m, t) -> m.remove(name), name);
            for (String wrong : List.of("", "null", "[]", "{}", "3", "\"x\"", "{\"a\":1}", "{", "true")) {
                refused((m, t) -> m.put(name, wrong));
            }
        }
        refused((m, t) -> m.put("format", "elbo-model-1"), "elbo-model-1", "table's model");
        refused((m, t) -> t.remove("mean.bias"), "mean.bias", "missing");
        refused((m, t) -> t.remove("scorer.4.vae.2.mean.bias"), "scorer.4.vae.2.mean.bias", "missing");
        for (String name : List.of("few", "many", "joint.covariance")) {
            refused((m, t) -> t.remove("scorer.3." + name), "scorer.3." + name);
            refused((m, t) -> t.put("scorer.3." + name, two), "scorer.3." + name);
            refused(
                    (m, t) -> t.put("scorer.3." + name, new Safetensors.Tensor(List.of(1, 2), new float[2])),
                    "scorer.3.");
        }
        refused((m, t) -> great(t, "scorer.1.many"), "scorer.1.many", "at most 1e6");
        refused((m, t) -> great(t, "scorer.1.vae.0.mean.weight"), "scorer.1.vae.0.mean.weight", "at most 1e6");
        refused((m, t) -> great(t, "decoder.0.weight"), "decoder.0.weight", "at most 1e6");
        refused((m, t) -> t.put("mean.bias", new Safetensors.Tensor(List.of(2, 1), new float[2])), "[2, 1]", "[2]");
        Safetensors.Tensor weight = whole.tensors().get("scorer.0.vae.0.mean.weight");
        List<Integer> turned = List.of(weight.shape().get(1), weight.shape().get(0));
        refused(
                (m, t) -> t.put("scorer.0.vae.0.mean.weight", new Safetensors.Tensor(turned, weight.values())),
                "scorer.0.vae.0.mean.weight",
                turned.toString());
        for (String more : List.of(
                "extra", "scorer.8.vae.0.mean.bias", "scorer.0.vae.3.mean.bias", "scorer.x", "scorer.0.extra")) {
            refused((m, t) -> t.put(more, two), more, "does not belong");
        }
    }

    @Test
    void modelsOfAnotherKindThanATablesAreRefused() {
        UnaryOperator<String> point = spec -> with(spec, "posterior", "{\"type\":\"point\"}");
        refused((m, t) -> m.put("spec", point.apply(m.get("spec"))));
        refused((m, t) -> m.put("spec", with(m.get("spec"), "condition", "[2]")));
        refused((m, t) -> m.put("spec", with(m.get("spec"), "input", "[10]")), "table's columns");
        refused(
                (m, t) -> m.put("spec", with(m.get("spec"), "prior", "{\"type\":\"mixture\",\"components\":2}")),
                "standard normal");
        refusedTable((table, f) -> table.remove("missingness"), "missingness");
        refusedTable((table, f) -> table.remove("correction"), "correction");
        refusedTable((table, f) -> table.remove("scorer"), "scorer");
        refusedTable((table, f) -> table.remove("spec"), "spec");
        refusedTable((table, f) -> ((ObjectNode) table.get("spec")).put("kind", "semi"), "kind semi: must be table");
        refusedTable((table, f) -> ((ObjectNode) table.get("spec")).remove("scorer"), "scorer");
        for (String part : List.of("spec", "provenance", "bins")) {
            refusedTable((table, f) -> ((ObjectNode) table.at("/scorer/1/vaes/2")).remove(part), part);
        }
        refusedTable(
                (table, f) -> ((ObjectNode) table.at("/scorer/1/vaes/2/spec"))
                        .set("input", f.arrayNode().add(10)),
                "table's columns");
        refusedTable((table, f) -> correct(table, 4, 0, 3, 0.5), "its columns");
        refusedTable((table, f) -> correct(table, 5, 0, 2, 0.5), "its columns");
        refusedTable((table, f) -> correct(table, 5, 6, 3, 0.5), "column 6 of 5");
        refusedTable((table, f) -> correct(table, 5, 0, 3, 1e7), "log odds");
        refusedTable((table, f) -> ((ObjectNode) table.get("correction")).put("highest", 1e7), "highest");
        refusedTable((table, f) -> gap(table).add(f.arrayNode().add(Truth.NAME)), "missingness");
        refusedTable((table, f) -> gap(table).set(0, f.arrayNode().add(-1)), "missingness");
        refusedTable((table, f) -> gap(table).set(0, f.arrayNode().add(Truth.NAME)), "take no part");
        refusedTable(
                (table, f) -> ((ArrayNode) table.get("missingness").get("shares")).set(0, f.numberNode(1.5)), "0 to 1");
        refusedTable((table, f) -> ((ObjectNode) table.at("/spec/model")).put("components", 3), "table's columns");
        refusedTable((table, f) -> ((ObjectNode) table.at("/spec/model")).put("components", 0), "components 0");
        refusedTable(
                (table, f) -> ((ObjectNode) table.at("/spec/model")).put("components", Integer.MAX_VALUE),
                "components");
        refusedTable((table, f) -> fold(table).set("held_out", f.arrayNode()), "held_out");
        refusedTable(
                (table, f) -> fold(table).set("held_out", f.arrayNode().add(2.0).add(1.0)), "held_out", "entry 1");
        refusedTable((table, f) -> fold(table).set("held_out", f.arrayNode().addNull()), "held_out");
        refusedTable((table, f) -> table.set("scorer", f.arrayNode()), "scorer");
        refusedTable((table, f) -> table.set("scorer", f.arrayNode().addNull()), "scorer");
        refusedTable((table, f) -> ((ArrayNode) fold(table).at("/vaes/2/bins")).remove(0), "bins");
        refusedTable((table, f) -> ((ArrayNode) fold(table).at("/vaes/2/bins")).set(1, f.nullNode()), "bins");
        refusedTable((table, f) -> ((ArrayNode) fold(table).get("few")).set(1, f.numberNode(0)), "few");
        refusedTable(
                (table, f) -> ((ArrayNode) fold(table).get("few")).set(0, f.numberNode(Integer.MAX_VALUE)),
                "each set needs");
        refusedTable((table, f) -> ((ArrayNode) fold(table).get("scales")).remove(0), "scales");
        refusedTable((table, f) -> ((ObjectNode) fold(table).get("scales").get(0)).put("excess", 0), "excess");
        refusedTable((table, f) -> ((ObjectNode) fold(table).get("all")).put("limit", 0), "limit");
        refusedTable(
                (table, f) -> ((ArrayNode) fold(table).get("ordinary").get("deviation")).set(0, f.numberNode(0)),
                "deviation");
        refusedTable((table, f) -> ((ArrayNode) fold(table).get("all").get("mean")).remove(0), "a mean");
        refusedTable((table, f) -> bins(table).put("last", 34), "last 34");
        refusedTable((table, f) -> bins(table).put("width", 0), "width");
        refusedTable((table, f) -> bins(table).put("deviation", -1), "deviation");
        refusedTable((table, f) -> bins(table).put("shift", 2), "shift");
        refusedTable((table, f) -> ((ArrayNode) table.get("encoding").get("columns")).set(0, f.numberNode(5)));
        refusedTable((table, f) -> ((ArrayNode) table.get("encoding").get("columns")).set(0, f.numberNode(6)), "6");
        refusedTable((table, f) -> ((ArrayNode) table.get("encoding").get("columns")).set(0, f.numberNode(1)), "twice");
        refusedTable((table, f) -> ((ArrayNode) table.get("encoding").get("columns")).set(0, f.nullNode()), "encoding");
        refusedTable((table, f) -> ((ArrayNode) table.get("encoding").get("cells")).set(0, f.nullNode()), "encoding");
        // a number's column with levels, and levels with one fewer than the schema's
        refusedTable(
                (table, f) -> {
                    ArrayNode columns = (ArrayNode) table.get("encoding").get("columns");
                    columns.set(0, f.numberNode(2));
                    columns.set(2, f.numberNode(0));
                },
                "levels");
        refusedTable(
                (table, f) -> ((ArrayNode) table.get("schema")
                                .get("columns")
                                .get(Truth.SIGN)
                                .get("type")
                                .get("levels"))
                        .remove(2),
                "3 levels",
                "2 levels");
    }

    private static ArrayNode gap(ObjectNode table) {
        return (ArrayNode) table.get("missingness").get("sets");
    }

    /** Puts a round with one split in. */
    private static void correct(ObjectNode table, int columns, int split, int levels, double value) {
        StringBuilder bins = new StringBuilder();
        for (int c = 0; c < columns; c++) {
            bins.append(c == 0 ? "" : ",")
                    .append(
                            c == Truth.SIGN
                                    ? "{\"bin_of\":" + (levels == 3 ? "[0,1,2]" : "[0,1]") + "}"
                                    : "{\"edges\":[0.0]}");
        }
        table.set(
                "correction",
                parse("{\"rounds\":[{\"columns\":[" + bins + "],\"start\":0,\"trees\":[{\"column\":[" + split
                        + ",-1,-1],\"split\":[0,0,0],\"right\":[2,0,0],\"value\":[0," + value
                        + ",0]}]}],\"highest\":1.0}"));
    }

    private static ObjectNode bins(ObjectNode table) {
        return (ObjectNode) fold(table).at("/vaes/0/bins").get(0);
    }

    private static ObjectNode fold(ObjectNode table) {
        return (ObjectNode) table.get("scorer").get(0);
    }

    private static void great(Map<String, Safetensors.Tensor> tensors, String name) {
        Safetensors.Tensor tensor = tensors.get(name);
        float[] values = tensor.values().clone();
        values[values.length / 2] = 1e30f;
        tensors.put(name, new Safetensors.Tensor(tensor.shape(), values));
    }

    private static String with(String spec, String field, String json) {
        ObjectNode node = (ObjectNode) parse(spec);
        node.set(field, parse(json));
        return node.toString();
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Path cut = folder.resolve("cut.safetensors");
        for (int length = 0; length < bytes.length; length += 1 + length / 7) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            Failures.refused(() -> TableModel.load(cut), cut + ": ");
        }
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1));
        Failures.refused(() -> TableModel.load(cut), cut + ": ");
    }

    /** Every place of the JSON at which something may be changed. */
    private static void places(JsonNode node, List<Object[]> places) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> places.add(new Object[] {object, name}));
        } else if (node instanceof ArrayNode array) {
            // the ends and some between: knots are many
            for (int i = 0; i < array.size(); i += Math.max(1, array.size() / 4)) {
                places.add(new Object[] {array, i});
            }
        }
        node.forEach(child -> places(child, places));
    }

    /**
     * Any field removed or replaced makes a file that is refused, or one that gives finite scores: nothing else than a refusal
     * may be thrown.
     */
    @Test
    void noChangeOfTheMetadataGivesAnythingButARefusalOrAModelThatWorks() {
        Random random = new Random(7);
        double[][] rows = Truth.rows(3, 11);
        String[] values = {
            "null",
            "[]",
            "{}",
            "\"x\"",
            "true",
            "-1",
            "0",
            "1",
            "0.5",
            "1e308",
            "-1e308",
            "1e-320",
            "2147483647",
            "1e400",
            "[null]",
            "[[]]",
            "[1]",
            "{\"type\":\"numbers\"}",
            "{\"type\":\"levels\"}",
            "\"NaN\""
        };
        int refusals = 0;
        int loaded = 0;
        for (int trial = 0; trial < 800; trial++) {
            String name = trial % 4 == 0 ? "spec" : trial % 9 == 1 ? "provenance" : "table";
            JsonNode root = parse(whole.metadata().get(name));
            List<Object[]> places = new ArrayList<>();
            places(root, places);
            Object[] place = places.get(random.nextInt(places.size()));
            String value = values[random.nextInt(values.length)];
            boolean remove = random.nextInt(4) == 0;
            String json = value.equals("1e400") ? "1e308" : value;
            if (place[0] instanceof ObjectNode object) {
                if (remove) {
                    object.remove((String) place[1]);
                } else {
                    object.set((String) place[1], parse(json));
                }
            } else if (place[0] instanceof ArrayNode array) {
                if (remove) {
                    array.remove((int) place[1]);
                } else {
                    array.set((int) place[1], parse(json));
                }
            }
            String text = root.toString();
            if (value.equals("1e400")) {
                text = text.replace("1.0E308", "1e400");
            }
            Map<String, String> metadata = new LinkedHashMap<>(whole.metadata());
            metadata.put(name, text);
            Path changed = folder.resolve("fuzzed.safetensors");
            write(changed, metadata, whole.tensors());
            String what = name + " " + place[1] + " " + (remove ? "removed" : value);
            TableModel read;
            try {
                read = TableModel.load(changed);
            } catch (DataException e) {
                assertTrue(e.getMessage().startsWith(changed + ": "), what + ": " + e.getMessage());
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
                refusals++;
                continue;
            } catch (RuntimeException e) {
                throw new AssertionError(what, e);
            }
            try {
                loaded++;
                for (double score : read.score(rows).score()) {
                    assertTrue(Double.isFinite(score), what);
                }
                for (double p : read.logLikelihood(rows, 2, 1)) {
                    assertTrue(Double.isFinite(p), what);
                }
                read.explain(rows[0], 2, 1);
                read.synthesize(3, 1);
            } catch (DataException e) {
                // a schema with fewer levels than a row has
                assertTrue(e.getMessage().contains("row"), what + ": " + e.getMessage());
            } catch (RuntimeException e) {
                throw new AssertionError(what, e);
            }
        }
        assertTrue(refusals > 300 && loaded > 30, refusals + " refused, " + loaded + " read");
    }
}
