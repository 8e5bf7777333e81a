package io.elbo.studio;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.data.Background;
import io.elbo.data.image.PictureReading;
import io.elbo.run.RunData;
import io.elbo.spec.PictureSettings;
import io.elbo.spec.Provenance;
import io.elbo.spec.RunSpec;
import io.elbo.table.TableSpec;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;

/** Maps requests to their handlers. */
final class Routes {
    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";
    private static final String PNG = "image/png";
    private static final String CSV = "text/csv; charset=utf-8";
    private static final double USUAL_FALSE_ALARMS = 0.01;
    private static final String RUN = "/api/runs/{id}";

    private final RunList runs;
    private final Summaries summaries;
    private final RunMetrics metrics;
    private final Trainings trainings;
    private final Watches watches;
    private final Exploration exploration;
    private final boolean readOnly;

    Routes(
            RunList runs,
            Summaries summaries,
            RunMetrics metrics,
            Trainings trainings,
            Watches watches,
            Exploration exploration,
            boolean readOnly) {
        this.runs = runs;
        this.summaries = summaries;
        this.metrics = metrics;
        this.trainings = trainings;
        this.watches = watches;
        this.exploration = exploration;
        this.readOnly = readOnly;
    }

    void addTo(Javalin server) {
        server.get("/", request -> asset(request, Page.of("index.html")));
        server.get("/{name}", request -> asset(request, Page.of(request.pathParam("name"))));
        server.get("/vendor/{name}", request -> asset(request, Page.vendor(request.pathParam("name"))));
        server.get("/api/session", request -> json(request, session()));
        server.get("/api/runs", request -> json(request, summaries.all()));
        server.post("/api/runs", request -> json(request, trainings.start(body(request))));
        read(server, "", (run, request) -> describe(run));
        read(server, "/metrics", (run, request) -> metrics.curves(run, Query.whole(request, "points")));
        read(server, "/latents", (run, request) -> metrics.strip(run, Query.whole(request, "points")));
        SseHandler events = new SseHandler(this::listen);
        server.get(RUN + "/events", request -> {
            run(request); // an unknown run gets an error answer rather than a stream that ends
            request.header("Cache-Control", "no-store");
            events.handle(request);
        });
        write(server, "/stop", (run, body) -> {
            trainings.stop(run);
            return Map.of();
        });
        write(server, "/resume", (run, body) -> {
            trainings.resume(run, body);
            return Map.of();
        });
        server.delete(
                RUN,
                request -> json(
                        request,
                        Map.of(
                                "left",
                                trainings.delete(
                                        run(request), body(request).path("name").asText("")))));
        explore(server);
    }

    private void explore(Javalin server) {
        read(
                server,
                "/map",
                (run, request) -> exploration.map(run, Query.whole(request, "points"), request.queryParam("axes")));
        server.get(
                RUN + "/map.bin",
                request -> bytes(
                        request,
                        BYTES,
                        exploration.mapPoints(
                                run(request), Query.whole(request, "points"), request.queryParam("axes"))));
        server.get(
                RUN + "/pictures/{name}",
                request -> bytes(
                        request,
                        PNG,
                        exploration.picture(run(request), request.pathParam("name"), Query.whole(request, "side"))));
        server.get(RUN + "/items/{item}", this::item);
        server.post(RUN + "/decode", this::decode);
        write(
                server,
                "/encode",
                (run, body) -> StudioLatents.encode(exploration.model(run), body, exploration.itemsOf(run)));
        write(server, "/sample", (run, body) -> StudioLatents.sample(exploration.model(run), body));
        read(server, "/latents-usual", (run, request) -> exploration.usual(run));
        read(server, "/directions", (run, request) -> exploration.directions(run));
        read(
                server,
                "/anomalies",
                (run, request) -> exploration.anomalies(
                        run,
                        request.queryParam("score"),
                        Query.real(request, "falsePositiveRate", USUAL_FALSE_ALARMS),
                        Query.whole(request, "points")));
        read(
                server,
                "/anomalies/{item}",
                (run, request) -> exploration.anomaly(
                        run, request.queryParam("score"), Query.number("item", request.pathParam("item"))));
        read(server, "/doctor", (run, request) -> exploration.doctor(run));
        server.get(RUN + "/export", request -> export(request, Query.list("items", request.queryParam("items"))));
        server.post(RUN + "/export", request -> export(request, items(body(request))));
    }

