package io.elbo.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Restarts the command with the Vector API, which only Java's command line can add. So {@code java -jar elbo.jar} runs at full speed
 * without any flags.
 */
final class Relaunch {
    private static final String VECTOR = "jdk.incubator.vector";
    /** The property that marks a restarted process. Its value is the process id of the parent, if the process works for one. */
    private static final String ONCE = "elbo.relaunched";
    /** The exit code of a termination signal. */
    private static final int TERMINATED = 143;

    private Relaunch() {}

    static boolean wanted() {
        return System.getProperty(ONCE) == null
                && !Boolean.getBoolean("elbo.plain")
                && ModuleLayer.boot().findModule(VECTOR).isEmpty()
                && ModuleFinder.ofSystem().find(VECTOR).isPresent();
    }

    /**
     * Ends this process like a termination signal when its parent ends. A killed parent cannot pass the signal on, and its training would
     * continue unseen.
     */
    static void followParent() {
        String parent = System.getProperty(ONCE, "");
        if (!parent.matches("\\d+")) {
            return;
        }
        ProcessHandle.of(Long.parseLong(parent))
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                // on its own thread, because exit waits for the work to end
                .thenRun(() -> new Thread(() -> System.exit(TERMINATED), "elbo-end").start());
    }

    /** Returns the command that starts this program again without a terminal, on the same Java. */
    static List<String> command(List<String> arguments) {
        // last, to override the properties that a launcher set for this process
        return command(
                arguments,
                "true",
                List.of("-Delbo.terminal.in=false", "-Delbo.terminal.out=false", "-Delbo.terminal.err=false"));
    }

    private static List<String> command(List<String> arguments, String once, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
        command.addAll(given);
        if (given.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
            command.add("-XX:+UseParallelGC");
        }
        if (ModuleFinder.ofSystem().find(VECTOR).isPresent()) {
            command.addAll(List.of("--add-modules", VECTOR));
        }
        command.add("-D" + ONCE + "=" + once);
        // without this, System.console() is not null from JDK 22 on even if there is no terminal
        command.add("-Djdk.console=java.base");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Runs the command in another Java process and returns its exit code. */
    static int run(String[] arguments) throws InterruptedException {
        List<String> command = command(
                List.of(arguments), String.valueOf(ProcessHandle.current().pid()), List.of());
        try {
            Process child = new ProcessBuilder(command).inheritIO().start();
            Thread ending = new Thread(() -> {
                child.destroy();
                try {
                    child.waitFor();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Runtime.getRuntime().addShutdownHook(ending);
            int code = child.waitFor();
            Runtime.getRuntime().removeShutdownHook(ending);
            return code;
        } catch (IOException e) {
            // no second process is possible: slower, but the same results
            return Interruption.guard(() -> Main.execute(arguments));
        } catch (IllegalStateException e) {
            // the process is already ending
            return Main.FAILED;
        }
    }
}
