package io.elbo.data.image;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    private static final byte[] CONTENT = content();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private URI base;

    @TempDir
    Path temporary;

    private Path cache;
    private Path target;
    private Path part;

    @BeforeEach
    void start() throws IOException {
        cache = temporary.resolve("not/there/yet");
        target = cache.resolve("set/file.gz");
        part = cache.resolve("set/file.gz.part");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        base = URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/d/");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aWholeFileIsDownloadedCheckedAndReported() throws Exception {
        serve(DownloadTest::sendRange);
        List<Long> progress = new ArrayList<>();
        Path file = download((name, bytes, total) -> {
            assertEquals("file.gz", name);
            assertEquals(CONTENT.length, total);
            progress.add(bytes);
        });
        assertEquals(target, file);
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        assertFalse(Files.exists(part));
        assertEquals(0L, progress.get(0));
        assertEquals(CONTENT.length, progress.get(progress.size() - 1));
        assertEquals(progress.stream().sorted().toList(), progress);
    }

    @Test
    void whatIsInTheCacheIsNotAskedForAgain() throws Exception {
        serve(DownloadTest::sendRange);
        download(DownloadProgress.none());
        ranges.clear();
        download(DownloadProgress.none());
        assertEquals(List.of(), ranges);
    }

    @Test
    void anInterruptedDownloadGoesOnWhereItEnded() throws Exception {
        serve(DownloadTest::sendRange);
        part(Arrays.copyOf(CONTENT, 70_000));
        List<Long> progress = new ArrayList<>();
        download((name, bytes, total) -> progress.add(bytes));
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        assertEquals(List.of("bytes=70000-"), ranges);
        assertEquals(70_000L, progress.get(0));
    }

    @Test
    void aCompletePartIsTakenWithoutAsking() throws Exception {
        part(CONTENT);
        download(DownloadProgress.none());
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        assertEquals(List.of(), ranges);
    }

    @Test
    void aServerThatIgnoresRangesRestartsTheFile() throws Exception {
        serve(exchange -> send(exchange, 200, CONTENT));
        part(new byte[70_000]);
        download(DownloadProgress.none());
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
    }

    @Test
    void aServerThatRefusesTheRangeRestartsTheFile() throws Exception {
        serve(exchange -> {
            boolean ranged = exchange.getRequestHeaders().containsKey("Range");
            send(exchange, ranged ? 416 : 200, ranged ? new byte[0] : CONTENT);
        });
        part(new byte[70_000]);
        download(DownloadProgress.none());
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        assertEquals(2, ranges.size());
    }

    @Test
    void aPartThatIsTooLongIsDroppedAndLoadedAgain() throws Exception {
        serve(DownloadTest::sendRange);
        part(Arrays.copyOf(CONTENT, CONTENT.length + 1));
        download(DownloadProgress.none());
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
    }

    @Test
    void anotherRangeThanAskedForIsRefusedAndThePartKept() throws Exception {
        serve(exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 5-" + (CONTENT.length - 1) + "/*");
            send(exchange, 206, Arrays.copyOfRange(CONTENT, 70_000, CONTENT.length));
        });
        part(Arrays.copyOf(CONTENT, 70_000));
        failed("a different part of the file");
        assertEquals(70_000, Files.size(part));
    }

    @Test
    void aWrongDigestIsRefusedWithBothAndThePartIsDeleted() throws Exception {
        byte[] other = CONTENT.clone();
        other[1000]++;
        serve(exchange -> send(exchange, 200, other));
        refused(
                () -> download(DownloadProgress.none()),
                base + "file.gz: SHA-256 is " + sha256(other),
                sha256(CONTENT));
        assertFalse(Files.exists(part));
        assertFalse(Files.exists(target));
    }

    @Test
    void aBodyThatIsTooLongIsNotKept() throws Exception {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0); // chunked: no length in the header
            try (var out = exchange.getResponseBody()) {
                for (int i = 0; i < 100; i++) {
                    out.write(CONTENT);
                }
            }
        });
        refused(() -> download(DownloadProgress.none()), base + "file.gz: the server sends more than the 200000 bytes");
        assertFalse(Files.exists(part));
        assertFalse(Files.exists(target));
    }

    @Test
    void aLengthThatIsNotTheKnownOneIsRefusedAndThePartKept() throws Exception {
        serve(exchange -> send(exchange, 200, "<html>Welcome to the hotel".getBytes()));
        part(Arrays.copyOf(CONTENT, 70_000));
        failed("the server offers 26 bytes, but the known file has 200000");
        assertEquals(70_000, Files.size(part));
    }

    @Test
    void aCutConnectionKeepsWhatCameAndTheNextRunGoesOn() throws Exception {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 120_000);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        failed("the connection ended after ", " of 200000 bytes (they are kept");
        long kept = Files.size(part);
        assertTrue(kept > 0 && kept <= 120_000, kept + " bytes kept");
        server.removeContext("/d/");
        serve(DownloadTest::sendRange);
        download(DownloadProgress.none());
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        assertEquals("bytes=" + kept + "-", ranges.get(ranges.size() - 1));
    }

    @Tag("slow")
    @Test
    void aSilentServerIsGivenUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        serve(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 100);
            exchange.getResponseBody().flush();
            await(end);
        });
        var download = new Download(base, Duration.ofMillis(500));
        IOException failure = assertThrows(
                IOException.class, () -> download.fetch(remote(), target.getParent(), DownloadProgress.none()));
        assertTrue(failure.getMessage().contains("ended after 100 of 200000 bytes"), failure.getMessage());
        assertTrue(failure.getMessage().endsWith("the server does not answer"), failure.getMessage());
        end.countDown();
    }

    @Test
    void aMissingFileOnTheServerIsSaidWithWhatToDo() throws Exception {
        serve(exchange -> send(exchange, 404, new byte[10]));
        failed("the server answers with status 404");
    }

    @Test
    void withoutANetworkOneLineSaysWhichFilesToPutWhere() {
        server.stop(0);
        failed(
                "Connection refused",
                "put file.gz, labels.gz into " + target.getParent(),
                "or into a folder of your own");
        assertFalse(Files.exists(part));
    }

    @Test
    void twoDownloadsDoNotWriteTheSameFile() throws Exception {
        part(new byte[10]);
        try (FileChannel other = FileChannel.open(part, StandardOpenOption.WRITE);
                var lock = other.lock()) {
            assertTrue(lock.isValid());
            failed("another download is writing " + part);
        }
    }

    @Test
    void aCacheThatCannotBeMadeIsSaid() throws Exception {
        Files.writeString(temporary.resolve("not"), "a file where a folder should be");
        failed(target.getParent().toString());
    }

    private Path download(DownloadProgress progress) {
        return set().inCache(List.of(remote()), cache, progress).get(0);
    }

    private void failed(String... parts) {
        refused(() -> download(DownloadProgress.none()), parts);
        assertFalse(Files.exists(target));
    }

    private DatasetFiles set() {
        return new DatasetFiles("set", base, List.of(remote(), new RemoteFile("labels.gz", 1, "")));
    }

    private static RemoteFile remote() {
        return new RemoteFile("file.gz", CONTENT.length, sha256(CONTENT));
    }

    private void part(byte[] bytes) throws IOException {
        Files.createDirectories(part.getParent());
        Files.write(part, bytes);
    }

    private void serve(HttpHandler handler) {
        server.createContext("/d/", exchange -> {
            assertEquals("/d/file.gz", exchange.getRequestURI().getPath());
            ranges.add(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
            handler.handle(exchange);
        });
    }

    private static void sendRange(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            send(exchange, 200, CONTENT);
            return;
        }
        int from = Integer.parseInt(range.replaceAll("\\D", ""));
        String sent = "bytes " + from + "-" + (CONTENT.length - 1) + "/" + CONTENT.length;
        exchange.getResponseHeaders().set("Content-Range", sent);
        send(exchange, 206, Arrays.copyOfRange(CONTENT, from, CONTENT.length));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] content() {
        byte[] bytes = new byte[200_000];
        new Random(5).nextBytes(bytes);
        return bytes;
    }
}
