package app;

import io.elbo.Vae;
import io.elbo.course.reproduction.Reproductions;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import io.elbo.data.table.CsvOptions;
import io.elbo.data.table.InferenceOptions;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import io.elbo.doctor.Doctor;
import io.elbo.formats.Tables;
import io.elbo.image.generation.LatentSampler;
import io.elbo.image.generation.MixtureSampler;
import io.elbo.image.latent.Direction;
import io.elbo.image.score.Calibration;
import io.elbo.image.score.NegativeElbo;
import io.elbo.model.Bernoulli;
import io.elbo.run.RunDirectory;
import io.elbo.semi.LabelledSplit;
import io.elbo.semi.M1;
import io.elbo.semi.SemiModel;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.LinearClassifier;
import io.elbo.table.TableModel;
import io.elbo.table.TableRun;
import io.elbo.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Uses every module of the library, and every kind of file that it writes. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Images images = Lines.generate(400, 1);
        VaeSpec spec = VaeSpec.dense(images.shape(), 16, 2, new Bernoulli());
        Training training = Training.defaults().withEpochs(60);
        RunDirectory.train(
                folder.resolve("run"),
                new RunSpec(spec, training),
                images,
                new RunDirectory.Options(),
                TrainingListener.NONE);
        RunDirectory.resume(folder.resolve("run"), images, 61, new RunDirectory.Options(), TrainingListener.NONE);
        Vae vae = Vae.load(folder.resolve("run").resolve("model.safetensors"));
        if (!VaeSpec.fromJson(vae.spec().toJson()).equals(spec)) {
            throw new IllegalStateException("another spec");
        }
        Calibration.of(vae, new NegativeElbo(2), images, 1).save(folder.resolve("calibration.json"));
        Calibration.load(folder.resolve("calibration.json"));
        Doctor.examine(vae, images, List.of());
        Direction.ofFactor("length", vae.encode(images).mean(), lengths(images), Direction.Method.MEAN, 1)
                .save(folder.resolve("d.json"));
        Direction.load(folder.resolve("d.json"));
        MixtureSampler.fit(vae, images, 2, 1).save(folder.resolve("sampler"));
        LatentSampler.load(folder.resolve("sampler"), vae).draw(2, 1);
        int[] labels = IntStream.range(0, images.count()).map(i -> i % 2).toArray();
        M1.fit(vae, images, LabelledSplit.of(labels), new LinearClassifier.Options(1))
                .save(folder.resolve("m1"));
        SemiModel.load(folder.resolve("m1"));
        Reproductions.all();

        Random random = new Random(1);
        StringBuilder text = new StringBuilder("length,width,kind\n");
        for (int i = 0; i < 40; i++) {
            double length = 10 + random.nextGaussian();
            text.append(Math.round(length * 100) / 100.0)
                    .append(',')
                    .append(i)
                    .append(',')
                    .append(i % 3 == 0)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("table.csv"), text);
        TableSource source = Tables.open(file, CsvOptions.defaults());
        Schema schema = Schema.infer(source, InferenceOptions.defaults()).schema();
        TableRun.Table table = TableRun.Table.read(source, schema);
        TableModel.fit(schema, table.rows()).save(folder.resolve("table.safetensors"));
        TableModel model = TableModel.load(folder.resolve("table.safetensors"));
        model.score(table.rows().toArray());
        System.out.println("done");
    }

    private static float[] lengths(Images images) {
        float[][] factors = images.factors().orElseThrow();
        float[] lengths = new float[factors.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = factors[i][images.factorNames().indexOf("length")];
        }
        return lengths;
    }
}
