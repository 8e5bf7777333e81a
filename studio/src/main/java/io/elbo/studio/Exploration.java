package io.elbo.studio;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.doctor.Doctor;
import io.elbo.doctor.Finding;
import io.elbo.image.ModelPictures;
import io.elbo.plot.Drawing;
import io.elbo.plot.Pictures;
import io.elbo.spec.EpochMetrics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Answers questions about trained runs. Opens their models and data on demand. */
final class Exploration {
    /** The default number of map points and of scored items. */
    private static final int USUAL_POINTS = 10_000;

    private static final int MOST_POINTS = 60_000;
    private static final int MOST_EXPORTED = 60_000;
    private static final int EXAMINED = 2000;
    private static final int LEAST_SIDE = 5;
    private static final int MOST_SIDE = 40;
    private static final int USUAL_SIDE = 20;
    private static final int PICTURES = 24;

    private final RunMetrics metrics;
    private final Jobs jobs;
    private final Models models = new Models();
    private final DataSets data = new DataSets();
    private final Recent<PictureKey, byte[]> pictures = new Recent<>(PICTURES);

    private record PictureKey(FileState model, String name, int side) {}

    private record OpeningKey(FileState model, FileState data) {}

    private record DoctorKey(FileState model, FileState metrics) {}

    Exploration(RunMetrics metrics, Jobs jobs) {
        this.metrics = metrics;
        this.jobs = jobs;
    }

    Loaded model(StudioRun run) {
        return models.of(run);
    }

    Items items(StudioRun run) {
        return data.of(run, model(run));
    }

    /** Returns why the data cannot be opened, or null if they can be opened or this is not known yet. */
    String missing(StudioRun run) {
        if (!run.hasModel()) {
            return null;
        }
        try {
            FileState said = FileState.of(run.folder().resolve("data.json"));
            jobs.get(
                    new OpeningKey(FileState.of(run.model()), said),
                    progress -> items(run).count());
            return null;
        } catch (Pending e) {
            return null;
        } catch (Problem | DataException | IllegalArgumentException e) {
            return Problem.line(e.getMessage());
        }
    }

    Supplier<Items> itemsOf(StudioRun run) {
        return () -> items(run);
    }

    private static int points(Integer wanted, int usual) {
        int points = wanted == null ? usual : wanted;
        if (points < 1 || points > MOST_POINTS) {
            throw Problem.wrong("points " + points + ": must be 1 to " + MOST_POINTS);
        }
        return points;
    }

    private Embedding embedding(StudioRun run, Integer wanted) {
        Loaded model = model(run);
        int points = points(wanted, USUAL_POINTS);
        return jobs.get(
                new Embedding.Key(model.state(), run.id(), points),
                progress -> Embedding.of(data.of(run, model), points, model.version(), progress));
    }

    Map<String, Object> map(StudioRun run, Integer points, String axes) {
        Embedding embedding = embedding(run, points);
        return LatentMap.describe(
                items(run), embedding, Plane.of(axes, embedding.q().mean()));
    }

    byte[] mapPoints(StudioRun run, Integer points, String axes) {
        Embedding embedding = embedding(run, points);
        return LatentMap.points(
                items(run), embedding, Plane.of(axes, embedding.q().mean()));
    }

    Map<String, Object> usual(StudioRun run) {
        return StudioLatents.usual(model(run), embedding(run, null).q());
    }

    List<Map<String, Object>> directions(StudioRun run) {
        return StudioLatents.directions(items(run), embedding(run, null));
    }

    byte[] item(StudioRun run, int item) {
        if (!(items(run) instanceof ImageItems images)) {
            throw Problem.absent("the items of a table are not images");
        }
        float[] pixels = new float[images.images().width()];
        images.images().read(images.checked(item), pixels, 0);
        return Pictures.image(pixels, images.images().shape()).png();
    }

    Map<String, Object> itemText(StudioRun run, int item) {
        Items items = items(run);
        items.checked(item);
        int[] labels = items.labels();
        List<String> names = LatentMap.labels(items);
        Map<String, Object> answer = new LinkedHashMap<>();
        boolean named = labels != null && names != null && labels[item] >= 0 && labels[item] < names.size();
        answer.put("label", named ? names.get(labels[item]) : null);
        answer.put(
                "cells",
                items instanceof TableItems table
                        ? table.cells(table.rows().row(item))
                        : file((ImageItems) items, item));
        return answer;
    }

