package io.elbo.cli;

import io.elbo.course.reproduction.Budget;
import io.elbo.course.reproduction.Reproduction;
import io.elbo.course.reproduction.Reproductions;
import io.elbo.data.image.ImageSource;
import io.elbo.parallel.Threads;
import java.nio.file.Path;
import java.util.ArrayList;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code elbo reproduce}. */
@Command(
        name = "reproduce",
        sortOptions = false,
        description = {
            "Repeats a published experiment and compares the results.",
            "All experiments use MNIST. Without --budget, runs the schedule of the paper, which may take days. "
                    + "With --budget, runs as many epochs as fit and reports their number."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo reproduce --list",
            "  ./elbo reproduce burda-vae --budget 30 --data-dir ~/mnist"
        })
final class ReproduceCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Experiment; see --list.")
    private String name;

    @Option(names = "--list", order = 0, description = "List the experiments.")
    private boolean list;

    @Option(
            names = "--budget",
            paramLabel = "MINUTES",
            order = 1,
            description = "Approximate time limit. Default: the time that the paper's schedule takes")
    private Double minutes;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            order = 2,
            description = "Folder of the mnist files. Default: the cache, to which elbo downloads them")
    private Path dataDir;

    @Option(
            names = "--threads",
            paramLabel = "T",
            order = 3,
            description = "Number of threads, which does not affect the result. Default: all processors")
    private Integer threads;

    @Option(
            names = "--json",
            order = 4,
            description = "Print JSON: name, published, ours, difference, budget_minutes, schedule.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (list == (name != null)) {
            throw wrong(list ? "--list takes no NAME" : "NAME is missing; --list names the experiments");
        }
        if (list) {
            list();
            return 0;
        }
        if (threads != null && threads < 1) {
            throw wrong("--threads " + threads + ": must be at least 1");
        }
        try (ProgressPrinter progress = new ProgressPrinter(System.err, null)) {
            Budget budget;
            try {
                budget = new Budget(minutes, progress, new SemiProgress(System.err, null, 0));
            } catch (IllegalArgumentException e) {
                throw wrong("--" + e.getMessage());
            }
            Reproduction reproduction = Reproductions.of(name);
            ImageSource mnist =
                    ImageSource.of("mnist", Optional.ofNullable(dataDir), Optional.empty(), new ReadingProgress());
            Reproduction.Outcome outcome =
                    reproduction.run(mnist.train(), mnist.test(), budget, threads == null ? Threads.count() : threads);
            progress.clear();
            report(reproduction, outcome);
        }
        return 0;
    }

    private void list() throws Exception {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Reproduction r : Reproductions.all()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", r.name());
            entry.put("what", r.what());
            entry.put("published", r.published());
            entry.put("unit", r.unit());
            entry.put("source", r.source());
            entries.add(entry);
        }
        if (json) {
            print(entries);
            return;
        }
        String source = null;
        for (Reproduction r : Reproductions.all()) {
            if (!r.source().equals(source)) {
                source = r.source();
                System.out.printf("%n%s%n  %s%n", source, r.fullSchedule());
            }
            System.out.printf(
                    Locale.ROOT,
                    "    %-20s %s%s%n",
                    r.name(),
                    r.what(),
                    r.published() == null ? "" : ": " + r.published() + " " + r.unit());
        }
    }

    private void report(Reproduction reproduction, Reproduction.Outcome outcome) throws Exception {
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", outcome.name());
            fields.put("published", outcome.published());
            fields.put("ours", outcome.ours());
            fields.put("difference", outcome.difference());
            fields.put("budget_minutes", outcome.budgetMinutes());
            fields.put("schedule", outcome.schedule());
            print(fields);
            return;
        }
        System.out.println(reproduction.what() + ", " + reproduction.unit());
        System.out.printf(
                Locale.ROOT,
                "paper       %s   (%s)%n",
                outcome.published() == null ? "curve only" : outcome.published(),
                reproduction.source());
        System.out.printf(Locale.ROOT, "elbo        %.2f   (%s)%n", outcome.ours(), outcome.schedule());
        if (outcome.difference() != null) {
            System.out.printf(Locale.ROOT, "difference  %+.2f%n", outcome.difference());
        }
        if (outcome.budgetMinutes() != null) {
            System.out.printf(
                    Locale.ROOT,
                    "This was a budget of %s minutes; the paper's schedule is %s.%n",
                    outcome.budgetMinutes(),
                    reproduction.fullSchedule());
        }
    }

    private static void print(Object value) throws Exception {
        Say.json(value);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
