package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that uses every module of the library, on the class path and on the module path. */
@Tag("slow")
class ConsumerTest {
    private static final Path SOURCES = Path.of("src/test/resources/consumer");
    /** The entries of the test class path that are neither the library nor its dependencies. */
    private static final Pattern OTHERS = Pattern.compile(
            ".*(test-classes|tests\\.jar|cli.target.classes|studio|junit|opentest4j|apiguardian|jspecify|surefire|archunit|selenium|"
                    + "javalin|jetty|kotlin|slf4j|picocli).*");

    @TempDir
    Path folder;

    private static List<String> library() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !OTHERS.matcher(entry).matches())
                .toList();
    }

    @Test
    void onTheClassPath() throws Exception {
        run("-cp", List.of(SOURCES.resolve("app/Main.java")), "app.Main");
    }

    @Test
    void onTheModulePath() throws Exception {
        run("-p", List.of(SOURCES.resolve("module-info.java"), SOURCES.resolve("app/Main.java")), "app/app.Main");
    }

    private void run(String where, List<Path> sources, String main) throws Exception {
        String path = String.join(File.pathSeparator, library());
        Path classes = folder.resolve("classes");
        List<String> compile = new ArrayList<>(List.of("-proc:none", where, path, "-d", classes.toString()));
        sources.forEach(source -> compile.add(source.toString()));
        int compiled = ToolProvider.getSystemJavaCompiler().run(null, null, null, compile.toArray(String[]::new));
        assertEquals(0, compiled);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                where,
                classes + File.pathSeparator + path));
        command.addAll(where.equals("-p") ? List.of("-m", main) : List.of(main));
        command.add(folder.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals("done", said.lines().collect(Collectors.joining()));
        assertTrue(Files.exists(folder.resolve("table.safetensors")));
    }
}
