package io.elbo.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** Runs the command line in this JVM or in another one. */
final class Cli {
    private static final String JVM_LINE = "WARNING: Using incubator modules";

    private Cli() {}

    /** The result of a command. */
    record Result(int code, String out, String err) {
        List<String> errors() {
            return err.lines().filter(line -> !line.contains(JVM_LINE)).toList();
        }

        Result succeeded() {
            Assertions.assertEquals(0, code, err);
            return this;
        }
    }

    /** Runs a command in this JVM. */
    static Result run(Object... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream newOut = new ByteArrayOutputStream();
        ByteArrayOutputStream newErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(newOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(newErr, true, StandardCharsets.UTF_8));
        int code;
        try {
            code = Main.execute(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return new Result(code, newOut.toString(StandardCharsets.UTF_8), newErr.toString(StandardCharsets.UTF_8));
    }

    /**
     * Returns the command in its own JVM that starts quickly: it uses only the first compiler, under which the Vector API kernels are many
     * times slower than the plain ones.
     */
    static List<String> command(Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Delbo.plain=true",
                "-cp",
                classPath(),
                Main.class.getName()));
        Stream.of(arguments).map(String::valueOf).forEach(command::add);
        return command;
    }

    static String classPath() {
        // absolute, so that the child may have another working folder
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }

    /** Starts a process in a folder, to which its output goes as well. */
    static Process start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("child.out").toFile())
                .redirectError(folder.resolve("child.err").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** Waits for a process that {@link #start} started. */
    static Result end(Process process, Path folder) throws Exception {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the command does not end: " + Files.readString(folder.resolve("child.err")));
        }
        return new Result(
                process.exitValue(),
                Files.readString(folder.resolve("child.out")),
                Files.readString(folder.resolve("child.err")));
    }

    /** Returns every file below a folder with its content. */
    static Map<Path, String> contents(Path folder) throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                contents.put(
                        folder.relativize(file),
                        Files.isDirectory(file)
                                ? "folder"
                                : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    /** Returns every file below a folder with the properties that change when it is written or replaced: size, time and key. */
    static Map<Path, String> stamps(Path folder) throws IOException {
        Map<Path, String> stamps = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                stamps.put(
                        folder.relativize(file),
                        now.isDirectory() ? "folder" : now.size() + " " + now.lastModifiedTime() + " " + now.fileKey());
            }
        }
        return stamps;
    }

    /** Returns the SHA-256 of a model's weights, as {@code info --json} prints it. */
    static String digest(Path run) {
        String json = run("info", run, "--json").succeeded().out();
        return json.replaceAll("(?s).*\"weights_digest\" : \"(\\w+)\".*", "$1");
    }
}
