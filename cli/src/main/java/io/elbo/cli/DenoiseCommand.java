package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.ImageShape;
import io.elbo.data.Rows;
import io.elbo.data.image.Corruption;
import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.ImageSource;
import io.elbo.data.image.Images;
import io.elbo.image.Denoising;
import io.elbo.image.Restoration;
import io.elbo.plot.Pictures;
import io.elbo.rows.Examples;
import io.elbo.statistics.baseline.Pca;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo denoise}. */
@Command(
        name = "denoise",
        sortOptions = false,
        description = {
            "Restores noisy images with a model that was trained to denoise.",
            "Without --corrupt and --pairs, the images of --data are restored as they are. With --corrupt, they "
                    + "are clean and are corrupted first. With --pairs, they are clean and --pairs gives the corrupted "
                    + "images. In both cases, a table compares the results with the clean images (PSNR of all, mean SSIM): "
                    + "the corrupted images, the output of the model, a 3x3 median filter, and as many principal components "
                    + "as the model has latents. A picture shows the noisy, the restored and the clean images below one "
                    + "another."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo denoise runs/mnist-1 --data mnist --corrupt gaussian:0.3",
            "  ./elbo denoise runs/scans-1 --data scans/ -o cleaned"
        })
final class DenoiseCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Mixin
    private PairsOptions pairs;

    @Option(
            names = "--corrupt",
            paramLabel = "HOW:AMOUNT",
            order = 10,
            description =
                    "Corrupt the images first: gaussian:0.3, salt_and_pepper:0.2, masking:0.5, blur:1.5 or downscale:2.")
    private String corruption;

    @Option(names = "--seed", paramLabel = "S", order = 11, description = "Seed of --corrupt. Default: 1")
    private Long seed;

    @Option(
            names = "--pca-data",
            paramLabel = "NAME|PATH",
            order = 12,
            description =
                    "Clean images to fit the principal components to. Default: the train split of --data if it has a test "
                            + "split; otherwise PCA is left out")
    private String pcaData;

    @Option(names = "-o", paramLabel = "OUT", order = 13, description = RestoredImages.WHERE + " Default: denoised.png")
    private Path out = Path.of("denoised.png");

    @Option(names = "--json", order = 14, description = "Print the table as JSON.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        data.check(command);
        pairs.check(command);
        Corruption how = corruption();
        RestoredImages.check(out, command);
        Vae vae = model.load();
        ImagePairs given = data.images(vae, pairs, command);
        if (how == null && !pairs.given()) {
            restore(vae, given.target());
        } else {
            compare(vae, given, how);
        }
        return 0;
    }

    private Corruption corruption() {
        boolean compares = corruption != null || pairs.given();
        if (corruption != null && pairs.given()) {
            throw wrong("--corrupt cannot be used with --pairs, which are already corrupted");
        }
        if (seed != null && corruption == null) {
            throw wrong("--seed requires --corrupt");
        }
        if (!compares && (json || pcaData != null)) {
            throw wrong((json ? "--json" : "--pca-data")
                    + " requires --corrupt or --pairs: without them there is nothing to compare");
        }
        try {
            return corruption == null ? null : CorruptionType.parse(corruption);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private void restore(Vae vae, Images noisy) {
        float[][] restored = Denoising.denoise(vae, Examples.fitting(vae.spec(), noisy));
        ImageShape shape = vae.spec().image().orElseThrow();
        RestoredImages.write(
                out,
                vae,
                restored,
                List.of(Pictures.enlarged(noisy.toArray(), noisy.shape(), shape), restored),
                noisy.fileNames());
        System.out.println("Wrote " + out);
    }

    private void compare(Vae vae, ImagePairs given, Corruption how) throws Exception {
        Examples examples = how == null
                ? vae.examples(given)
                : spoilt(vae.examples(given.target()), given.target().shape(), how);
        Pca pca = vae.spec().input() == null ? pca(vae) : null;
        List<Restoration> restorations = Denoising.compare(vae, examples, pca);
        Restoration restored = restorations.stream()
                .filter(r -> r.method().equals("model"))
                .findFirst()
                .orElseThrow();
        ImageShape shape = vae.spec().image().orElseThrow();
        float[][] seen =
                Pictures.enlarged(examples.input().toArray(), given.input().shape(), shape);
        float[][] clean = given.target().toArray();
        RestoredImages.write(
                out,
                vae,
                restored.images(),
                List.of(seen, restored.images(), clean),
                given.target().fileNames());
        if (json) {
            Map<String, Object> what = new LinkedHashMap<>();
            what.put("data", given.target().name());
            what.put("rows", clean.length);
            what.put("corruption", corruption);
            what.put("seed", how == null ? null : seed());
            RestoredImages.printJson(what, restorations);
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "%,d images of %s, %s:%n",
                clean.length,
                given.target().name(),
                how == null ? "corrupted as given" : corruption + " (seed " + seed() + ")");
        RestoredImages.print(restorations);
        System.out.println("Wrote " + out);
    }

    private long seed() {
        return seed == null ? 1 : seed;
    }

    private Examples spoilt(Examples clean, ImageShape shape, Corruption how) {
        try {
            Rows input = Examples.corrupted(clean.target(), shape, how, seed()).input();
            return new Examples(clean.target(), input, clean.condition());
        } catch (IllegalArgumentException e) {
            throw wrong("--corrupt " + corruption + ": " + e.getMessage());
        }
    }

    /**
     * Fits as many components as the model has latents, to its training images or, if these are not available, to all clean images. Returns
     * null if PCA is left out.
     */
    private Pca pca(Vae vae) {
        ImageSource source = pcaData == null
                ? data.source(vae, command)
                : data.source(pcaData, vae.provenance().pictures(), command);
        if (pcaData == null && !source.hasTest()) {
            return null;
        }
        Images all = source.train();
        Images clean = vae.trainedOn(all).orElse(all);
        int most = Math.min(clean.count() - 1, clean.width());
        if (vae.spec().latent() > most) {
            System.err.println("elbo: note: " + clean.count() + " images have at most " + most
                    + " principal components; the model has " + vae.spec().latent() + " latents, so PCA is left out");
            return null;
        }
        return Pca.fit(clean, vae.spec().latent());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
