package io.elbo.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the user's own page gets answers. */
class StudioSafetyTest {
    private static final String SCRIPT = "<script>alert(1)</script>\"&";

    @TempDir
    static Path root;

    private static Studio studio;
    private static Client page;
    private static String run;

    @BeforeAll
    static void start() {
        TinyRuns.image(root.resolve("tiny"));
        studio = Studio.start(new StudioOptions(root, 0, false, (request, log) -> {
            throw new IOException("not here");
        }));
        page = new Client(studio);
        run = "/api/runs/" + page.id("tiny");
    }

    @AfterAll
    static void end() {
        page.close();
    }

    private static String get(String path, String... headers) {
        return Client.raw(
                studio.port(),
                "GET " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n");
    }

    private static String host() {
        return "Host: 127.0.0.1:" + studio.port();
    }

    private static String cookie() {
        return "Cookie: " + page.cookie();
    }

    private static void refused(int status, String raw) {
        assertEquals(status, Client.status(raw), raw);
        assertTrue(raw.contains("{\"error\":\""), raw);
        assertFalse(raw.contains("tiny"), raw);
        safe(raw);
    }

    /** Checks the headers that every answer must and must not have. */
    private static void safe(String raw) {
        String headers = raw.toLowerCase(Locale.ROOT);
        assertTrue(
                raw.contains(
                        "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
                                + " data: blob:; connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none';"
                                + " form-action 'none'\r\n"),
                raw);
        assertTrue(raw.contains("X-Content-Type-Options: nosniff\r\n"), raw);
        assertTrue(raw.contains("Referrer-Policy: no-referrer\r\n"), raw);
        assertTrue(raw.contains("Cache-Control: no-store\r\n"), raw);
        assertFalse(headers.contains("access-control-"), raw);
        assertFalse(headers.contains("\r\nserver:"), raw);
        assertFalse(raw.contains("\tat ") || raw.contains(".java:") || raw.contains("Exception"), raw);
    }

    @Test
    void onlyTheLoopbackAddressIsListenedAt() throws IOException {
        int others = 0;
        for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(one.getInetAddresses())) {
                if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
                    others++;
                    try (Socket socket = new Socket()) {
                        assertThrows(
                                ConnectException.class,
                                () -> socket.connect(new InetSocketAddress(address, studio.port()), 2000));
                    }
                }
            }
        }
        org.junit.jupiter.api.Assumptions.assumeTrue(others > 0, "this computer has a loopback address only");
    }

    @Test
    void otherHostsAreRefusedThoughTheCookieIsRight() {
        int port = studio.port();
        for (String other : List.of(
                "evil.example",
                "evil.example:" + port,
                "127.0.0.1",
                "localhost",
                "127.0.0.1:" + (port + 1),
                "127.0.0.1.evil.example:" + port,
                "0.0.0.0:" + port,
                "[::1]:" + port,
                "user@127.0.0.1:" + port,
                "127.1:" + port)) {
            String raw = get("/api/runs", "Host: " + other, cookie());
            assertTrue(List.of(400, 403).contains(Client.status(raw)), other + ": " + raw);
            assertFalse(raw.contains("tiny"), raw);
            safe(raw);
        }
    }

    @Test
    void hostsThatAreMissingOrTwiceOrInTheRequestLineAreRefused() {
        int port = studio.port();
        for (String raw : List.of(
                get("/api/runs", cookie()),
                get("/api/runs", "Host: evil.example", host(), cookie()),
                get("/api/runs", host(), "Host: evil.example", cookie()),
                get("http://evil.example:" + port + "/api/runs", host(), cookie()),
                Client.raw(port, "GET /api/runs HTTP/1.0\r\n" + cookie() + "\r\n\r\n"))) {
            assertTrue(List.of(400, 403).contains(Client.status(raw)), raw);
            assertFalse(raw.contains("tiny"), raw);
            safe(raw);
        }
    }

    @Test
    void bothOwnNamesAreAnswered() {
        for (String name : List.of("127.0.0.1", "localhost")) {
            String raw = get("/api/runs", "Host: " + name + ":" + studio.port(), cookie());
            assertEquals(200, Client.status(raw), raw);
            assertTrue(raw.contains("\"tiny\""), raw);
            safe(raw);
        }
    }

    @Test
    void theTokenIsExchangedForAStrictCookieThatScriptsDoNotSee() {
        HttpResponse<String> entered = Client.exchange(studio.address());
        assertEquals(200, entered.statusCode());
        assertTrue(entered.body().contains("content=\"0;url=/\""), entered.body());
        String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(
                cookie.matches("elbo-studio-" + studio.port() + "=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict"),
                cookie);
        assertFalse(cookie.contains(token(studio.address())), "the cookie is another secret than the token");
    }

    private static String token(URI address) {
        return address.getQuery().replaceFirst("token=", "");
    }

    @Test
    void aWrongTokenGetsNoCookie() {
        String token = token(studio.address());
        for (String wrong : List.of("", "x", token.substring(1), token + "x", token.toLowerCase(Locale.ROOT))) {
            String raw = get("/?token=" + wrong, host());
            refused(401, raw);
            assertFalse(raw.contains("Set-Cookie"), raw);
        }
        assertEquals(43, token.length(), "256 bits");
    }

    @Test
    void whatABrowserIsGivenOnACommandLineOpensOnce() {
        URI once = studio.addressForOnce();
        assertEquals(200, Client.exchange(once).statusCode());
        assertEquals(401, Client.exchange(once).statusCode());
        assertEquals(200, Client.exchange(studio.address()).statusCode());
    }

    @Test
    void withoutSessionThereIsNothing() {
        String almost = page.cookie().substring(0, page.cookie().length() - 1);
        for (String path :
                List.of("/", "/index.html", "/vendor/chart.umd.js", "/api/session", "/api/runs", run, "/x")) {
            refused(401, get(path, host()));
            refused(401, get(path, host(), "Cookie: " + almost));
            refused(401, get(path, host(), "Cookie: " + page.cookie().replaceFirst("=", "x=")));
            if (!path.equals("/")) {
                assertEquals(401, Client.status(get(path + "?token=" + token(studio.address()), host())), path);
            }
        }
    }

    @Test
    void writesNeedTheirOwnOrigin() {
        int port = studio.port();
        for (String origin : List.of(
                "",
                "null",
                "http://evil.example",
                "https://127.0.0.1:" + port,
                "http://127.0.0.1",
                "http://127.0.0.1:" + (port + 1),
                "http://localhost:" + port, // not the requested host
                "http://127.0.0.1:" + port + ".evil.example")) {
            HttpRequest.Builder request = page.request("/api/runs")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"));
            HttpResponse<String> answer = page.send(origin.isEmpty() ? request : request.header("Origin", origin));
            assertEquals(403, answer.statusCode(), origin + ": " + answer.body());
        }
        for (String path : List.of(run + "/stop", run + "/resume", run + "/decode", run + "/encode")) {
            assertEquals(
                    403,
                    page.send(page.request(path)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{}")))
                            .statusCode(),
                    path);
        }
    }

    @Test
    void writesAreJson() {
        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=utf-16",
                "application/jsonx",
                "text/json")) {
            HttpResponse<String> answer = page.send(page.request("/api/runs")
                    .header("Origin", page.origin())
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString("{}")));
            assertEquals(415, answer.statusCode(), type);
        }
        assertEquals(
                415,
                page.send(page.request("/api/runs")
                                .header("Origin", page.origin())
                                .POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode());
    }

    @Test
    void otherMethodsAreRefusedAndNoOtherSiteIsEverAllowed() {
        for (String method : List.of("PUT", "PATCH", "OPTIONS", "TRACE", "QUATSCH")) {
            String raw = Client.raw(
                    studio.port(),
                    method + " /api/runs HTTP/1.1\r\n" + host() + "\r\n" + cookie()
                            + "\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n"
                            + "Content-Length: 0\r\nConnection: close\r\n\r\n");
            assertTrue(Client.status(raw) >= 400 && Client.status(raw) < 500, method + ": " + raw);
            assertFalse(raw.toLowerCase(Locale.ROOT).contains("access-control-"), raw);
        }
    }

    @Test
    void aBodyAboveTheLimitIsRefusedWhateverItSaysOfItsLength() {
        String start = "POST " + run + "/decode HTTP/1.1\r\n" + host() + "\r\n" + cookie() + "\r\nOrigin: "
                + page.origin() + "\r\nContent-Type: application/json\r\nConnection: close\r\n";
        int size = 2 * 1024 * 1024 + 1;
        refused(413, Client.raw(studio.port(), start + "Content-Length: " + size + "\r\n\r\n{"));
        String chunk = "1000\r\n" + " ".repeat(0x1000) + "\r\n";
        String chunked = Client.raw(
                studio.port(), start + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(600) + "0\r\n\r\n");
        // the connection may be reset before the answer is read, and then nothing was done either
        assertTrue(Client.status(chunked) == 413 || Client.status(chunked) == 0, chunked);
        assertEquals(
                400, page.post(run + "/decode", " ".repeat(size - 3) + "{}").statusCode(), "just below it is read");
    }

    @Test
    void headersAndAddressesAboveTheLimitAreRefused() {
        String raw = get("/api/runs", host(), cookie(), "X-Long: " + "x".repeat(40_000));
        assertEquals(431, Client.status(raw), raw);
        String address = get("/api/runs?x=" + "x".repeat(40_000), host(), cookie());
        assertTrue(Client.status(address) == 414 || Client.status(address) == 431, address);
    }

    @Test
    @Tag("slow") // it waits for 30 seconds
    void whoSendsNothingIsNotWaitedForForever() throws IOException {
        List<String> starts = List.of(
                "",
                "GET / HTTP/1.1\r\nHost",
                "POST " + run + "/decode HTTP/1.1\r\n" + host()
                        + "\r\n" + cookie() + "\r\nOrigin: " + page.origin()
                        + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
        List<Socket> sockets = new ArrayList<>();
        try {
            for (String start : starts) {
                Socket socket = new Socket("127.0.0.1", studio.port());
                sockets.add(socket);
                socket.setSoTimeout(45_000);
                socket.getOutputStream().write(start.getBytes(StandardCharsets.ISO_8859_1));
            }
            for (Socket socket : sockets) {
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertFalse(answer.contains(" 200 "), answer);
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../..",
                "%2e%2e",
                "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                "..%2f..%2fetc%2fpasswd",
                "..%5c..%5c",
                "tiny",
                "./tiny",
                "%74iny",
                "..;/tiny",
                "//etc/passwd",
                "0123456789abcdef0123456789abcdef",
                "%25%32%65",
                "%c0%ae%c0%ae"
            })
    void strangeIdsAreNoRuns(String id) {
        for (String rest : List.of("", "/metrics", "/items/0.png", "/pictures/samples.png")) {
            String raw = get("/api/runs/" + id + rest, host(), cookie());
            assertEquals(404, Client.status(raw), id + rest + ": " + raw);
            safe(raw);
        }
    }

    @Test
    void anAddressWithANulIsNoRequestAtAll() {
        for (String id : List.of("%00", "tiny%00", "%00/../tiny")) {
            refused(400, get("/api/runs/" + id, host(), cookie()));
        }
    }

    @Test
    void veryLongIdsAreNoRuns() {
        for (int length : List.of(33, 200, 5000, 20_000)) {
            assertEquals(404, Client.status(get("/api/runs/" + "a".repeat(length), host(), cookie())));
        }
    }

    @Test
    void linksInTheFolderAreNoRuns(@TempDir Path elsewhere) throws IOException {
        Path other = TinyRuns.image(elsewhere.resolve("other"));
        Path link = root.resolve("link");
        Files.createSymbolicLink(link, other);
        try {
            assertFalse(page.get("/api/runs").body().contains("\"link\""));
            // a run that becomes a link is not a run any more although its id is known
            Path turned = TinyRuns.image(root.resolve("turned"));
            String id = page.id("turned");
            assertEquals(200, page.get("/api/runs/" + id).statusCode());
            try (var files = Files.list(turned)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(turned);
            Files.createSymbolicLink(turned, other);
            assertEquals(404, page.get("/api/runs/" + id).statusCode());
            assertEquals(
                    404, page.get("/api/runs/" + id + "/pictures/samples.png").statusCode());
            Files.delete(turned);
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void aModelThatIsALinkIsNone(@TempDir Path elsewhere) throws IOException {
        Path other = TinyRuns.image(elsewhere.resolve("other"));
        Path folder = TinyRuns.image(root.resolve("linked"));
        Files.delete(folder.resolve("model.safetensors"));
        Files.createSymbolicLink(folder.resolve("model.safetensors"), other.resolve("model.safetensors"));
        HttpResponse<String> answer = page.post("/api/runs/" + page.id("linked") + "/decode", "{\"latents\":[[0,0]]}");
        assertEquals(409, answer.statusCode(), answer.body());
        Files.delete(folder.resolve("model.safetensors"));
    }

    @Test
    void hostileNamesComeAsTheTextThatTheyAre() {
        String name = SCRIPT.replace("/", "_") + " \u202e ${x} '";
        TinyRuns.image(root.resolve(name));
        HttpResponse<String> answer = page.get("/api/runs");
        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElseThrow());
        String id = page.id(name);
        assertTrue(id.matches("[0-9a-f]{32}"), id);
        TinyRuns.write(root.resolve(name).resolve("<svg onload=alert(1)>.txt"), "x");
        var files = page.json("/api/runs/" + id).path("files");
        assertTrue(files.toString().contains("<svg onload=alert(1)>.txt"), files.toString());
    }

    @Test
    void whatIsWrongIsSaidInOneLineWithoutAWordOfJava() throws IOException {
        Path broken = TinyRuns.image(root.resolve("broken"));
        TinyRuns.write(broken.resolve("model.safetensors"), "not a model");
        TinyRuns.write(broken.resolve("metrics.csv"), "epoch\nx");
        TinyRuns.write(broken.resolve("status.json"), "{");
        String id = "/api/runs/" + page.id("broken");
        for (String path : List.of("/map", "/metrics", "/pictures/samples.png", "/doctor", "/anomalies", "/items/0")) {
            oneLine(400, page.get(id + path));
        }
        assertEquals("failed", page.json(id).path("state").asText());
        for (String body : List.of(
                "",
                "[",
                "{}",
                "null",
                "[1]",
                "{\"latents\":1}",
                "{\"latents\":[]}",
                "{\"latents\":[[1]]}",
                "{\"latents\":[[1,\"2\"]]}",
                "{\"latents\":[[1,1e999]]}",
                "{\"latents\":[[1,NaN]]}",
                "{\"latents\":[[1,2]]} x",
                "[".repeat(100_000),
                "{\"latents\":" + "[".repeat(5000) + "]}")) {
            oneLine(400, page.post(run + "/decode", body));
        }
        for (String path : List.of("/items/999999", "/items/999999.png", "/pictures/passwd.png", "/nothing")) {
            oneLine(404, page.get(run + path));
        }
        for (String path : List.of(
                "/items/x",
                "/map?points=0",
                "/map?points=99999999999",
                "/metrics?points=-1",
                "/anomalies?falsePositiveRate=2",
                "/anomalies?score=nonsense",
                "/export",
                "/export?items=1,,2",
                "/pictures/grid.png?side=1000")) {
            oneLine(400, page.get(run + path));
        }
    }

    private static void oneLine(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.uri() + ": " + answer.body());
        var error = Client.tree(answer.body());
        assertEquals(1, error.size(), answer.body());
        String message = error.path("error").asText();
        assertTrue(message.length() > 5 && message.length() < 600 && !message.contains("\n"), message);
        assertFalse(message.contains("Exception") || message.contains("java."), message);
        for (Map.Entry<String, List<String>> header : answer.headers().map().entrySet()) {
            assertFalse(header.getKey().toLowerCase(Locale.ROOT).startsWith("access-control"), header.toString());
        }
    }

    @Test
    void ofThePageOnlyItsOwnFilesAreServed() {
        for (String path : List.of(
                "/package-info.class",
                "/Studio.class",
                "/.index.html",
                "/vendor/package.json",
                "/vendor/chart.umd.js.map",
                "/vendor/../index.html",
                "/META-INF/MANIFEST.MF")) {
            assertEquals(404, Client.status(get(path, host(), cookie())), path);
        }
        HttpResponse<String> charts = page.get("/vendor/chart.umd.js");
        assertEquals(200, charts.statusCode());
        assertEquals(
                "text/javascript;charset=utf-8",
                charts.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""));
        assertTrue(charts.body().contains("Chart.js v4.4.4"));
        assertTrue(page.get("/vendor/chart.js-LICENSE.md").body().contains("MIT"));
    }

    @Test
    void whatOnlyShowsChangesNothing() {
        try (Client reader = new Client(Studio.start(new StudioOptions(root, 0, true, (request, log) -> {
            throw new AssertionError("started");
        })))) {
            String id = "/api/runs/" + reader.id("tiny");
            for (HttpResponse<String> answer : List.of(
                    reader.post("/api/runs", "{\"name\":\"new\",\"flags\":[]}"),
                    reader.post(id + "/stop", "{}"),
                    reader.post(id + "/resume", "{\"epochs\":9}"),
                    reader.delete(id, "{\"name\":\"tiny\"}"))) {
                assertEquals(403, answer.statusCode(), answer.body());
                assertTrue(answer.body().contains("this studio is read-only"), answer.body());
            }
            assertTrue(Files.exists(root.resolve("tiny").resolve("model.safetensors")));
            assertEquals(
                    200, reader.post(id + "/decode", "{\"latents\":[[0,0]]}").statusCode());
            assertTrue(reader.json("/api/session").path("readOnly").asBoolean());
            assertFalse(reader.json("/api/session").path("canTrain").asBoolean());
        }
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PortTakenException e = assertThrows(
                    PortTakenException.class,
                    () -> Studio.start(new StudioOptions(root, taken.getLocalPort(), false, null)));
            assertEquals(
                    "port " + taken.getLocalPort() + ": is taken by another program; choose another", e.getMessage());
        }
    }
}
