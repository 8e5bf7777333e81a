package io.elbo.studio;

import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Accepts only requests from the studio's own page. It rejects requests from other sites, requests that use another name for this
 * address (DNS rebinding), requests of programs without the token, and paths with unexpected characters.
 */
final class Guard {
    /** The headers of every answer. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self';"
                    + " font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-store",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "X-Frame-Options",
            "DENY");

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?");
    private static final int LONGEST_PATH = 300;
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Set<String> WRITES = Set.of("POST", "DELETE");
    /** Matches POST requests that change nothing: their body is only the input of a computation. */
    private static final Pattern COMPUTES = Pattern.compile("/api/runs/[^/]+/(decode|encode|sample|export)");

    private final Session session;
    private final int port;
    private final boolean readOnly;

    Guard(Session session, int port, boolean readOnly) {
        this.session = session;
        this.port = port;
        this.readOnly = readOnly;
    }

    /** Returns the name of the cookie. It contains the port because browsers share cookies among all ports of a host. */
    String cookieName() {
        return "elbo-studio-" + port;
    }

    void check(Context request) {
        HEADERS.forEach(request::header);
        String host = host(request);
        String method = request.req().getMethod();
        if (!READS.contains(method) && !WRITES.contains(method)) {
            throw Problem.refused("only GET, POST and DELETE are supported");
        }
        String path = request.req().getRequestURI();
        if (path.length() > LONGEST_PATH || !PATH.matcher(path).matches()) {
            throw Problem.absent("there is no such page");
        }
        boolean write = WRITES.contains(method);
        if (write) {
            origin(request, host);
        }
        if (isEntry(request, path)) {
            return;
        }
        if (!session.isCookie(request.cookie(cookieName()))) {
            throw Problem.noSession();
        }
        if (write) {
            contentType(request);
            if (readOnly && !COMPUTES.matcher(path).matches()) {
                throw Problem.refused("this studio is read-only");
            }
        }
    }

    /** Returns whether the request opens the page with a token. */
    static boolean isEntry(Context request, String path) {
        return request.req().getMethod().equals("GET") && path.equals("/") && request.queryParam("token") != null;
    }

    private String host(Context request) {
        List<String> hosts = Collections.list(request.req().getHeaders("Host"));
        List<String> own = List.of("127.0.0.1:" + port, "localhost:" + port);
        // an address in the request line takes precedence over the header
        String asked = request.req().getServerName() + ":" + request.req().getServerPort();
        if (hosts.size() != 1 || !own.contains(hosts.get(0)) || !own.contains(asked)) {
            throw Problem.refused("this server answers only requests to its own address, 127.0.0.1:" + port);
        }
        return hosts.get(0);
    }

    private static void origin(Context request, String host) {
        List<String> origins = Collections.list(request.req().getHeaders("Origin"));
        if (origins.size() != 1 || !origins.get(0).equals("http://" + host)) {
            throw Problem.refused("only this server's own page may make changes");
        }
    }

    private static void contentType(Context request) {
        String type = String.valueOf(request.req().getContentType()).toLowerCase(Locale.ROOT);
        if (!type.replaceFirst(";\\s*charset=\"?utf-8\"?\\s*$", "").trim().equals("application/json")) {
            throw Problem.notJson();
        }
    }
}
