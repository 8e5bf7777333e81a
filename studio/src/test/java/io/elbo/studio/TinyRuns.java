package io.elbo.studio;

import io.elbo.data.image.Images;
import io.elbo.data.table.CsvOptions;
import io.elbo.data.table.InferenceOptions;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import io.elbo.formats.Tables;
import io.elbo.model.Bernoulli;
import io.elbo.run.RunData;
import io.elbo.run.RunDirectory;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.table.TableRun;
import io.elbo.table.TableTraining;
import io.elbo.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Small runs, trained once for all tests and copied. */
public final class TinyRuns {
    public static final int ROWS = 400;
    public static final int EPOCHS = 3;
    /** A hostile name, which must be shown as plain text. */
    public static final String COLUMN = "<img src=x onerror=alert(1)>";

    /** The format of the table, which cannot be inferred. */
    public static final CsvOptions TABLE_OPTIONS = CsvOptions.defaults().withDelimiter('^');

    private static Path image;
    private static Path table;

    private TinyRuns() {}

    /** The data of {@link #image}. */
    public static Images lines() {
        return RunData.images("lines").open((file, bytes, total) -> {}).target().limit(ROWS);
    }

    /** Copies the run of a model of images with two latents. */
    public static synchronized Path image(Path to) {
        if (image == null) {
            image = temporary().resolve("image");
            RunSpec spec = new RunSpec(
                    VaeSpec.dense(lines().shape(), 16, 2, new Bernoulli()),
                    Training.defaults().withEpochs(EPOCHS).withValidation(0.1, 0));
            RunData data = new RunData("lines", false, null, null, ROWS, null, null, null, null);
            RunDirectory.train(
                    image,
                    spec,
                    lines(),
                    new RunDirectory.Options(1, Duration.ofSeconds(10), data),
                    TrainingListener.NONE);
        }
        return copy(image, to);
    }

    /** Copies the run of a model of a table. */
    public static synchronized Path table(Path to) {
        if (table == null) {
            Path folder = temporary();
            Path file = folder.resolve("people.csv");
            StringBuilder csv = new StringBuilder("age^kind^" + COLUMN + "\n");
            for (int i = 0; i < 200; i++) {
                int age = 20 + i * 7 % 50;
                csv.append(age).append('^').append(age > 40 ? "old" : "<b>young</b>");
                csv.append('^').append(i == 17 ? 900 : age * 2 + i % 3).append('\n');
            }
            write(file, csv.toString());
            TableSource source = Tables.open(file, TABLE_OPTIONS);
            Schema schema = Schema.infer(source, InferenceOptions.defaults()).schema();
            table = folder.resolve("table");
            TableRun.train(
                    table,
                    TableRun.Table.read(source, schema),
                    suited -> suited.withModel(new TableTraining(
                            List.of(8),
                            2,
                            suited.model().components(),
                            suited.model().maskRate(),
                            suited.model().training().withEpochs(EPOCHS))),
                    new RunDirectory.Options(
                            1, Duration.ofSeconds(10), RunData.table(file.toString(), null, TABLE_OPTIONS)),
                    TrainingListener.NONE);
        }
        return copy(table, to);
    }

    private static Path temporary() {
        try {
            Path folder = Files.createTempDirectory("elbo-studio-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // a temporary folder
        }
    }

    private static Path copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void write(Path file, String text) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
