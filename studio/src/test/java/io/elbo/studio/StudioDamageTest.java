package io.elbo.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.run.RunData;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Malicious run folders and clients can do little damage and do not affect others. */
class StudioDamageTest {
    private static final int SENDERS = 60;

    @TempDir
    static Path root;

    private static Studio studio;
    private static Client page;

    @BeforeAll
    static void start() {
        TinyRuns.image(root.resolve("tiny"));
        studio = Studio.start(new StudioOptions(root, 0, false, (request, log) -> {
            throw new OutOfMemoryError("of the test");
        }));
        page = new Client(studio);
    }

    @AfterAll
    static void end() {
        page.close();
    }

    private static String path(String name) {
        return "/api/runs/" + page.id(name);
    }

    /** Returns the answer when it is ready. */
    private static HttpResponse<String> answer(String path) {
        HttpResponse<String> answer = page.get(path);
        for (int i = 0; i < 100 && answer.statusCode() == 202; i++) {
            Client.pause(50);
            answer = page.get(path);
        }
        return answer;
    }

    @Test
    void whoSendsSlowlyKeepsNobodyFromAnAnswer() throws IOException {
        String run = path("tiny");
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < SENDERS; i++) {
                Socket socket = new Socket("127.0.0.1", studio.port());
                sockets.add(socket);
                String start = "POST " + run + "/decode HTTP/1.1\r\nHost: 127.0.0.1:" + studio.port() + "\r\nCookie: "
                        + page.cookie() + "\r\nOrigin: " + page.origin()
                        + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
                socket.getOutputStream().write(start.getBytes(StandardCharsets.ISO_8859_1));
            }
            Client.pause(300);
            long begin = System.nanoTime();
            assertEquals(200, page.get("/api/runs").statusCode());
            assertEquals(
                    200, page.post(run + "/decode", "{\"latents\":[[0,0]]}").statusCode());
            double seconds = (System.nanoTime() - begin) / 1e9;
            assertTrue(seconds < 1.5, "answered after " + seconds + " s");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void nothingIsQuotedOfAFileThatAFolderNamesAsItsData() throws IOException {
        String secret = "s3cr3t";
        Path file = Files.writeString(root.resolve("some.conf"), secret + ":x:0:0\nmore " + secret + "\n");
        RunData image = new RunData(file.toString(), false, null, null, null, null, null, null, null);
        image.save(TinyRuns.image(root.resolve("image")));
        RunData.table(file.toString(), null, TinyRuns.TABLE_OPTIONS).save(TinyRuns.table(root.resolve("table")));
        RunData away = RunData.table(root.resolve("nothing").toString(), null, TinyRuns.TABLE_OPTIONS);
        away.save(TinyRuns.table(root.resolve("away")));
        for (String name : List.of("image", "table", "away")) {
            for (String what : List.of("", "/map", "/items/0", "/doctor", "/anomalies", "/anomalies/0")) {
                HttpResponse<String> answer = answer(path(name) + what);
                assertFalse(answer.body().contains("s3cr"), answer.uri() + ": " + answer.body());
                if (what.equals("/map")) {
                    assertEquals(400, answer.statusCode());
                    String why = name.equals("away")
                            ? "nothing: does not exist any more"
                            : "some.conf: is not what this run was trained on";
                    assertTrue(answer.body().contains(why), answer.body());
                }
            }
        }
    }

    @Test
    void curvesThatAreFarTooLargeAreRefusedAndTheOthersShown() throws IOException {
        Path run = TinyRuns.image(root.resolve("large"));
        try (RandomAccessFile file =
                new RandomAccessFile(run.resolve("metrics.csv").toFile(), "rw")) {
            file.setLength(2 * Runtime.getRuntime().maxMemory()); // a sparse file takes no space
        }
        HttpResponse<String> answer = answer(path("large") + "/metrics");
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("metrics.csv: is too large"), answer.body());
        assertEquals(200, page.get("/api/runs").statusCode());
        assertEquals(200, answer(path("tiny") + "/metrics").statusCode());
    }

    @Test
    void anErrorOfJavaIsAnsweredInWordsToo() {
        HttpResponse<String> answer = page.post("/api/runs", "{\"name\":\"new\",\"flags\":[]}");
        assertEquals(500, answer.statusCode());
        assertTrue(Client.tree(answer.body()).path("error").asText().startsWith("the server failed"), answer.body());
    }

    @Test
    void aRunThatEndedBeforeItsFirstCheckpointCanGoOn() throws IOException {
        Path run = TinyRuns.image(root.resolve("unsaved"));
        Files.delete(run.resolve("checkpoint.safetensors"));
        assertFalse(page.json(path("unsaved")).path("canResume").asBoolean(), "it has a model");
        Files.delete(run.resolve("model.safetensors"));
        assertTrue(page.json(path("unsaved")).path("canResume").asBoolean());
    }
}
