package io.elbo.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.table.BrokenRows;
import io.elbo.data.table.CsvOptions;
import io.elbo.model.Bernoulli;
import io.elbo.run.RunData;
import io.elbo.run.RunFolder;
import io.elbo.spec.PictureSettings;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.studio.request.TrainSetting;
import io.elbo.table.TableSpec;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks which trainings start, with which flags, and what is deleted. The trainings themselves are fakes. */
@Tag("slow")
class StudioTrainingsTest {
    @TempDir
    Path root;

    private final List<List<String>> started = new ArrayList<>();
    private String pretended = "sleep 20";
    /** Whether a started process becomes a training at once. */
    private boolean begins = true;

    private final List<FileChannel> locks = new ArrayList<>();
    private Process process;
    private Client page;

    @BeforeEach
    void start() {
        page = new Client(Studio.start(new StudioOptions(root, 0, false, (request, log) -> {
            started.add(request.flags());
            if (begins) {
                begin(Path.of(request.value(TrainSetting.OUT)
                        .or(() -> request.value(TrainSetting.RESUME))
                        .orElseThrow()));
            }
            process = new ProcessBuilder("sh", "-c", pretended)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return process;
        })));
    }

    @AfterEach
    void end() throws IOException {
        page.close();
        for (FileChannel lock : locks) {
            lock.close();
        }
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Does what a training does first. */
    private void begin(Path folder) throws IOException {
        TinyRuns.write(
                folder.resolve("status.json"),
                "{\"state\":\"training\",\"epoch\":1,\"epochs\":9,\"step\":1,\"steps\":9,\"rows_per_second\":1.0,"
                        + "\"seconds_left\":1.0}");
        FileChannel lock =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        assertTrue(lock.lock().isValid());
        locks.add(lock);
    }

    /** Returns the flags of a training that was started, without those for its run folder. */
    private List<String> words() {
        assertEquals(1, started.size(), started.toString());
        return started.get(0).stream()
                .map(w -> w.replace(real().toString(), "ROOT"))
                .toList();
    }

    private Path real() {
        try {
            return root.toRealPath();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRunIsStartedWithTheFlagsOfTheForm() {
        HttpResponse<String> answer = page.post(
                "/api/runs",
                "{\"name\":\"new\",\"flags\":[\"--data\",\"lines\",\"--hidden\",\"64,32\",\"--epochs\",\"5\",\"--strict\"]}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(List.of("--out=ROOT/new", "--data=lines", "--hidden=64,32", "--epochs=5", "--strict"), words());
        String id = Client.tree(answer.body()).path("id").asText();
        assertEquals(id, page.id("new"));
        assertEquals("training", page.json("/api/runs/" + id).path("state").asText());
        assertEquals(
                409, page.post("/api/runs", "{\"name\":\"new\",\"flags\":[]}").statusCode());
        assertEquals(
                409,
                page.delete("/api/runs/" + id, "{\"name\":\"new\"}").statusCode(),
                "a run that is being trained is not deleted");
    }

    @Test
    void whatMayBeSaidSeveralTimesIsGivenOnWhole() {
        HttpResponse<String> answer = page.post(
                "/api/runs",
                "{\"name\":\"new\",\"flags\":[\"--as\",\"a=number\",\"--seed\",\"1\",\"--as\",\"b=date\",\"--seed\",\"2\"]}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(List.of("--out=ROOT/new", "--as=a=number", "--as=b=date", "--seed=2"), words());
    }

    @Test
    void whatTheCommandSaysWhenItRefusesIsTheAnswerAndNothingStays() {
        begins = false;
        pretended = "echo 'WARNING: x'; echo 'elbo: note: y'; echo 'elbo: --latent 0: must be at least 1'; exit 2";
        HttpResponse<String> answer = page.post("/api/runs", "{\"name\":\"new\",\"flags\":[\"--latent\",\"0\"]}");
        assertEquals(400, answer.statusCode());
        assertEquals("{\"error\":\"--latent 0: must be at least 1\"}", answer.body());
        assertFalse(Files.exists(root.resolve("new")));
        assertEquals("[]", page.get("/api/runs").body());
    }

    @Test
    void flagsThatAreNotOnTheListAreRefused() {
        for (String flags : List.of(
                "[\"--out\",\"x\"]",
                "[\"--out=/tmp/x\"]",
                "[\"--resume\",\"x\"]",
                "[\"--spec\",\"/etc/passwd\"]",
                "[\"--schema\",\"/etc/passwd\"]",
                "[\"--query\",\"drop table x\"]",
                "[\"--memory\",\"1\"]",
                "[\"--help\"]",
                "[\"-h\"]",
                "[\"@/etc/passwd\"]",
                "[\"--data\",\"@/etc/passwd\"]",
                "[\"--data\",\"-\"]",
                "[\"--data\",\"--out=/tmp/x\"]",
                "[\"--data\",\"-Dx=y\"]",
                "[\"--data\",\"jdbc:h2:mem:x;INIT=RUNSCRIPT\"]",
                "[\"--data\",\"JDBC:duckdb:\"]",
                "[\"--data\",\"a\\u0000b\"]",
                "[\"--data\",\"a\\nb\"]",
                "[\"--data\",\"\"]",
                "[\"--data\"]",
                "[\"--latent=2\"]",
                "[\"--data\",5]",
                "[\"evaluate\"]",
                "\"--data lines\"",
                "{}")) {
            HttpResponse<String> answer = page.post("/api/runs", "{\"name\":\"new\",\"flags\":" + flags + "}");
            assertEquals(400, answer.statusCode(), flags);
        }
        assertEquals(List.of(), started);
        assertFalse(Files.exists(root.resolve("new")));
    }

    @Test
    void namesLeadNowhereElse() {
        for (String name : List.of(
                "",
                ".",
                "..",
                "../new",
                "a/b",
                "a\\\\b",
                "/tmp/new",
                ".hidden",
                "-x",
                "a\\u0000",
                "a b",
                "\\u00fc",
                "x".repeat(65))) {
            HttpResponse<String> answer = page.post("/api/runs", "{\"name\":\"" + name + "\",\"flags\":[]}");
            assertEquals(400, answer.statusCode(), name);
        }
        assertEquals(400, page.post("/api/runs", "{\"flags\":[]}").statusCode());
        assertEquals(List.of(), started);
    }

    @Test
    void aSpecIsWrittenIntoTheFolderOfTheRun() throws IOException {
        RunSpec spec = new RunSpec(
                VaeSpec.dense(TinyRuns.lines().shape(), 16, 2, new Bernoulli()),
                Training.defaults().withEpochs(7));
        HttpResponse<String> answer = page.post(
                "/api/runs", "{\"name\":\"new\",\"spec\":" + spec.toJson() + ",\"flags\":[\"--data\",\"lines\"]}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(List.of("--out=ROOT/new", "--spec=ROOT/new/studio-spec.json", "--data=lines"), words());
        assertEquals(spec, RunSpec.read(root.resolve("new").resolve("studio-spec.json")));
    }

    @Test
    void aSpecThatIsNotRightIsRefusedByItsField() {
        HttpResponse<String> answer =
                page.post("/api/runs", "{\"name\":\"new\",\"spec\":{\"model\":{\"data\":[4]}},\"flags\":[]}");
        assertEquals(400, answer.statusCode());
        String message = Client.tree(answer.body()).path("error").asText();
        assertTrue(message.startsWith("spec: model"), message);
        assertFalse(message.contains(root.toString()), message);
        assertFalse(Files.exists(root.resolve("new")));
        assertEquals(
                400,
                page.post("/api/runs", "{\"name\":\"new\",\"spec\":\"/etc/passwd\"}")
                        .statusCode());
        assertEquals(List.of(), started);
    }

    @Test
    void aRunLikeOneOfPicturesReadsThemTheSameWay() {
        Path like = TinyRuns.image(root.resolve("tiny"));
        PictureSettings pictures = new PictureSettings("#ffcc00", 4095, null, true);
        new RunData("/far/icons", false, null, "8x8", null, null, null, null, null, pictures).save(like);
        assertEquals(pictures, RunFolder.data(like).orElseThrow().pictures());
        String run = page.get("/api/runs/" + page.id("tiny")).body();
        assertEquals("#ffcc00", Client.tree(run).path("background").asText());
        HttpResponse<String> answer =
                page.post("/api/runs", "{\"like\":\"" + page.id("tiny") + "\",\"flags\":[\"--background\",\"black\"]}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                List.of(
                        "--out=ROOT/tiny-2",
                        "--spec=ROOT/tiny-2/studio-spec.json",
                        "--data=/far/icons",
                        "--resize=8x8",
                        "--background=black",
                        "--white=4095",
                        "--broken=skip"),
                words());
    }

    @Test
    void aRunLikeAnotherHasItsDataItsSpecAndTheChange() {
        Path like = TinyRuns.image(root.resolve("tiny"));
        HttpResponse<String> answer = page.post(
                "/api/runs",
                "{\"like\":\"" + page.id("tiny") + "\",\"flags\":[\"--latent\",\"5\",\"--epochs\",\"9\"]}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                List.of(
                        "--out=ROOT/tiny-2",
                        "--spec=ROOT/tiny-2/studio-spec.json",
                        "--data=lines",
                        "--limit=" + TinyRuns.ROWS,
                        "--epochs=9"),
                words());
        RunSpec old = RunSpec.read(like.resolve("spec.json"));
        RunSpec made = RunSpec.read(root.resolve("tiny-2").resolve("studio-spec.json"));
        assertEquals(5, made.model().latent());
        assertEquals(old.model().encoder(), made.model().encoder());
        assertEquals(old.training(), made.training());
    }

    @Test
    void aRunLikeOneOfATableReadsTheTableAlikeAndKeepsItsColumns() throws IOException {
        Path folder = Files.createDirectory(root.resolve("people"));
        TinyRuns.write(
                folder.resolve("status.json"),
                "{\"state\":\"finished\",\"epoch\":1,\"epochs\":1,\"step\":1,\"steps\":1,\"rows_per_second\":1.0,"
                        + "\"seconds_left\":0.0}");
        TinyRuns.write(folder.resolve("schema.json"), "{}");
        CsvOptions options = CsvOptions.defaults()
                .withDelimiter('\t')
                .withHeader(false)
                .withDecimalComma(true)
                .withCharset(StandardCharsets.ISO_8859_1)
                .withBrokenRows(BrokenRows.SKIP);
        RunData data = RunData.table("/far/people.csv", 50, options);
        data.save(folder);
        assertEquals(options, RunFolder.data(folder).orElseThrow().options());
        TableSpec training = TableSpec.of(50, 3);
        TinyRuns.write(folder.resolve("spec.json"), training.toJson());
        HttpResponse<String> answer =
                page.post("/api/runs", "{\"like\":\"" + page.id("people") + "\",\"flags\":[\"--epochs\",\"9\"]}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                List.of(
                        "--out=ROOT/people-2",
                        "--spec=ROOT/people-2/studio-spec.json",
                        "--data=/far/people.csv",
                        "--limit=50",
                        "--delimiter=tab",
                        "--encoding=ISO-8859-1",
                        "--decimal-comma=true",
                        "--no-header",
                        "--broken=skip",
                        "--schema=ROOT/people/schema.json",
                        "--epochs=9"),
                words());
        Path made = root.resolve("people-2").resolve("studio-spec.json");
        assertEquals(training, TableSpec.read(made));
        process.destroyForcibly();
        started.clear();
        answer = page.post(
                "/api/runs",
                "{\"like\":\"" + page.id("people")
                        + "\",\"flags\":[\"--ignore\",\"when\",\"--latent\",\"3\",\"--hidden\",\"64,9\"]}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("--ignore=when", words().get(words().size() - 1));
        assertEquals(
                training.withModel(training.model().withLatent(3).withHidden(List.of(64, 9))),
                TableSpec.read(root.resolve("people-3").resolve("studio-spec.json")));
        for (String flags : List.of("\"--hidden\",\"many\"", "\"--hidden\",\"0\"", "\"--latent\",\"0\"")) {
            answer = page.post("/api/runs", "{\"like\":\"" + page.id("people") + "\",\"flags\":[" + flags + "]}");
            assertEquals(400, answer.statusCode(), flags + ": " + answer.body());
        }
    }

    @Test
    void everyChangeThatTheDoctorAdvisesCanBeMade() {
        TinyRuns.image(root.resolve("tiny"));
        String id = page.id("tiny");
        for (String flags : List.of(
                "\"--kl-warm-up\",\"10\"",
                "\"--latent\",\"1\"",
                "\"--binarize\",\"dynamic\"",
                "\"--likelihood\",\"bernoulli\"",
                "\"--variance\",\"0.013\"",
                "\"--variance\",\"shared\"",
                "\"--prior\",\"mixture:100\"",
                "\"--learning-rate\",\"2.0e-05\"",
                "\"--patience\",\"5\"")) {
            HttpResponse<String> answer = page.post("/api/runs", "{\"like\":\"" + id + "\",\"flags\":[" + flags + "]}");
            assertEquals(200, answer.statusCode(), flags + ": " + answer.body());
            process.destroyForcibly();
        }
        assertEquals(9, started.size());
        assertEquals(
                400,
                page.post("/api/runs", "{\"like\":\"" + id + "\",\"flags\":[\"--hidden\",\"9\"]}")
                        .statusCode());
    }

    @Test
    void aRunGoesOnWithItsOwnData() {
        TinyRuns.image(root.resolve("tiny"));
        String id = "/api/runs/" + page.id("tiny");
        assertEquals(409, page.post(id + "/stop", "{}").statusCode(), "it is not being trained");
        assertEquals(400, page.post(id + "/resume", "{\"epochs\":\"--out\"}").statusCode());
        HttpResponse<String> answer = page.post(id + "/resume", "{\"epochs\":12}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(List.of("--resume=ROOT/tiny", "--data=lines", "--limit=" + TinyRuns.ROWS, "--epochs=12"), words());
    }

    @Test
    void whatIsTrainedIsAskedToStopByItsFolder() throws IOException {
        Path folder = TinyRuns.image(root.resolve("tiny"));
        begin(folder);
        String id = "/api/runs/" + page.id("tiny");
        assertEquals("training", page.json(id).path("state").asText());
        assertEquals(409, page.post(id + "/resume", "{}").statusCode());
        assertEquals(409, page.delete(id, "{\"name\":\"tiny\"}").statusCode());
        assertEquals(200, page.post(id + "/stop", "{}").statusCode());
        assertTrue(Files.exists(folder.resolve("stop")));
    }

    @Test
    void deletingTakesARunsOwnFilesAndNoOthers(@TempDir Path elsewhere) throws IOException {
        Path folder = TinyRuns.image(root.resolve("tiny"));
        Path precious = elsewhere.resolve("precious.txt");
        TinyRuns.write(precious, "x");
        Files.createSymbolicLink(folder.resolve("samples.PNG"), precious);
        Files.deleteIfExists(folder.resolve("curves.png"));
        Files.createSymbolicLink(folder.resolve("curves.png"), precious);
        Files.deleteIfExists(folder.resolve("latents.csv"));
        Files.createSymbolicLink(folder.resolve("latents.csv"), elsewhere);
        TinyRuns.write(folder.resolve("notes.txt"), "mine");
        TinyRuns.write(folder.resolve(".model.safetensors.17-4.tmp"), "half");
        Files.createDirectory(folder.resolve("stop"));
        TinyRuns.write(folder.resolve("stop").resolve("deep.txt"), "x");
        String id = "/api/runs/" + page.id("tiny");
        for (String name : List.of("", "Tiny", "tiny ", "..")) {
            assertEquals(400, page.delete(id, "{\"name\":\"" + name + "\"}").statusCode(), name);
        }
        assertEquals(400, page.delete(id, "{}").statusCode());
        assertTrue(Files.exists(folder.resolve("model.safetensors")));
        HttpResponse<String> answer = page.delete(id, "{\"name\":\"tiny\"}");
        assertEquals("{\"left\":[\"notes.txt\",\"samples.PNG\",\"stop\"]}", answer.body());
        assertEquals("x", Files.readString(precious));
        assertTrue(Files.isDirectory(elsewhere));
        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of("notes.txt", "samples.PNG", "stop"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
        assertEquals(404, page.get(id).statusCode());
    }

    @Test
    void aRunWithNothingElseInItIsGoneWithItsFolder() {
        Path folder = TinyRuns.image(root.resolve("tiny"));
        assertEquals(
                "{\"left\":[]}",
                page.delete("/api/runs/" + page.id("tiny"), "{\"name\":\"tiny\"}")
                        .body());
        assertFalse(Files.exists(folder));
    }

    @Test
    void withoutAWayToTrainNothingIsStarted() {
        try (Client other = new Client(Studio.start(new StudioOptions(root, 0, false, null)))) {
            assertFalse(other.json("/api/session").path("canTrain").asBoolean());
            assertEquals(
                    403,
                    other.post("/api/runs", "{\"name\":\"new\",\"flags\":[]}").statusCode());
        }
    }

    @Test
    @Tag("slow") // longer than the studio waits
    void aTrainingThatFailsLaterSaysWhy() {
        begins = false;
        pretended = "sleep 6; echo 'elbo: there is not enough memory'; exit 1";
        HttpResponse<String> answer = page.post("/api/runs", "{\"name\":\"new\",\"flags\":[]}");
        assertEquals(200, answer.statusCode());
        String id = "/api/runs/" + Client.tree(answer.body()).path("id").asText();
        for (int i = 0; i < 100 && page.json(id).path("state").asText().equals("training"); i++) {
            Client.pause(100);
        }
        assertEquals("failed", page.json(id).path("state").asText());
        assertEquals(
                "there is not enough memory",
                page.json(id).path("status").path("message").asText());
        assertEquals(200, page.delete(id, "{\"name\":\"new\"}").statusCode());
        assertFalse(Files.exists(root.resolve("new")));
    }
}
