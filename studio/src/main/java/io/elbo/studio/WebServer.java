package io.elbo.studio;

import io.elbo.data.DataException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server: its address, its limits and its error handling. */
final class WebServer implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger("io.elbo.studio");
    private static final String LOOPBACK = "127.0.0.1";
    private static final int THREADS = 40;
    private static final int LEAST_THREADS = 8;
    private static final int THREAD_IDLE_MILLIS = 30_000;
    private static final int IDLE_MILLIS = 30_000;
    private static final int HEADER_BYTES = 32 << 10;
    private static final int LEAST_BYTES_A_SECOND = 1 << 10;
    private static final int WAITING = 64;

    private final Session session = new Session();
    private final Javalin server;
    private final Jobs jobs = new Jobs();
    private final Watches watches;
    /** Created when the port is known. */
    private volatile Guard guard;

    private WebServer(StudioOptions options, Path folder) {
        RunList runs = new RunList(folder);
        RunMetrics metrics = new RunMetrics(jobs);
        Summaries summaries = new Summaries(runs, metrics);
        watches = new Watches(summaries, metrics);
        server = Javalin.create(config -> configure(config, options.port()));
        Trainings trainings = new Trainings(runs, summaries, options.launcher());
        new Routes(runs, summaries, metrics, trainings, watches, new Exploration(metrics, jobs), options.readOnly())
                .addTo(server);
        server.exception(Problem.class, (e, request) -> answer(request, e.status(), e.getMessage()));
        server.exception(
                Pending.class,
                (e, request) -> request.status(202)
                        .contentType("application/json")
                        .result(JsonText.bytes(Map.of("progress", e.progress()))));
        server.exception(DataException.class, (e, request) -> answer(request, 400, e.getMessage()));
        server.exception(IllegalArgumentException.class, (e, request) -> answer(request, 400, e.getMessage()));
        server.exception(
                HttpResponseException.class,
                (e, request) -> answer(
                        request,
                        e.getStatus(),
                        e.getStatus() == 404 ? "there is no such page" : "this request is not supported"));
        server.exception(Exception.class, (e, request) -> failed(request, e));
        // Javalin would answer a Java error, such as OutOfMemoryError, with an empty body
        server.error(500, request -> {
            if (request.result() == null) {
                answer(request, 500, "the server failed; there may be too little memory for this");
            }
        });
        server.before(this::guard);
        server.error(404, request -> {
            if (request.result() == null
                    || !String.valueOf(request.res().getContentType()).startsWith("application/json")) {
                answer(request, 404, "there is no such page");
            }
        });
    }

    /**
     * Starts listening.
     *
     * @throws PortTakenException if another program listens on the port
     */
    public static WebServer start(StudioOptions options, Path folder) {
        WebServer made = new WebServer(options, folder);
        try {
            made.server.start();
            made.guard = new Guard(made.session, made.port(), options.readOnly());
            return made;
        } catch (JavalinBindException e) {
            made.close();
            throw new PortTakenException(options.port(), e);
        }
    }

    private static void configure(JavalinConfig config, int port) {
        config.showJavalinBanner = false;
        config.startupWatcherEnabled = false;
        config.http.disableCompression();
        config.http.defaultContentType = "application/json";
        config.jetty.threadPool = new QueuedThreadPool(THREADS, LEAST_THREADS, THREAD_IDLE_MILLIS);
        config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new ErrorPages()));
        config.jetty.modifyServletContextHandler(handler -> handler.setErrorHandler(new ErrorPages()));
        config.jetty.addConnector((jetty, http) -> connector(jetty, http, port));
    }

    private static Connector connector(Server jetty, HttpConfiguration http, int port) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setMinRequestDataRate(LEAST_BYTES_A_SECOND);
        http.setIdleTimeout(IDLE_MILLIS);
        // the guard refuses unsafe paths, with its own message
        http.setUriCompliance(UriCompliance.UNSAFE);
        ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(WAITING);
        return connector;
    }

    private void guard(Context request) {
        Guard known = guard;
        if (known == null) {
            throw Problem.notNow("the server is starting");
        }
        known.check(request);
        if (Guard.isEntry(request, request.req().getRequestURI())) {
            enter(request, known);
        }
    }

    /**
     * Exchanges the token for a cookie. A refresh then loads the page, not a redirect: a browser that another page or program sent here
     * would not send a strict cookie along a redirect.
     */
    private void enter(Context request, Guard known) {
        if (!session.opens(request.queryParam("token"))) {
            throw Problem.noSession();
        }
        request.header(
                "Set-Cookie", known.cookieName() + "=" + session.cookie() + "; Path=/; HttpOnly; SameSite=Strict");
        request.contentType("text/html; charset=utf-8")
                .result("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\">"
                        + "<meta http-equiv=\"refresh\" content=\"0;url=/\"><title>elbo studio</title>")
                .skipRemainingHandlers();
    }

    private static void answer(Context request, int status, String message) {
        request.status(status)
                .contentType("application/json")
                .result(JsonText.bytes(Map.of("error", Problem.line(message))));
    }

    private static void failed(Context request, Exception e) {
        LOGGER.log(System.Logger.Level.DEBUG, "a request failed", e);
        answer(request, 500, "the server failed; this is a bug in elbo");
    }

    /** Returns the port on which the server listens. */
    public int port() {
        return server.port();
    }

    /** Returns the session that controls access. */
    public Session session() {
        return session;
    }

    /** Returns the address of the page with a token. */
    public URI address(String token) {
        return URI.create("http://" + LOOPBACK + ":" + port() + "/?token=" + token);
    }

    @Override
    public void close() {
        watches.close();
        jobs.close();
        server.stop();
    }
}
