package io.elbo.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** {@code elbo semi}. */
@Command(
        name = "semi",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SemiTrainCommand.class, SemiClassifyCommand.class, SemiGenerateCommand.class},
        description = {
            "Classifies with few labels: learns from labelled and unlabelled rows.",
            "Implements the methods of Kingma et al. 2014: m1, a linear classifier on the latents of an "
                    + "autoencoder; m2, a model in which the label is a latent variable; m1m2, an m2 model on the latents "
                    + "of m1."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo semi train --data mnist --labels 100 --method m2",
            "  ./elbo semi classify runs/mnist-m2-1 --data mnist",
            "  ./elbo semi generate runs/mnist-m2-1 --data mnist -o classes.png"
        })
final class SemiCommand implements Runnable {
    @Mixin
    private HelpOption help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "a command is missing: " + Usage.commands(command));
    }
}
