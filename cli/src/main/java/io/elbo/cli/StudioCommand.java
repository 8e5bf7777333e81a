package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.studio.PortTakenException;
import io.elbo.studio.Studio;
import io.elbo.studio.StudioOptions;
import io.elbo.studio.request.TrainRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code elbo studio}. */
@Command(
        name = "studio",
        sortOptions = false,
        description = {
            "Serves a web page that shows runs while they train and lets you explore their models.",
            "The page is available only on this computer, at the printed address, which contains a token. "
                    + "Trainings started from the page are separate 'elbo train' processes. They continue when the studio "
                    + "ends, except on Ctrl-C: then they stop after the current step and can be resumed later."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo studio",
            "  ./elbo studio experiments/ --port 8080 --no-open",
            "  ./elbo studio --read-only"
        })
final class StudioCommand implements Callable<Integer> {
    private static final int MOST_PORT = 65_535;

    @Mixin
    private HelpOption help;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUNS_FOLDER",
            description = "Folder of the runs, created if it does not exist. Default: runs")
    private Path folder = Path.of("runs");

    @Option(
            names = "--port",
            paramLabel = "N",
            order = 0,
            description = "Port on the loopback address; 0 for any free port. Default: ${DEFAULT-VALUE}")
    private int port = 7266;

    @Option(names = "--no-open", order = 1, description = "Do not open the page in a browser.")
    private boolean closed;

    @Option(names = "--read-only", order = 2, description = "Only show runs: start, stop and delete nothing.")
    private boolean readOnly;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > MOST_PORT) {
            throw new ParameterException(command.commandLine(), "--port " + port + ": must be 0 to " + MOST_PORT);
        }
        StudioOptions options = new StudioOptions(folder, port, readOnly, readOnly ? null : StudioCommand::launch);
        try (Studio studio = start(options)) {
            System.out.println("Open this address:  " + studio.address());
            System.out.println("Press Ctrl-C to stop.");
            System.out.flush();
            Runtime.getRuntime().addShutdownHook(new Thread(studio::close));
            if (!closed) {
                Browser.open(studio.addressForOnce());
            }
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private static Studio start(StudioOptions options) {
        try {
            return Studio.start(options);
        } catch (PortTakenException e) {
            throw new DataException(e.getMessage() + " with --port", e);
        }
    }

    /** Starts this program as a training process. */
    private static Process launch(TrainRequest request, Path log) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(TrainCommand.NAME));
        arguments.addAll(request.flags());
        Process training = new ProcessBuilder(Relaunch.command(arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        training.getOutputStream().close();
        return training;
    }
}
