package io.elbo.cli;

import io.elbo.data.image.Images;
import io.elbo.data.number.NumberFile;
import io.elbo.data.number.NumberTable;
import io.elbo.semi.SemiModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code elbo semi classify}. */
@Command(
        name = "classify",
        sortOptions = false,
        description = {
            "Predicts the classes of images and reports the error rate.",
            "Shows the error rate and a table of labels by predictions. With -o, writes the predicted label and "
                    + "the class probabilities of each image, which needs no labels."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo semi classify runs/mnist-m2-1 --data mnist",
            "  ./elbo semi classify runs/mnist-m2-1 --data pictures/ -o classes.csv"
        })
final class SemiClassifyCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ClassifierOption model;

    @Mixin
    private ModelDataOptions data;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            order = 10,
            description = "Output file, .csv or .npy: label, probability_0, probability_1, ...")
    private Path out;

    @Option(
            names = "--json",
            order = 11,
            description = "Print JSON: rows, errors, error_rate, confusion (by label, then by prediction).")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        data.check(command);
        if (out != null) {
            OutputFile.check(out, command, OutputFile.CSV, OutputFile.NPY);
        }
        SemiModel classifier = model.load();
        Images images = data.imagesLike(classifier.provenance(), command);
        int[] predicted = classifier.predict(images);
        Errors errors = images.labels().isPresent() || out == null ? Errors.of(classifier, images, predicted) : null;
        if (out != null) {
            NumberFile.write(out, table(predicted, classifier.probabilities(images)));
        }
        if (json) {
            Say.json(fields(images.count(), errors));
            return 0;
        }
        if (errors != null) {
            print(errors);
        }
        if (out != null) {
            System.out.println("Wrote " + out);
        }
        return 0;
    }

    private static NumberTable table(int[] predicted, double[][] probabilities) {
        List<String> names = new ArrayList<>(List.of("label"));
        for (int c = 0; c < probabilities[0].length; c++) {
            names.add("probability_" + c);
        }
        float[][] values = new float[predicted.length][names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i][0] = predicted[i];
            for (int c = 0; c < probabilities[i].length; c++) {
                values[i][c + 1] = (float) probabilities[i][c];
            }
        }
        return new NumberTable(names, values);
    }

    private static Map<String, Object> fields(int rows, Errors errors) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows", rows);
        fields.put("errors", errors == null ? null : errors.wrong());
        fields.put("error_rate", errors == null ? null : errors.rate());
        fields.put("confusion", errors == null ? null : errors.confusion());
        return fields;
    }

    private static void print(Errors errors) {
        System.out.println("Error on " + errors.on() + ": " + errors);
        int classes = errors.confusion().length;
        if (classes > 20) {
            return;
        }
        StringBuilder line = new StringBuilder("label \\ predicted");
        for (int c = 0; c < classes; c++) {
            line.append(String.format(Locale.ROOT, "%6d", c));
        }
        System.out.println(line);
        for (int c = 0; c < classes; c++) {
            line = new StringBuilder(String.format(Locale.ROOT, "%17d", c));
            for (int n : errors.confusion()[c]) {
                line.append(String.format(Locale.ROOT, "%6d", n));
            }
            System.out.println(line);
        }
    }
}
