package io.elbo.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.data.table.TableRows;
import io.elbo.doctor.Doctor;
import io.elbo.doctor.Finding;
import io.elbo.formats.Tables;
import io.elbo.run.RunFolder;
import io.elbo.studio.request.ChangeRequest;
import io.elbo.table.CellSurprise;
import io.elbo.table.TableModel;
import io.elbo.table.TableRun;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The studio shows the same values for a table's model as the library computes. */
@Tag("slow")
class StudioTablesTest {
    @TempDir
    static Path root;

    private static Client page;
    private static TableModel table;
    private static TableRows rows;
    private static String people;

    @BeforeAll
    static void start() {
        Path folder = TinyRuns.table(root.resolve("people"));
        table = TableModel.load(folder.resolve("model.safetensors"));
        rows = TableRun.Table.read(
                        Tables.open(Path.of(RunFolder.data(folder).orElseThrow().data()), TinyRuns.TABLE_OPTIONS),
                        table.schema())
                .rows();
        page = new Client(Studio.start(new StudioOptions(root, 0, true, null)));
        people = "/api/runs/" + page.id("people");
    }

    @AfterAll
    static void end() {
        page.close();
    }

    @Test
    void aPointOfAPlaneIsTheProjectionOfItsLatent() {
        JsonNode map = page.json(people + "/map?axes=pca");
        double[] origin = Client.numbers(map.path("origin"));
        double[] first = Client.numbers(map.path("basis").get(0));
        double[] second = Client.numbers(map.path("basis").get(1));
        ByteBuffer points =
                ByteBuffer.wrap(page.bytes(people + "/map.bin?axes=pca")).order(ByteOrder.LITTLE_ENDIAN);
        int n = map.path("count").asInt();
        assertEquals(200, n);
        float[][] mean = table.encode(rows.toArray());
        for (int i = 0; i < n; i++) {
            double u = points.getFloat(4 * i);
            double v = points.getFloat(4 * n + 4 * i);
            // with two latents the plane is the whole space
            assertEquals(mean[i][0], origin[0] + u * first[0] + v * second[0], 1e-4);
            assertEquals(mean[i][1], origin[1] + u * first[1] + v * second[1], 1e-4);
        }
        assertEquals(400, page.get(people + "/map?axes=0,9").statusCode());
        assertEquals(400, page.get(people + "/map?axes=0,0").statusCode());
    }

    @Test
    void levelsOfATableAreLabelsWhateverTheirNames() {
        JsonNode labels = page.json(people + "/map").path("labels");
        assertTrue(labels.toString().contains("<b>young</b>"), labels.toString());
        JsonNode row = page.json(people + "/items/17");
        assertEquals("900", row.path("cells").path(TinyRuns.COLUMN).asText());
    }

    @Test
    void strangeRowsOfATableAreExplainedByTheirCells() {
        JsonNode answer = page.json(people + "/anomalies?falsePositiveRate=0.1");
        double[] scores = table.score(rows.toArray()).score();
        int strangest = answer.path("items").get(0).path("item").asInt();
        assertEquals(Arrays.stream(scores).max().orElseThrow(), scores[strangest], 1e-9);
        assertEquals(table.calibrationRows(), answer.path("calibrated").asInt());
        JsonNode cells = page.json(people + "/anomalies/17").path("cells");
        List<CellSurprise> expected = table.explain(rows.row(17), 50, 1);
        assertEquals(expected.size(), cells.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).column(), cells.get(i).path("column").asText());
            assertEquals(
                    expected.get(i).surprise(), cells.get(i).path("surprise").asDouble(), 1e-9);
        }
    }

    @Test
    void whatIsDecodedOfATableIsRowsOfTexts() {
        JsonNode decoded = Client.tree(
                page.post(people + "/decode", "{\"latents\":[[0,0],[1,1]]}").body());
        assertEquals(TinyRuns.COLUMN, decoded.path("columns").get(2).asText());
        double[][] expected = table.decode(new float[] {0, 0}, new float[] {1, 1});
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    table.schema().columns().get(0).type().codec().format(expected[i][0]),
                    decoded.path("rows").get(i).get(0).asText());
        }
        assertEquals(400, page.post(people + "/decode", "{\"latents\":[[0]]}").statusCode());
    }

    @Test
    void theDoctorSaysWhatTheLibrarysDoctorSays() {
        JsonNode findings = page.json(people + "/doctor");
        List<Finding> expected =
                Doctor.examine(table, table.heldOut(rows).orElseThrow(), RunFolder.epochs(root.resolve("people")));
        assertFalse(expected.isEmpty(), "it was trained for too short a time");
        assertEquals(expected.stream().map(Finding::finding).toList(), findings.findValuesAsText("finding"));
        List<String> flags = new ArrayList<>();
        findings.get(0).path("flags").forEach(flag -> flags.add(flag.asText()));
        assertEquals(ChangeRequest.of(expected.get(0).changes()).words(), flags);
    }

    @Test
    void itsLatentsAreToldAfterEachEpoch() {
        JsonNode latents = page.json(people + "/latents");
        List<double[]> expected = RunFolder.latents(root.resolve("people"));
        assertEquals(TinyRuns.EPOCHS, expected.size());
        assertEquals(TinyRuns.EPOCHS, latents.path("kl").size());
        double sum = 0;
        for (int i = 0; i < TinyRuns.EPOCHS; i++) {
            sum = Arrays.stream(expected.get(i)).sum();
            assertEquals(
                    RunFolder.epochs(root.resolve("people")).get(i).validation().kl(), sum, 1e-5 * (1 + sum));
            assertEquals(
                    sum,
                    Arrays.stream(Client.numbers(latents.path("kl").get(i))).sum(),
                    1e-5 * (1 + sum));
        }
        assertTrue(sum > 0);
    }

    @Test
    void thereAreNoPicturesOfATable() {
        assertEquals(404, page.get(people + "/pictures/samples.png").statusCode());
    }
}
