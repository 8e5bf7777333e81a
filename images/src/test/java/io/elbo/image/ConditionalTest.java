package io.elbo.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Decoder;
import io.elbo.Tiny;
import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.data.ImageSize;
import io.elbo.data.Rows;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import io.elbo.engine.execution.Parameters;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.file.ModelFile;
import io.elbo.layer.Dense;
import io.elbo.model.Bernoulli;
import io.elbo.model.Gaussian;
import io.elbo.model.PointPosterior;
import io.elbo.rows.Classes;
import io.elbo.rows.Examples;
import io.elbo.run.RunDirectory;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.test.Failures;
import io.elbo.training.TrainingListener;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images of 4x3 pixels. Class k lights row k of two columns. The third column has a random brightness, which is the style and is
 * independent of the class. The models are linear, {@code w z + u_c}, so style and class cannot mix.
 */
@Tag("slow")
class ConditionalTest {
    private static final int CLASSES = 4;
    private static final int WIDTH = 3;
    private static final List<String> NAMES = List.of("ash", "birch", "cedar", "dogwood");
    private static final Training TRAINING = Training.defaults()
            .withEpochs(150)
            .withBatch(50)
            .withLearningRate(0.03)
            .withSchedule(new Schedule.Cosine(0), 0)
            .withValidation(0, 0);

    private static Vae vae;
    private static Vae autoencoder;

    @TempDir
    Path folder;

    private static VaeSpec spec(int latent) {
        return VaeSpec.dense(
                        List.of(CLASSES, WIDTH, 1),
                        List.of(),
                        latent,
                        new Gaussian(0.005),
                        io.elbo.layer.Activation.Function.TANH)
                .withCondition(List.of(CLASSES));
    }

    private static byte[] image(int label, double style) {
        byte[] pixels = new byte[CLASSES * WIDTH];
        for (int row = 0; row < CLASSES; row++) {
            pixels[row * WIDTH] = (byte) (row == label ? 200 : 0);
            pixels[row * WIDTH + 1] = pixels[row * WIDTH];
            pixels[row * WIDTH + 2] = (byte) Math.round(255 * style);
        }
        return pixels;
    }