    private static Map<String, String> file(ImageItems items, int item) {
        List<String> files = items.images().fileNames();
        return files.isEmpty() ? Map.of() : Map.of("file", files.get(item));
    }

    private Scored scored(StudioRun run, String score, Integer wanted) {
        Loaded model = model(run);
        String name = Scoring.name(score, model);
        int points = points(wanted, USUAL_POINTS);
        return jobs.get(
                new Scored.Key(model.state(), run.id(), name, points),
                progress -> Scoring.of(name, data.of(run, model), points, progress));
    }

    Map<String, Object> anomalies(StudioRun run, String score, double falsePositiveRate, Integer shown) {
        if (!(falsePositiveRate > 0 && falsePositiveRate < 1)) {
            throw Problem.wrong("falsePositiveRate: must be above 0 and below 1");
        }
        return Anomalies.list(scored(run, score, null), falsePositiveRate, points(shown, 200));
    }

    Map<String, Object> anomaly(StudioRun run, String score, int item) {
        Items items = items(run);
        items.checked(item);
        return Anomalies.explain(items, item, scored(run, score, null).ordinary());
    }

    List<Diagnosis> doctor(StudioRun run) {
        Loaded model = model(run);
        return jobs.get(
                new DoctorKey(model.state(), FileState.of(run.folder().resolve("metrics.csv"))),
                progress -> examine(data.of(run, model), metrics.epochs(run)).stream()
                        .map(Diagnosis::of)
                        .toList());
    }

    private static List<Finding> examine(Items items, List<EpochMetrics> epochs) {
        return items instanceof TableItems table
                ? Doctor.examine(table.model(), Doctor.rowsToExamine(table.model(), table.rows()), epochs)
                : Doctor.examine(((ImageItems) items).vae(), examined((ImageItems) items), epochs);
    }

    /** Returns the held-out rows if there are enough of them, otherwise rows of the data. */
    private static Rows examined(ImageItems items) {
        Vae vae = items.vae();
        if (items.examples().input() == null) {
            var heldOut = vae.heldOut(items.images());
            if (heldOut.isPresent() && heldOut.get().count() >= 20) {
                return vae.examples(heldOut.get());
            }
        }
        return items.examples().limit(EXAMINED);
    }

    byte[] picture(StudioRun run, String name, Integer side) {
        Loaded model = model(run);
        int sides = side == null ? USUAL_SIDE : side;
        if (sides < LEAST_SIDE || sides > MOST_SIDE) {
            throw Problem.wrong("side " + sides + ": must be " + LEAST_SIDE + " to " + MOST_SIDE);
        }
        PictureKey key = new PictureKey(model.state(), name, sides);
        byte[] known = pictures.get(key);
        if (known != null) {
            return known;
        }
        if (model.table() != null) {
            throw Problem.absent("the model of a table has no pictures");
        }
        ModelPictures of = new ModelPictures(model.vae(), ((ImageItems) data.of(run, model)).examples());
        Drawing picture = switch (name) {
            case "samples.png" -> of.samples();
            case "reconstructions.png" -> of.reconstructions();
            case "grid.png" -> of.grid(sides);
            default -> throw Problem.absent("there is no such picture");
        };
        byte[] png = picture.png();
        pictures.put(key, png);
        return png;
    }

    /** Returns items, labels and latents as CSV. */
    byte[] export(StudioRun run, int[] wanted) {
        if (wanted.length < 1 || wanted.length > MOST_EXPORTED) {
            throw Problem.wrong("items: must be 1 to " + MOST_EXPORTED);
        }
        Items items = items(run);
        for (int item : wanted) {
            items.checked(item);
        }
        float[][] mean = items.encode(wanted).mean();
        int[] labels = items.labels();
        List<String> names = LatentMap.labels(items);
        StringBuilder csv = new StringBuilder("item,label");
        for (int j = 0; j < mean[0].length; j++) {
            csv.append(",mean_").append(j);
        }
        csv.append('\n');
        for (int i = 0; i < wanted.length; i++) {
            int label = labels == null ? -1 : labels[wanted[i]];
            String name = names == null || label < 0 || label >= names.size() ? "" : names.get(label);
            csv.append(wanted[i]).append(',').append(quoted(Objects.requireNonNull(name)));
            for (float value : mean[i]) {
                csv.append(',').append(value);
            }
            csv.append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[\",\\r\\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
