package io.elbo.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A virtual machine of its own that runs a main class of the tests. */
public final class Child {
    private Child() {}

    public static Process start(Path java, List<String> options, Class<?> main, String... arguments)
            throws IOException {
        return builder(java, options, main, arguments).start();
    }

    /** Starts one whose output goes into a file. */
    static Process start(Path output, Class<?> main, String... arguments) throws IOException {
        return builder(java(), List.of("-XX:TieredStopAtLevel=1"), main, arguments)
                .redirectOutput(output.toFile())
                .start();
    }

    private static ProcessBuilder builder(Path java, List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        command.addAll(List.of("-Xmx256m", "-Xshare:auto", "-XX:TieredStopAtLevel=4", "-Djava.awt.headless=true"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    public static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
