package io.elbo.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elbo.Examples;
import io.elbo.RunDirectory;
import io.elbo.Vae;
import io.elbo.doctor.Doctor;
import io.elbo.doctor.Finding;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code elbo doctor}. */
@Command(
        name = "doctor",
        sortOptions = false,
        description = {
            "Says what is wrong with a model, and what to change.",
            "Looks for posterior collapse, dead and duplicated latents, variances that run to zero, a likelihood that does "
                    + "not fit the data or their scale, holes between aggregate posterior and prior and, given a run "
                    + "folder, over-fitting, a loss that was still falling and a learning rate too high."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo doctor runs/lines-1",
            "  ./elbo doctor runs/mnist-1 --data mnist --data-dir ~/mnist --json"
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private ModelDataOptions data;

    @Option(
            names = "--json",
            order = 13,
            description = "Print a JSON list of finding, value, meaning, advice, flags; empty if nothing is wrong.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws Exception {
        data.check(command);
        Vae vae = model.load();
        Examples rows = data.examples(vae, command);
        List<Finding> findings =
                Doctor.examine(vae, rows, model.run().map(RunDirectory::epochs).orElse(List.of()));
        if (json) {
            System.out.println(JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(findings));
            return 0;
        }
        for (Finding finding : findings) {
            System.out.println(finding.finding().replace('_', ' ') + ": " + finding.meaning() + ".");
            System.out.println("    " + finding.advice() + ".");
        }
        if (findings.isEmpty()) {
            System.out.println("Nothing is wrong that could be seen"
                    + (model.run().isEmpty() ? "; a run folder would show its curves too." : "."));
        }
        return 0;
    }
}
