package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.image.ImageSource;
import io.elbo.data.image.Images;
import io.elbo.image.PcaComparison;
import io.elbo.statistics.baseline.Pca;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code elbo compare-pca}. */
@Command(
        name = "compare-pca",
        sortOptions = false,
        description = {
            "Compares a linear autoencoder with exact principal components.",
            "Fits PCA, with as many components as the model has latents, to the images that the model was trained "
                    + "on. Reports the principal angles between the span of the decoder and the principal subspace, the "
                    + "angle between the direction of each latent and the nearest component, and the squared errors of "
                    + "both, on those images and on the test split if there is one. Angles are in radians."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo train --model tied --latent 6 --epochs 50 --out runs/tied",
            "  ./elbo compare-pca runs/tied"
        })
final class ComparePcaCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private PcaDataOptions data;

    @Option(names = "--json", order = 10, description = "Print JSON.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    /** The training data of a model. */
    static final class PcaDataOptions extends DataOptions {
        @Option(
                names = "--data",
                paramLabel = "NAME|PATH",
                order = 0,
                description = "Images: " + WHAT + " Default: the training data, if it is a named data set")
        private String name;
    }

    @Override
    public Integer call() throws Exception {
        data.check(command);
        Vae vae = model.load();
        ImageSource source = data.source(
                data.name == null ? ModelDataOptions.trainedOn(vae, command) : data.name,
                vae.provenance().pictures(),
                command);
        Images all = data.limited(source.train());
        Optional<Images> same = vae.trainedOn(all);
        Images fitted = same.orElse(all);
        Pca pca = PcaComparison.pca(vae, fitted);
        PcaComparison training = PcaComparison.of(vae, pca, fitted);
        Optional<PcaComparison> test = source.hasTest()
                ? Optional.of(PcaComparison.of(vae, pca, data.limited(source.test())))
                : Optional.empty();
        if (json) {
            printJson(training, test, same.isPresent());
        } else {
            print(training, test, fitted, same.isPresent());
        }
        return 0;
    }

    private static void print(PcaComparison training, Optional<PcaComparison> test, Images fitted, boolean same) {
        System.out.printf(
                Locale.ROOT,
                "PCA fitted to %,d images of %s, %s%n",
                fitted.count(),
                fitted.name(),
                same ? "the images that the model was trained on" : "not the images that the model was trained on");
        line("subspace", "principal angles " + angles(training.subspaceAngles()));
        line("basis", "angles of latents to the nearest component " + angles(training.basisAngles()));
        line("squared error", error(training));
        test.ifPresent(t -> line("  of test images", error(t)));
    }

    private static String angles(List<Double> angles) {
        List<Double> sorted = angles.stream().sorted().toList();
        String least = String.format(Locale.ROOT, "%.3g", sorted.get(0));
        return sorted.size() == 1
                ? least
                : String.format(Locale.ROOT, "%s to %.3g", least, sorted.get(sorted.size() - 1));
    }

    private static String error(PcaComparison c) {
        return String.format(
                Locale.ROOT,
                "model %.5f, PCA %.5f a row; relative difference %.2g",
                c.modelError(),
                c.pcaError(),
                c.excess());
    }

    private static void line(String name, String text) {
        System.out.printf(Locale.ROOT, "%-18s%s%n", name, text);
    }

    private static void printJson(PcaComparison training, Optional<PcaComparison> test, boolean same) throws Exception {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("training_images", same);
        fields.put("subspace_angles", training.subspaceAngles());
        fields.put("basis_angles", training.basisAngles());
        fields.put("training", errors(training));
        fields.put("test", test.map(ComparePcaCommand::errors).orElse(null));
        Say.json(fields);
    }

    private static Map<String, Object> errors(PcaComparison c) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows", c.rows());
        fields.put("model_error", c.modelError());
        fields.put("pca_error", c.pcaError());
        fields.put("relative_difference", c.excess());
        return fields;
    }
}