    private static Images data(int n, long seed) {
        Random random = new Random(seed);
        byte[][] pixels = new byte[n][];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(CLASSES);
            pixels[i] = image(labels[i], random.nextDouble());
        }
        return Images.of("trees", CLASSES, WIDTH, 1, pixels).withLabels(labels, NAMES);
    }

    @BeforeAll
    static void train() {
        Examples examples = Examples.labelled(data(500, 1), CLASSES);
        vae = Trainer.fit(spec(1), examples, TRAINING);
        autoencoder = Trainer.fit(spec(1).withPosterior(new PointPosterior()), examples, TRAINING);
    }

    @Test
    void samplesOfAClassAreNearestToTheDataOfThatClass() {
        Images data = data(400, 2);
        for (int k = 0; k < CLASSES; k++) {
            for (float[] sample : vae.sample(vae.classes().orElseThrow().conditions(k, 100), 3)) {
                assertEquals(k, nearestLabel(sample, data));
            }
        }
    }

    private static int nearestLabel(float[] image, Images data) {
        float[] row = new float[data.width()];
        double least = Double.POSITIVE_INFINITY;
        int label = -1;
        for (int i = 0; i < data.count(); i++) {
            data.read(i, row, 0);
            double distance = 0;
            for (int j = 0; j < row.length; j++) {
                distance += (row[j] - image[j]) * (row[j] - image[j]);
            }
            if (distance < least) {
                least = distance;
                label = data.labels().orElseThrow()[i];
            }
        }
        return label;
    }

    @Test
    void aTransferredImageHasTheOtherClassAndItsOwnStyle() {
        Images data = data(40, 4);
        StyleTransfer transfer = StyleTransfer.of(vae, vae.examples(data));
        assertArrayEquals(data.labels().orElseThrow(), transfer.labels());
        assertTrue(Arrays.deepEquals(data.toArray(), transfer.originals()));
        for (int i = 0; i < data.count(); i++) {
            float style = transfer.originals()[i][2];
            for (int k = 0; k < CLASSES; k++) {
                float[] expected = Images.of("expected", CLASSES, WIDTH, 1, new byte[][] {image(k, style)})
                        .toArray()[0];
                assertArrayEquals(expected, transfer.images()[i][k], 0.08f, "row " + i + " to " + k);
            }
        }
        Failures.refused(
                () -> StyleTransfer.of(Tiny.model(Tiny.dense(), 1), Examples.of(Tiny.rows(2, 7, 1))), "without labels");
    }

    @Test
    void theOwnClassOfATransferIsTheReconstruction() {
        Examples examples = vae.examples(data(9, 5));
        StyleTransfer transfer = StyleTransfer.of(vae, examples);
        float[][] reconstructions = vae.reconstruct(examples);
        for (int i = 0; i < 9; i++) {
            assertArrayEquals(reconstructions[i], transfer.images()[i][transfer.labels()[i]]);
        }
    }

    @Test
    void anInterpolationGoesFromConditionToCondition() {
        Images data = data(50, 6);
        int[] labels = data.labels().orElseThrow();
        int other = 0;
        while (labels[other] == labels[0]) {
            other++;
        }
        Examples ends = vae.examples(data).select(0, other);
        float[][] z = vae.encode(ends).mean();
        float[][] line = vae.interpolate(z[0], z[1], ends.condition(), 5);
        float[][] reconstructions = vae.reconstruct(ends);
        assertArrayEquals(reconstructions[0], line[0]);
        assertArrayEquals(reconstructions[1], line[4]);
        float[] half = new float[CLASSES];
        half[labels[0]] = 0.5f;
        half[labels[other]] = 0.5f;
        float[][] middle = {{0.5f * z[0][0] + 0.5f * z[1][0]}};
        assertArrayEquals(vae.decode(middle, FloatRows.of(new float[][] {half}))[0], line[2], 1e-6f);
        Failures.refused(() -> vae.interpolate(z[0], z[1], null, 5), "needs a condition");
        Failures.refused(
                () -> vae.interpolate(z[0], z[1], vae.examples(data(3, 1)).condition(), 5), "3 cond");
    }

    @Test
    void aGridIsOfOneClass() {
        Vae flat = Tiny.model(spec(2), 3);
        Rows second = flat.classes().orElseThrow().conditions(1);
        float[][] grid = flat.grid(3, second);
        assertEquals(9, grid.length);
        assertArrayEquals(flat.decode(new float[][] {{0, 0}}, second)[0], grid[4]);
        assertTrue(!Arrays.equals(
                grid[4], flat.grid(3, flat.classes().orElseThrow().conditions(2))[4]));
        Failures.refused(() -> flat.grid(3), "needs a condition");
        Failures.refused(() -> flat.grid(3, flat.classes().orElseThrow().conditions(1, 2)), "2 conditions", "one");
    }

    @Test
    void namesOfLabelsStayWithTheModel() {
        assertEquals(NAMES, vae.provenance().labelNames());
        Path file = folder.resolve("model.safetensors");
        vae.save(file);
        Classes classes = Vae.load(file).classes().orElseThrow();
        assertEquals(new Classes(CLASSES, NAMES), classes);
        assertEquals(2, classes.label("cedar"));
        assertEquals(2, classes.label("2"));
        assertEquals("cedar", classes.name(2));
        assertEquals("2", new Classes(3, List.of()).name(2));
        // a name takes precedence over a number
        assertEquals(0, new Classes(2, List.of("1", "0")).label("1"));
        Failures.refused(() -> classes.label("elm"), "'elm'", "0 to 3", "ash, birch");
        Failures.refused(() -> classes.label("4"), "'4'", "0 to 3");
        Failures.refused(() -> classes.label("-1"), "'-1'");
        Failures.rejected(() -> new Classes(1, List.of("a", "b")), "more than 1");
        assertTrue(Tiny.model(Tiny.dense(), 1).classes().isEmpty());
    }

    @Test
    void labelsGoByNameWhereBothHaveNames() {
        Images few = data(3, 1).withLabels(new int[] {0, 1, 0}, List.of("cedar", "birch"));
        float[][] conditions = new float[3][CLASSES];
        Rows rows = vae.examples(few).condition();
        for (int i = 0; i < 3; i++) {
            rows.read(i, conditions[i], 0);
        }
        assertArrayEquals(new float[][] {{0, 0, 1, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}}, conditions);
        Failures.refused(
                () -> vae.examples(few.withLabels(new int[] {0, 1, 0}, List.of("cedar", "elm"))),
                "row 1 is of class 'elm'",
                "dogwood");
        // without names, numbers
        vae.examples(few.withLabels(new int[] {3, 3, 3}));
        Failures.refused(() -> vae.examples(few.withLabels(new int[] {3, 3, 4})), "row 2 has label 4", "0 to 3");
        Images unlabelled = Images.of("nameless", CLASSES, WIDTH, 1, new byte[2][CLASSES * WIDTH]);
        Failures.refused(() -> vae.examples(unlabelled), "nameless: has no labels");
        assertEquals(CLASSES, Examples.classes(data(1, 1)));
        assertEquals(6, Examples.classes(few.withLabels(new int[] {3, 5, 1})));
    }

    @Test
    void chosenRowsKeepTheirParts() {
        Examples all = new Examples(data(5, 1), Tiny.rows(5, 3, 2), Examples.oneHot(new int[] {0, 1, 2, 3, 0}, 4));
        Examples two = all.select(3, 1);
        float[] row = new float[4];
        two.condition().read(0, row, 0);
        assertArrayEquals(new float[] {0, 0, 0, 1}, row);
        assertTrue(two.target() instanceof Images);
        float[] input = new float[3];
        two.input().read(1, input, 0);
        assertArrayEquals(Tiny.values(5, 3, 2)[1], input);
        assertEquals(2, two.count());
        assertEquals(3, all.limit(3).count());
        assertEquals(5, all.limit(9).count());
        assertNull(Examples.of(data(4, 1)).limit(2).condition());
    }

    private BufferedImage picture(String name) throws Exception {
        return ImageIO.read(folder.resolve("run").resolve(name).toFile());
    }

    private List<String> run(VaeSpec spec, Examples examples) {
        RunSpec run = new RunSpec(spec, Training.defaults().withEpochs(1));
        RunDirectory.Result result = RunDirectory.train(
                folder.resolve("run"), run, examples, new RunDirectory.Options(), TrainingListener.NONE);
        return result.warnings();
    }

    @Test
    void aRunWithLabelsShowsALineOfSamplesForEachClass() throws Exception {
        assertEquals(List.of(), run(spec(2), Examples.labelled(data(40, 1), CLASSES)));
        // cells of 3x4 pixels, 16 times as large, and gaps of 2
        assertEquals(10 * (48 + 2) + 2, picture("samples.png").getWidth());
        assertEquals(CLASSES * (64 + 2) + 2, picture("samples.png").getHeight());
        assertEquals(6 * (64 + 2) + 2, picture("reconstructions.png").getHeight());
        assertEquals(20 * (48 + 2) + 2, picture("latent-grid.png").getWidth());
    }

    @Test
    void aRunWithGreyPicturesShowsThemAboveTheirColours() throws Exception {
        Images lines = Lines.generateColour(50, 1).resized(new ImageSize(8, 8));
        VaeSpec spec = VaeSpec.convolutional(lines.shape(), 2, new Bernoulli()).withCondition(List.of(8, 8, 1));
        assertEquals(List.of(), run(spec, Examples.greyConditioned(lines)));
        BufferedImage samples = picture("samples.png");
        assertEquals(10 * (64 + 2) + 2, samples.getWidth());
        assertEquals(6 * (64 + 2) + 2, samples.getHeight());
        Images grey = lines.grey();
        for (int i = 0; i < 10; i++) {
            int level = grey.pixel(i, 4 * 8 + 3);
            assertEquals(level * 0x10101, samples.getRGB(2 + i * 66 + 3 * 8 + 4, 2 + 4 * 8 + 4) & 0xffffff);
        }
        assertEquals(20 * (64 + 2) + 2, picture("latent-grid.png").getWidth());
    }

    @Test
    void anAutoencoderTakesConditionsToo() throws Exception {
        VaeSpec spec = spec(2).withPosterior(new PointPosterior());
        assertEquals(List.of(), run(spec, Examples.labelled(data(40, 1), CLASSES)));
        Examples test = autoencoder.examples(data(50, 8));
        assertEquals(0, autoencoder.encode(test).logVariance()[0].length);
        assertEquals(
                0,
                autoencoder.evaluate(test, EvaluationOptions.defaults()).elbo().kl());
        float[][] reconstructions = autoencoder.reconstruct(test);
        for (int i = 0; i < 50; i++) {
            assertArrayEquals(data(50, 8).toArray()[i], reconstructions[i], 0.08f);
        }
    }

    /** {@code x = a z + g per channel + b} with known numbers; draws and their errors are computed by hand. */
    @Test
    void aColouringIsTheDecoderAtDrawsOfThePriorAndTheGreyPicture() {
        VaeSpec spec = new VaeSpec(List.of(1, 2, 3), List.of(), 1, List.of(new Dense(6)), new Gaussian(1))
                .withCondition(List.of(1, 2, 1));
        Training training = Training.defaults();
        Parameters parameters = ModelFile.initial(spec, training);
        float[] weight = new float[6 * 3];
        float[] a = {0.1f, -0.1f, 0.2f, 0.05f, 0, 0.3f};
        for (int j = 0; j < 6; j++) {
            int pixel = j / 3;
            // a dense layer makes images channel by channel
            int unit = j % 3 * 2 + pixel;
            weight[unit * 3] = a[j];
            weight[unit * 3 + 1 + pixel] = 0.5f;
        }
        parameters.set("decoder.0.weight", weight);
        parameters.set("decoder.0.bias", new float[6]);
        Decoder decoder = Tiny.model(spec, parameters, training).decoder();
        Images colour =
                Images.of("two", 1, 2, 3, new byte[][] {{100, 50, 0, 10, 20, 30}, {(byte) 255, 0, 90, 7, 7, (byte) 200}
                });
        Colouring colouring = Colouring.of(decoder, colour, 3, 5);
        float[][] z = decoder.sampleLatents(3, 5);
        float[][] grey = colour.grey().toArray();
        for (int i = 0; i < 2; i++) {
            for (int d = 0; d < 3; d++) {
                double error = 0;
                double greyError = 0;
                for (int j = 0; j < 6; j++) {
                    double expected = a[j] * z[d][0] + 0.5 * grey[i][j / 3];
                    assertEquals(expected, colouring.draws()[i][d][j], 1e-6);
                    double truth = colour.pixel(i, j) / 255.0;
                    error += Math.pow(expected - truth, 2) / 6;
                    greyError += Math.pow(grey[i][j / 3] - truth, 2) / 6;
                }
                assertEquals(-10 * Math.log10(error), colouring.psnr()[i][d], 1e-4);
                assertEquals(-10 * Math.log10(greyError), colouring.greyPsnr()[i], 1e-4);
            }
            assertEquals(grey[i][1], colouring.grey()[i][5]);
        }
        Colouring ofGrey = Colouring.of(decoder, colour.grey(), 3, 5);
        assertTrue(Arrays.deepEquals(colouring.draws(), ofGrey.draws()));
        assertNull(ofGrey.truth());
        Failures.refused(ofGrey::psnr, "no truth");
        Failures.refused(() -> Colouring.of(decoder, data(2, 1), 3, 5), "12 features", "takes 2");
        Failures.refused(() -> Colouring.of(vae.decoder(), colour, 3, 5), "does not colour");
        Decoder point = Tiny.model(spec.withPosterior(new PointPosterior()), 1).decoder();
        Failures.refused(() -> Colouring.of(point, colour, 3, 5), "autoencoder");
        Failures.rejected(() -> Colouring.of(decoder, colour, 0, 5), "samples 0");
    }

    /** Whatever the hue, the grey version of a colouring must equal the given grey image. */
    @Tag("slow")
    @Test
    void colouredLinesHaveTheGreyThatTheyWereGivenAndHuesThatDiffer() {
        Images lines = Lines.generateColour(3000, 1).resized(new ImageSize(14, 14));
        VaeSpec spec = VaeSpec.dense(lines.shape(), 200, 2, new Gaussian(0.01)).withCondition(List.of(14, 14, 1));
        Vae model = Trainer.fit(
                spec,
                Examples.greyConditioned(lines),
                Training.defaults().withEpochs(25).withValidation(0, 0));
        Images test = Lines.generateColour(100, 2).resized(new ImageSize(14, 14));
        Colouring colouring = Colouring.of(model.decoder(), test, 10, 1);
        double error = 0;
        double spread = 0;
        double[][] red = new double[100][10];
        for (int i = 0; i < 100; i++) {
            for (int d = 0; d < 10; d++) {
                float[] image = colouring.draws()[i][d];
                for (int p = 0; p < image.length; p += 3) {
                    double luma = 0.299 * image[p] + 0.587 * image[p + 1] + 0.114 * image[p + 2];
                    error += Math.pow(luma - colouring.grey()[i][p], 2) / (image.length / 3 * 1000.0);
                    red[i][d] += image[p] - image[p + 2];
                }
            }
            double least = Arrays.stream(red[i]).min().orElseThrow();
            double most = Arrays.stream(red[i]).max().orElseThrow();
            spread += (most - least) / 100;
        }
        double psnr = -10 * Math.log10(error);
        assertTrue(psnr > 25, "grey of the draws against the grey given: " + psnr + " dB");
        assertTrue(spread > 5, "from blue to red: " + spread);
        double best = Arrays.stream(colouring.psnr())
                .mapToDouble(row -> Arrays.stream(row).max().orElseThrow())
                .average()
                .orElseThrow();
        double grey = Arrays.stream(colouring.greyPsnr()).average().orElseThrow();
        assertTrue(best > grey, best + " dB, grey " + grey);
    }
}