    private void read(Javalin server, String path, BiFunction<StudioRun, Context, Object> answer) {
        server.get(RUN + path, request -> json(request, answer.apply(run(request), request)));
    }

    private void write(Javalin server, String path, BiFunction<StudioRun, JsonNode, Object> answer) {
        server.post(RUN + path, request -> json(request, answer.apply(run(request), body(request))));
    }

    private StudioRun run(Context request) {
        return runs.get(request.pathParam("id"));
    }

    private static JsonNode body(Context request) {
        return JsonText.object(Query.body(request));
    }

    private static void json(Context request, Object answer) {
        bytes(request, JSON, JsonText.bytes(answer));
    }

    private static void bytes(Context request, String type, byte[] answer) {
        request.contentType(type).result(answer);
    }

    private static void asset(Context request, Page.Asset asset) {
        bytes(request, asset.type(), asset.bytes());
    }

    private Map<String, Object> session() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("readOnly", readOnly);
        answer.put("version", Provenance.VERSION);
        answer.put("folder", runs.root().toString());
        answer.put("canTrain", !readOnly && trainings.canTrain());
        return answer;
    }

    private Map<String, Object> describe(StudioRun run) {
        Map<String, Object> answer = new LinkedHashMap<>(summaries.of(run));
        var spec = Summaries.spec(run);
        answer.put(
                "spec",
                spec.map(RunSpec::toJson)
                        .or(() -> Summaries.tableSpec(run).map(TableSpec::toJson))
                        .map(JsonText::tree)
                        .orElse(null));
        answer.put("status", StatusAnswer.of(summaries.status(run)));
        answer.put("files", Summaries.files(run));
        answer.put("image", spec.flatMap(s -> s.model().image()).orElse(null));
        answer.put(
                "background",
                Summaries.data(run)
                        .map(RunData::pictures)
                        .map(PictureSettings::reading)
                        .map(PictureReading::background)
                        .orElse(Background.WHITE)
                        .toString());
        answer.put("hasModel", run.hasModel());
        answer.put("dataMissing", exploration.missing(run));
        return answer;
    }

    private void listen(SseClient client) {
        Context request = client.ctx();
        String after = request.header("Last-Event-ID");
        after = after == null ? request.queryParam("after") : after;
        int known = after != null && after.matches("\\d{1,9}") ? Integer.parseInt(after) : -1;
        watches.add(run(request), client, known);
    }

    private void item(Context request) {
        String name = request.pathParam("item");
        if (name.endsWith(".png")) {
            int item = Query.number("item", name.substring(0, name.length() - ".png".length()));
            bytes(request, PNG, exploration.item(run(request), item));
        } else {
            json(request, exploration.itemText(run(request), Query.number("item", name)));
        }
    }

    private void decode(Context request) {
        StudioRun run = run(request);
        JsonNode body = body(request);
        Loaded model = exploration.model(run);
        float[][] latents = StudioLatents.read(body, model.latent());
        if (model.table() == null) {
            bytes(request, BYTES, StudioLatents.decode(model, latents, body, exploration.itemsOf(run)));
            return;
        }
        // writing decoded rows needs no rows of the data
        TableItems writer = new TableItems(model.table(), null);
        json(request, Map.of("columns", model.table().schema().names(), "rows", writer.decoded(latents)));
    }

    private void export(Context request, int[] items) {
        byte[] csv = exploration.export(run(request), items);
        request.header("Content-Disposition", "attachment; filename=latents.csv");
        bytes(request, CSV, csv);
    }

    private static int[] items(JsonNode body) {
        JsonNode items = body.path("items");
        if (!items.isArray()
                || !StreamSupport.stream(items.spliterator(), false).allMatch(i -> i.isInt() && i.intValue() >= 0)) {
            throw Problem.wrong("items: must be a list of whole numbers");
        }
        return StreamSupport.stream(items.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }
}
