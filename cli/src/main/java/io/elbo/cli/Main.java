package io.elbo.cli;

import io.elbo.NonFiniteLossException;
import io.elbo.data.DataException;
import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The entry of the command line: exit codes are 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "elbo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Variational autoencoders: train, evaluate and use them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TrainCommand.class,
            EvaluateCommand.class,
            SampleCommand.class,
            ReconstructCommand.class,
            EncodeCommand.class,
            DecodeCommand.class,
            GridCommand.class,
            InterpolateCommand.class,
            InfoCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        footer = {
            "",
            "Begin with:   ./elbo train",
            "then:         ./elbo sample runs/lines-1/model.safetensors",
            "",
            "Shell completion:   source <(./elbo generate-completion)"
        })
public final class Main implements Runnable {
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) throws InterruptedException {
        int code = Relaunch.wanted() ? Relaunch.run(arguments) : Interruption.guard(() -> execute(arguments));
        System.exit(code);
    }

    /** Runs a command and returns its exit code. */
    static int execute(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.colours() ? Ansi.ON : Ansi.OFF));
        line.setExecutionExceptionHandler((e, command, result) -> failed(e, command.getErr()));
        line.setParameterExceptionHandler((e, given) -> {
            PrintWriter err = e.getCommandLine().getErr();
            err.println("elbo: " + oneLine(e.getMessage()));
            CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
            err.println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
            return WRONG_USAGE;
        });
        return line.execute(arguments);
    }

    private static int failed(Exception e, PrintWriter err) {
        if (e instanceof CommandLine.ParameterException wrong) {
            err.println("elbo: " + oneLine(wrong.getMessage()));
            return WRONG_USAGE;
        }
        if (e instanceof DataException || e instanceof NonFiniteLossException) {
            err.println("elbo: " + oneLine(e.getMessage()));
            return FAILED;
        }
        err.println("elbo: this is a defect of elbo; please report it with the lines below");
        e.printStackTrace(err);
        return FAILED;
    }

    private static String oneLine(String message) {
        return String.valueOf(message).replaceAll("\\s*\\R\\s*", " ");
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "a command is missing; there are " + spec.subcommands().keySet());
    }
}
