package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elbo.Vae;
import io.elbo.studio.Studio;
import io.elbo.studio.StudioOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;

/** {@code elbo studio} as a process, and the trainings that it starts. */
class StudioCommandTest {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/\\?token=[\\w-]+");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Process studio;
    private String origin;
    private String cookie;

    @AfterEach
    void end() throws InterruptedException {
        if (studio != null) {
            studio.descendants().forEach(ProcessHandle::destroyForcibly);
            studio.destroyForcibly().waitFor();
        }
    }

    private void start(Object... arguments) throws Exception {
        studio = Cli.start(folder, Map.of(), Cli.command(arguments));
        Path out = folder.resolve("child.out");
        for (int i = 0; i < 300; i++) {
            Matcher address = ADDRESS.matcher(Files.readString(out));
            if (address.find()) {
                enter(URI.create(address.group()));
                return;
            }
            assertTrue(studio.isAlive(), Files.readString(folder.resolve("child.err")));
            Thread.sleep(100);
        }
        throw new AssertionError("no address: " + Files.readString(out));
    }

    private void enter(URI address) throws Exception {
        origin = address.getScheme() + "://" + address.getAuthority();
        cookie = http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceFirst(";.*", "");
    }

    private HttpResponse<String> ask(String method, String path, String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(origin + path)).header("Cookie", cookie);
        if (body != null) {
            request.header("Origin", origin)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = ask("GET", path, null);
        assertEquals(200, answer.statusCode(), answer.body());
        return JsonMapper.builder().build().readTree(answer.body());
    }

    private void await(String run, String state) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (get(run).path("state").asText().equals(state)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError(state + " is never reached: " + get(run));
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Cli.Result result = Cli.run("studio", folder.resolve("runs"), "--no-open", "--port", taken.getLocalPort());
            assertEquals(1, result.code());
            assertEquals(
                    "elbo: port " + taken.getLocalPort()
                            + ": is taken by another program; choose another with --port\n",
                    result.err());
            assertEquals("", result.out());
        }
    }

    /** Every flag of the command is either allowed by the studio or listed here. */
    @Tag("slow")
    @Test
    void thePageGivesEveryFlagOfTrainThatSaysWhatToTrain() throws Exception {
        Set<String> notFromThePage = Set.of(
                "--out", "--spec", "--resume", "--save-every", "--query", "--schema", "--memory", "--help", "-h");
        try (Studio here = Studio.start(new StudioOptions(folder.resolve("runs"), 0, false, (request, log) -> {
            throw new IOException("nothing is started here");
        }))) {
            enter(here.address());
            Set<String> refused = new TreeSet<>();
            for (OptionSpec option : Main.commandLine()
                    .getSubcommands()
                    .get("train")
                    .getCommandSpec()
                    .options()) {
                for (String name : option.names()) {
                    String value = option.arity().max() == 0 ? "" : ",\"1\"";
                    HttpResponse<String> answer =
                            ask("POST", "/api/runs", "{\"name\":\"x\",\"flags\":[\"" + name + "\"" + value + "]}");
                    if (answer.body().contains("'" + name + "' cannot be given here")) {
                        refused.add(name);
                    } else {
                        assertTrue(answer.body().contains("cannot be started"), name + ": " + answer.body());
                    }
                }
            }
            assertEquals(new TreeSet<>(notFromThePage), refused);
        }
    }

    @Test
    void whatIsNoFolderIsSaidInOneLine() throws Exception {
        Path file = folder.resolve("file");
        Files.writeString(file, "x");
        Cli.Result result = Cli.run("studio", file, "--no-open", "--port", "0");
        assertEquals(1, result.code());
        assertEquals(1, result.err().lines().count(), result.err());
        Cli.Result absent = Cli.run("studio", folder.resolve("absent"), "--read-only", "--no-open", "--port", "0");
        assertEquals(1, absent.code());
        assertFalse(Files.exists(folder.resolve("absent")), "what only shows makes no folder");
        assertEquals(2, Cli.run("studio", "--port", "70000").code());
    }

    @Test
    @Tag("slow")
    void aRunIsStartedStoppedResumedAndDeletedAndTheStudioEndsOnASignal() throws Exception {
        start("studio", "runs", "--no-open", "--port", "0");
        HttpResponse<String> wrong =
                ask("POST", "/api/runs", "{\"name\":\"wrong\",\"flags\":[\"--data\",\"nonsense\"]}");
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.body().contains("'nonsense' is neither a data set"), wrong.body());
        assertFalse(Files.exists(folder.resolve("runs").resolve("wrong")));

        HttpResponse<String> made = ask(
                "POST",
                "/api/runs",
                "{\"name\":\"new\",\"flags\":[\"--data\",\"lines\",\"--limit\",\"300\",\"--hidden\",\"8\",\"--latent\","
                        + "\"2\",\"--epochs\",\"100000\"]}");
        assertEquals(200, made.statusCode(), made.body());
        String run = "/api/runs/"
                + JsonMapper.builder().build().readTree(made.body()).path("id").asText();
        for (int i = 0; i < 300 && get(run).path("epochs").asInt() < 3; i++) {
            Thread.sleep(100);
        }
        assertEquals("training", get(run).path("state").asText());
        assertEquals(200, ask("POST", run + "/stop", "{}").statusCode());
        await(run, "stopped");
        int epochs = get(run).path("epochs").asInt();

        HttpResponse<String> resumed = ask("POST", run + "/resume", "{\"epochs\":" + (epochs + 3) + "}");
        assertEquals(200, resumed.statusCode(), resumed.body());
        await(run, "finished");
        assertEquals(epochs + 3, get(run).path("epochs").asInt());
        assertEquals(
                epochs + 3,
                Vae.load(folder.resolve("runs").resolve("new").resolve("model.safetensors"))
                        .provenance()
                        .training()
                        .epochs());
        assertEquals(200, ask("DELETE", run, "{\"name\":\"new\"}").statusCode());
        assertFalse(Files.exists(folder.resolve("runs").resolve("new")));

        studio.destroy(); // SIGTERM, as Ctrl-C does
        assertTrue(studio.waitFor(20, TimeUnit.SECONDS));
        assertEquals(143, studio.exitValue());
        String err = Files.readString(folder.resolve("child.err"));
        assertEquals(
                "", err.replaceAll("WARNING: Using incubator modules.*\\R", ""), "nothing is said on the terminal");
        assertEquals(2, Files.readString(folder.resolve("child.out")).lines().count());
    }

    @Test
    @Tag("slow")
    void aTrainingThatWasStartedHereOutlivesTheStudio() throws Exception {
        start("studio", "runs", "--no-open", "--port", "0");
        HttpResponse<String> made = ask(
                "POST",
                "/api/runs",
                "{\"name\":\"new\",\"flags\":[\"--data\",\"lines\",\"--limit\",\"300\",\"--hidden\",\"8\",\"--epochs\","
                        + "\"1000000\"]}");
        assertEquals(200, made.statusCode(), made.body());
        var training = studio.descendants().findFirst().orElseThrow();
        try {
            studio.destroy();
            assertTrue(studio.waitFor(20, TimeUnit.SECONDS));
            assertTrue(training.isAlive());
            start("studio", "runs", "--no-open", "--port", "0");
            JsonNode run = get("/api/runs").get(0);
            assertEquals("training", run.path("state").asText());
            String id = "/api/runs/" + run.path("id").asText();
            assertEquals(200, ask("POST", id + "/stop", "{}").statusCode());
            await(id, "stopped");
            assertTrue(get(id).path("canResume").asBoolean());
        } finally {
            training.destroyForcibly();
        }
    }
}
