package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.image.score.LikelihoodRegret;
import io.elbo.image.score.Score;
import io.elbo.spec.VaeSpec;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The settings of scores. */
final class ScoreOptions {
    @Option(
            names = "--samples",
            paramLabel = "K",
            order = 11,
            description =
                    "Draws of z per row. Default: 16 for elbo, 100 for log_likelihood and complexity, 64 for regret")
    private Integer samples;

    @Option(names = "--steps", paramLabel = "N", order = 12, description = "Gradient steps (regret only). Default: 100")
    private Integer steps;

    @Option(
            names = "--seed",
            paramLabel = "S",
            order = 13,
            description = "Seed of all draws and of the noise. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    long seed() {
        return seed;
    }

    /** Returns whether one of these options is given. */
    boolean given(CommandSpec command) {
        return List.of("--samples", "--steps", "--seed").stream()
                .anyMatch(command.commandLine().getParseResult()::hasMatchedOption);
    }

    /** Returns the score of this name with these settings. */
    Score of(String name, CommandSpec command) {
        return of(List.of(name), command).get(0);
    }

    /** Returns the scores of these names with these settings. */
    List<Score> of(List<String> names, CommandSpec command) {
        List<Score> scores = names.stream().map(name -> named(name, command)).toList();
        try {
            scores = changed(scores, samples != null, s -> s.withSamples(samples));
            if (samples != null && scores.stream().allMatch(s -> s.equals(s.withSamples(samples + 1)))) {
                throw new IllegalArgumentException("samples " + samples + ": " + "the score "
                        + scores.get(0).name() + " makes no draws");
            }
            if (steps != null && scores.stream().noneMatch(LikelihoodRegret.class::isInstance)) {
                throw new IllegalArgumentException("steps requires --score regret");
            }
            return changed(scores, steps != null, s -> s instanceof LikelihoodRegret r ? r.withSteps(steps) : s);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--" + e.getMessage());
        }
    }

    private static List<Score> changed(List<Score> scores, boolean change, UnaryOperator<Score> how) {
        return change ? scores.stream().map(how).toList() : scores;
    }

    private static Score named(String name, CommandSpec command) {
        String wanted = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        return Score.all().stream()
                .filter(s -> s.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "--score: '" + name + "' is not one of "
                                + Score.all().stream().map(Score::name).collect(Collectors.joining(", "))));
    }

    /** Refuses a score that the model does not support, before any work. */
    static void check(Score score, VaeSpec spec) {
        score.refuses(spec).ifPresent(reason -> {
            throw new DataException("--score " + score.name() + ": " + reason);
        });
    }
}
