package io.elbo.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Starts the command again with the Vector API, which only the command line of Java can add. So {@code java -jar elbo.jar}
 * runs at full speed without the user knowing of it.
 */
final class Relaunch {
    private static final String VECTOR = "jdk.incubator.vector";
    /** Says that it was done; of a process whose work is that of another one, by which. */
    private static final String ONCE = "elbo.relaunched";
    /** As of a termination signal. */
    private static final int TERMINATED = 143;

    private Relaunch() {}

    static boolean wanted() {
        return System.getProperty(ONCE) == null
                && !Boolean.getBoolean("elbo.plain")
                && ModuleLayer.boot().findModule(VECTOR).isEmpty()
                && ModuleFinder.ofSystem().find(VECTOR).isPresent();
    }

    /**
     * Ends this process, as a termination signal would, when the one ends that it works for: killed, that can pass on nothing. Without
     * this a training would go on that nobody sees.
     */
    static void followParent() {
        String parent = System.getProperty(ONCE, "");
        if (!parent.matches("\\d+")) {
            return;
        }
        ProcessHandle.of(Long.parseLong(parent))
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                // a thread of its own: it waits for the work to end
                .thenRun(() -> new Thread(() -> System.exit(TERMINATED), "elbo-end").start());
    }

    /** What starts this program again, with no terminal, on a Java like this one. */
    static List<String> command(List<String> arguments) {
        // said last, so that it goes before what a launcher said of this process
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
        // from JDK 22 on, System.console() is there without a terminal too, unless this is asked for
        command.add("-Djdk.console=java.base");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Runs the command in another Java and returns its exit code. */
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
            // no second process here: slower, but the same results
            return Interruption.guard(() -> Main.execute(arguments));
        } catch (IllegalStateException e) {
            // the process is ending already
            return Main.FAILED;
        }
    }
}
