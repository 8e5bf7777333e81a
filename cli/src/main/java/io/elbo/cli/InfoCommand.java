package io.elbo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elbo.Description;
import io.elbo.data.ImageShape;
import io.elbo.data.Shown;
import io.elbo.data.table.Column;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.Provenance;
import io.elbo.spec.VaeSpec;
import io.elbo.table.Purpose;
import io.elbo.table.TableModel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code elbo info}. */
@Command(
        name = "info",
        sortOptions = false,
        description = "Describes a model and how it was trained.",
        footer = {"", "Example:", "  ./elbo info runs/lines-1"})
final class InfoCommand implements Callable<Integer> {
    private static final int COLUMNS = 80;
    private static final int INDENTED = 12;
    private static final String INDENT = "%-" + INDENTED + "s";

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        if (model.isTable()) {
            printTable(model.loadTable());
            return 0;
        }
        Description description = Description.read(model.file());
        if (json) {
            System.out.println(Shown.lines(description.toJson()));
        } else {
            print(description);
        }
        return 0;
    }

    private void printTable(TableModel table) {
        if (json) {
            System.out.println(Shown.lines(table.schema().toJson()));
            return;
        }
        Provenance from = table.provenance();
        line("table", String.format(Locale.ROOT, "%s, %,d rows trained on", from.data(), from.trainingRows()));
        line("trained for", table.spec().purposes().stream().map(Purpose::word).collect(Collectors.joining(", ")));
        line("parameters", String.format(Locale.ROOT, "%,d", table.vae().size()));
        line("weights", "SHA-256 " + table.vae().digest());
        for (Column column : table.schema().columns()) {
            line(column.name(), column.type().kind());
        }
    }

    private static void print(Description model) throws JsonProcessingException {
        // the JSON has the names that users write, for new layers and likelihoods too
        JsonNode all = JsonMapper.builder().build().readTree(model.toJson());
        JsonNode spec = all.get("spec");
        JsonNode training = all.get("provenance").get("training");
        Provenance from = model.provenance();
        VaeSpec is = model.spec();
        line("images", images(is.image(), is.data()));
        if (is.input() != null) {
            line("seen", images(is.inputImage(), is.input()));
        }
        if (is.condition() != null) {
            line("condition", condition(is, from));
        }
        line("encoder", model.decoderOnly() ? "none; this file has only the decoder" : chain(spec.get("encoder")));
        line(
                "latent",
                is.latent() + ", posterior " + text(spec.get("posterior"))
                        + (is.posterior().random() ? ", prior " + text(spec.get("prior")) : ", no prior"));
        line("decoder", chain(spec.get("decoder")));
        line("likelihood", text(spec.get("likelihood")));
        line("parameters", String.format(Locale.ROOT, "%,d", model.parameters()));
        line(
                "data",
                String.format(
                        Locale.ROOT,
                        "%s, %,d rows trained on, %,d held out",
                        from.data(),
                        from.trainingRows(),
                        from.validationRows()));
        line("", "SHA-256 " + from.digest());
        line("training", from.training() == null ? "none: computed exactly" : fields(training));
        EpochMetrics best = from.best();
        ReachedTerms terms = new ReachedTerms(is);
        if (best != null) {
            line(
                    "best epoch",
                    String.format(
                            Locale.ROOT,
                            "%d of %d, %s %s %s",
                            best.epoch(),
                            from.training().epochs(),
                            best.validation() == null ? "training" : "validation",
                            terms.brief(best.validation() == null ? best.train() : best.validation()),
                            terms.unit()));
        }
        line("weights", "SHA-256 " + model.weightsDigest());
        line("made by", "elbo " + from.version());
    }

    /** Prints a value. A long one continues on the next line, after a comma or an arrow. */
    private static void line(String name, String value) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, INDENT, Shown.cell(name)));
        for (String part : Shown.message(value).split("(?<=, |> )")) {
            if (line.length() > INDENTED && line.length() + part.stripTrailing().length() > COLUMNS) {
                System.out.println(line.toString().stripTrailing());
                line = new StringBuilder(String.format(Locale.ROOT, INDENT, ""));
            }
            line.append(part);
        }
        System.out.println(line);
    }

    private static String images(Optional<ImageShape> shape, List<Integer> rows) {
        return shape.map(image ->
                        image.width() + "x" + image.height() + (image.channels() == 1 ? " grey" : " in colour"))
                .orElseGet(() -> "none; rows of " + rows.stream().reduce(1, (a, b) -> a * b) + " numbers");
    }

    private static String condition(VaeSpec spec, Provenance from) {
        List<Integer> shape = spec.condition();
        if (shape.size() == 3) {
            return "a picture, " + shape.get(1) + "x" + shape.get(0) + (shape.get(2) == 1 ? " grey" : "");
        }
        List<String> names = from.labelNames();
        return "a label of " + shape.get(0) + (names.isEmpty() ? "" : ": " + String.join(", ", names));
    }

    private static String chain(JsonNode layers) {
        return StreamSupport.stream(layers.spliterator(), false)
                .map(InfoCommand::text)
                .collect(Collectors.joining(" > "));
    }

    /** Formats {@code {"type": "conv", "channels": 32, ...}} as {@code conv (channels 32, ...)}. */
    private static String text(JsonNode node) {
        if (!node.isObject()) {
            return node.asText();
        }
        String type = node.path("type").asText();
        if (type.equals("activation")) {
            return node.path("function").asText();
        }
        String fields = fields(node);
        return fields.isEmpty() ? type : type + " (" + fields + ")";
    }

    private static String fields(JsonNode node) {
        return node.properties().stream()
                .filter(field -> !field.getKey().equals("type"))
                .map(InfoCommand::field)
                .collect(Collectors.joining(", "));
    }

    private static String field(Map.Entry<String, JsonNode> field) {
        return field.getKey().replace('_', ' ') + " " + text(field.getValue());
    }
}
