package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.layer.Activation;
import io.elbo.layer.Initialization;
import io.elbo.semi.SemiMethod;
import io.elbo.spec.Binarization;
import io.elbo.table.Purpose;
import io.elbo.training.DivergenceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The entry point of the command line. The exit codes are 0 for success, 1 for failure and 2 for wrong usage. */
@Command(
        name = "elbo",
        versionProvider = Version.class,
        description = "Variational autoencoders: train, evaluate and use them.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Begin with:          ./elbo train",
            "then:                ./elbo sample runs/lines-1",
            "All flags:           ./elbo COMMAND --help",
            "Shell completion:    source <(./elbo generate-completion)",
            "",
            "Exit codes: 0 success, 1 failure, 2 wrong usage. A stopped training saves its",
            "progress and exits with 130 (Ctrl-C) or 143 (termination signal)."
        })
public final class Main implements Runnable {
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    /** The commands in the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            TrainCommand.class,
            EvaluateCommand.class,
            SampleCommand.class,
            ReconstructCommand.class,
            EncodeCommand.class,
            DecodeCommand.class,
            GridCommand.class,
            InterpolateCommand.class,
            TraverseCommand.class,
            DirectionCommand.class,
            SteerCommand.class,
            ArithmeticCommand.class,
            FactorsCommand.class,
            UnseenCommand.class,
            TransferCommand.class,
            ColourCommand.class,
            ExportDecoderCommand.class,
            InfoCommand.class,
            SchemaCommand.class,
            ImputeCommand.class,
            SynthesizeCommand.class,
            ComparePcaCommand.class,
            DenoiseCommand.class,
            UpscaleCommand.class,
            DoctorCommand.class,
            ScoreCommand.class,
            OodCommand.class,
            StudioCommand.class,
            StudyCommand.class,
            FitSamplerCommand.class,
            JudgeCommand.class,
            ReproduceCommand.class,
            SemiCommand.class);

    @Mixin
    private HelpOption help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the versions of elbo and Java, and the platform.")
    private boolean version;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) throws InterruptedException {
        if (Relaunch.wanted()) {
            System.exit(Relaunch.run(arguments));
        }
        Relaunch.followParent();
        Terminal.clearStartUpWarning();
        System.exit(Interruption.guard(() -> execute(arguments)));
    }

    /** Runs a command and returns its exit code. */
    static int execute(String... arguments) {
        CommandLine line = commandLine(arguments);
        try {
            int code = line.execute(arguments);
            if (code == 0 && System.out.checkError()) {
                if (!writesToPipe()) { // whose reader may have seen enough
                    line.getErr().println("elbo: standard output cannot be written; its disk may be full");
                }
                return FAILED;
            }
            return code;
        } catch (OutOfMemoryError e) {
            line.getErr()
                    .println("elbo: out of memory; Java may use "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB; to allow more, set for example ELBO_JAVA_OPTIONS=-Xmx8g in the environment");
            return FAILED;
        }
    }

    /** Returns whether another program reads the output, where the system tells. */
    private static boolean writesToPipe() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("pipe:");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Returns the command line with all of its commands. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        COMMANDS.forEach(line::addSubcommand);
        line.addSubcommand(AutoComplete.GenerateCompletion.class);
        line.addSubcommand(CommandLine.HelpCommand.class);
        return configured(line);
    }

    /** Returns the command line with only the command that the first word names. Loading all commands takes longer than most commands. */
    private static CommandLine commandLine(String[] arguments) {
        for (Class<?> command : COMMANDS) {
            if (arguments.length > 0
                    && command.getAnnotation(Command.class).name().equals(arguments[0])) {
                return configured(new CommandLine(new Main()).addSubcommand(command));
            }
        }
        return commandLine();
    }

    private static CommandLine configured(CommandLine line) {
        NumberTypes.register(line);
        Choice.register(line, Activation.Function.class);
        Choice.register(line, Binarization.class);
        Choice.register(line, DirectionCommand.Method.class);
        Choice.register(line, Initialization.class);
        Choice.register(line, ModelDataOptions.Split.class);
        Choice.register(line, ModelOptions.Architecture.class);
        Choice.register(line, ModelOptions.Condition.class);
        Choice.register(line, ModelOptions.Kind.class);
        Choice.register(line, ModelOptions.LikelihoodName.class);
        Choice.register(line, ObjectiveOptions.Name.class);
        Choice.register(line, Purpose.class);
        Choice.register(line, StudyCommand.Name.class);
        Choice.register(line, SemiMethod.class);
        Choice.register(line, TrainingOptions.OptimizerName.class);
        Choice.register(line, TraverseCommand.Range.class);
        Choice.register(line, TrainingOptions.ScheduleName.class);
        helpInGroups(line);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.Stream.OUT.colours() ? Ansi.ON : Ansi.OFF));
        line.setExecutionExceptionHandler((e, command, result) -> failed(e, command));
        line.setParameterExceptionHandler((e, given) -> wrong(e));
        return line;
    }

    private static void helpInGroups(CommandLine line) {
        for (CommandLine command : line.getSubcommands().values()) {
            if (command.getCommandName().equals("train")) {
                command.getHelpSectionMap()
                        .put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST, TrainCommand::flags);
            }
            helpInGroups(command);
        }
    }

    private static int wrong(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("elbo: " + Usage.message(e));
        err.println("Try './" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return WRONG_USAGE;
    }

    private static int failed(Exception e, CommandLine command) {
        PrintWriter err = command.getErr();
        if (e instanceof ParameterException wrong) {
            return wrong(wrong);
        }
        if (e instanceof DivergenceException diverged) {
            err.println("elbo: " + Usage.oneLine(e.getMessage())
                    + ChangeFlags.inBrackets(diverged.changes(), command.getCommandSpec()));
            return FAILED;
        }
        if (e instanceof DataException data) {
            err.println("elbo: " + DataHints.message(data, command.getCommandSpec()));
            return FAILED;
        }
        err.println("elbo: this is a bug in elbo; please report it with the lines below");
        e.printStackTrace(err);
        return FAILED;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: " + Usage.commands(spec));
    }
}
