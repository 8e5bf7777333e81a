package io.elbo.studio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A minimal browser for tests, with raw sockets for requests that a browser would not send. */
public final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Studio studio;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String cookie;

    public Client(Studio studio) {
        this.studio = studio;
        cookie = exchange(studio.address())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceFirst(";.*", "");
    }

    /** Opens an address without a cookie. */
    public static HttpResponse<String> exchange(URI address) {
        return send(HttpClient.newHttpClient(), HttpRequest.newBuilder(address), HttpResponse.BodyHandlers.ofString());
    }

    private static <T> HttpResponse<T> send(
            HttpClient http, HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request.timeout(PATIENCE).build(), handler);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public String cookie() {
        return cookie;
    }

    public String origin() {
        return "http://127.0.0.1:" + studio.port();
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin() + path)).header("Cookie", cookie);
    }

    public HttpResponse<String> get(String path) {
        return send(http, request(path), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<InputStream> stream(HttpRequest.Builder request) {
        return send(http, request, HttpResponse.BodyHandlers.ofInputStream());
    }

    public byte[] bytes(String path) {
        HttpResponse<byte[]> answer = send(http, request(path), HttpResponse.BodyHandlers.ofByteArray());
        return answer.statusCode() == 200 ? answer.body() : new byte[0];
    }

    /** Repeats the request while the answer is pending, as the page does. */
    public JsonNode json(String path) {
        for (int i = 0; i < 600; i++) {
            HttpResponse<String> answer = get(path);
            if (answer.statusCode() == 200) {
                return tree(answer.body());
            }
            if (answer.statusCode() != 202) {
                throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
            }
            pause(100);
        }
        throw new AssertionError(path + ": never done");
    }

    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public static JsonNode tree(String json) {
        try {
            return JsonMapper.builder().build().readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    /** Sends a write as the page does. */
    public HttpRequest.Builder write(String method, String path, String body) {
        return request(path)
                .header("Origin", origin())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    public HttpResponse<String> post(String path, String body) {
        return send(write("POST", path, body));
    }

    public HttpResponse<byte[]> postForBytes(String path, String body) {
        return send(http, write("POST", path, body), HttpResponse.BodyHandlers.ofByteArray());
    }

    public HttpResponse<String> delete(String path, String body) {
        return send(write("DELETE", path, body));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(http, request, HttpResponse.BodyHandlers.ofString());
    }

    /** Returns the id of a run by its name. */
    public String id(String name) {
        for (JsonNode run : json("/api/runs")) {
            if (run.path("name").asText().equals(name)) {
                return run.path("id").asText();
            }
        }
        throw new AssertionError("no run " + name);
    }

    public static double[] numbers(JsonNode list) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i).asDouble();
        }
        return numbers;
    }

    /** Sends raw bytes and returns everything received until the connection ends. */
    public static String raw(int port, String request) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // the server stopped reading early; its answer counts
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "closed: " + e.getMessage();
        }
    }

    public static int status(String raw) {
        return raw.matches("(?s)HTTP/1.1 \\d{3}.*") ? Integer.parseInt(raw.substring(9, 12)) : 0;
    }

    @Override
    public void close() {
        studio.close();
    }
}
