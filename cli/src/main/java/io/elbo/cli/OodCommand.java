package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.image.Images;
import io.elbo.image.score.OutOfDistribution;
import io.elbo.image.score.Score;
import io.elbo.rows.Examples;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** {@code elbo ood}. */
@Command(
        name = "ood",
        sortOptions = false,
        description = {
            "Measures how well scores separate the model's data from other data.",
            "Prints the AUROC of each score for each set: the probability that an image of that set scores "
                    + "higher, as more unusual, than an image of the model's data. 1 is perfect separation, 0.5 is chance. "
                    + "Below 0.5, the other images look more ordinary than the model's own."
        },
        footer = {"", "Example:", "  ./elbo ood runs/mnist-1 --limit 1000 --against lines,noise,rotated:90,inverted"})
final class OodCommand implements Callable<Integer> {
    private static final String ALL = "all";
    private static final String ROTATED = "rotated:";

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Option(
            names = "--against",
            paramLabel = "SET",
            order = 9,
            required = true,
            split = ",",
            description =
                    "Sets to compare with, separated by commas: noise, inverted and rotated:DEGREES (made from the "
                            + "model's data), or any value of --data, whose test split is used. Each set is limited to the number "
                            + "of images of the model's data.")
    private List<String> against;

    @Option(
            names = "--score",
            paramLabel = "NAME",
            order = 10,
            split = ",",
            completionCandidates = Choice.Scores.class,
            description = "Scores, separated by commas: ${COMPLETION-CANDIDATES}. Default: all")
    private List<String> names = List.of(ALL);

    @Mixin
    private ScoreOptions options;

    @Option(
            names = "--json",
            order = 21,
            description = "Print JSON: data, rows, results (score, against, rows, auroc).")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        data.check(command);
        boolean all = names.equals(List.of(ALL));
        List<Score> scores =
                options.of(all ? Score.all().stream().map(Score::name).toList() : names, command);
        Vae vae = model.load();
        if (all) {
            scores =
                    scores.stream().filter(s -> s.refuses(vae.spec()).isEmpty()).toList();
        } else {
            scores.forEach(s -> ScoreOptions.check(s, vae.spec()));
        }
        Images ordinary = data.images(vae, command);
        Map<String, Examples> sets = new LinkedHashMap<>();
        for (String name : against) {
            sets.put(name, examples(name, vae, set(name, ordinary, vae)));
        }
        List<OutOfDistribution.Result> results =
                OutOfDistribution.compare(vae, vae.examples(ordinary), sets, scores, options.seed());
        if (json) {
            print(ordinary, results);
        } else {
            table(ordinary, results, scores, List.copyOf(sets.keySet()));
        }
        return 0;
    }

    private static Examples examples(String name, Vae vae, Images images) {
        try {
            return vae.examples(images);
        } catch (DataException e) {
            throw new DataException("--against " + name + ": " + e.getMessage(), e);
        }
    }

    private Images set(String name, Images ordinary, Vae vae) {
        if (name.equals("noise")) {
            return Images.noise(ordinary.shape(), ordinary.count(), options.seed());
        }
        if (name.equals("inverted")) {
            return ordinary.inverted();
        }
        if (name.startsWith(ROTATED)) {
            return ordinary.rotated(degrees(name));
        }
        return data.other(name, vae, command).limit(ordinary.count());
    }

    private double degrees(String name) {
        try {
            return NumberTypes.toDouble(name.substring(ROTATED.length()));
        } catch (TypeConversionException e) {
            throw new ParameterException(
                    command.commandLine(), "--against " + name + ": must have an angle in degrees, as in rotated:90");
        }
    }

    private static void print(Images ordinary, List<OutOfDistribution.Result> results) throws Exception {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (OutOfDistribution.Result r : results) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("score", r.score().name());
            entry.put("against", r.against());
            entry.put("rows", r.rows());
            entry.put("auroc", r.auroc());
            entries.add(entry);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("data", ordinary.name());
        fields.put("rows", ordinary.count());
        fields.put("results", entries);
        Say.json(fields);
    }

    private static void table(
            Images ordinary, List<OutOfDistribution.Result> results, List<Score> scores, List<String> sets) {
        System.out.printf(
                Locale.ROOT, "AUROC of %,d images of %s against other sets%n", ordinary.count(), ordinary.name());
        System.out.printf("%-16s", "");
        int width = Math.max(8, sets.stream().mapToInt(String::length).max().orElse(0) + 2);
        sets.forEach(name -> System.out.printf("%" + width + "s", name));
        for (Score score : scores) {
            System.out.printf("%n%-16s", score.name());
            results.stream()
                    .filter(r -> r.score().equals(score))
                    .forEach(r -> System.out.printf(Locale.ROOT, "%" + width + ".3f", r.auroc()));
        }
        System.out.println();
    }
}
