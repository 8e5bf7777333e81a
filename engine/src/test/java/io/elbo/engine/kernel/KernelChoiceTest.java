package io.elbo.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.elbo.engine.Jvm;
import io.elbo.engine.execution.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which kernels run, and how the choice is reported, in virtual machines of every kind. */
class KernelChoiceTest {
    private static final String VECTOR = "--add-modules=jdk.incubator.vector";

    /** Asks for the kernels on many threads at once and prints the platform's description. */
    public static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            Thread[] threads = new Thread[8];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = new Thread(() -> {
                    KernelChoice.current();
                    KernelChoice.warmUp();
                });
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.println(Platform.kernels());
        }
    }

    /** The options of virtual machines and the expected description in each. */
    private static Map<List<String>, String> kinds() {
        Map<List<String>, String> kinds = new LinkedHashMap<>();
        kinds.put(List.of(VECTOR), "Vector API, (64|128|256|512) bits");
        kinds.put(List.of(), "plain Java, because .* without the module jdk.incubator.vector .*");
        kinds.put(List.of(VECTOR, "-Delbo.plain=true"), "plain Java, because elbo.plain is true");
        kinds.put(List.of(VECTOR, "-Xint"), "plain Java, because .* without its second compiler .*");
        kinds.put(List.of(VECTOR, "-XX:TieredStopAtLevel=1"), "plain Java, because .* without its second compiler .*");
        kinds.put(List.of(VECTOR, "-XX:-UseFMA"), "plain Java, because .* no fused multiply-add .*");
        return kinds;
    }

    @Test
    void theLoggerSaysOnceWhichKernelsRunAndWhy(@TempDir Path folder) throws Exception {
        assumeTrue(KernelChoice.vector() != null, "no vector kernels here: " + KernelChoice.describe());
        Path settings = folder.resolve("logging.properties");
        Files.write(
                settings,
                List.of(
                        "handlers = java.util.logging.ConsoleHandler",
                        "java.util.logging.ConsoleHandler.level = ALL",
                        "java.util.logging.SimpleFormatter.format = %4$s %3$s %5$s%n",
                        "io.elbo.engine.level = ALL"));
        outputs("-Djava.util.logging.config.file=" + settings).forEach((options, lines) -> {
            assertEquals(2, lines.size(), options + ": " + lines);
            assertTrue(lines.get(1).matches(kinds().get(options)), options + ": " + lines);
            assertEquals("FINE io.elbo.engine kernels: " + lines.get(1), lines.get(0), options.toString());
        });
    }

    @Test
    void nothingIsPrintedWhereNobodyAskedForLogs() throws Exception {
        outputs("-Dnone").forEach((options, lines) -> assertEquals(1, lines.size(), options + ": " + lines));
    }

    /** Returns what the program prints in each kind of virtual machine, without Java's own warning. */
    private static Map<List<String>, List<String>> outputs(String option) throws IOException, InterruptedException {
        Map<List<String>, Process> running = new LinkedHashMap<>();
        for (List<String> options : kinds().keySet()) {
            List<String> all = new ArrayList<>(options);
            all.add(option);
            running.put(options, Jvm.start(all, Program.class));
        }
        Map<List<String>, List<String>> outputs = new LinkedHashMap<>();
        for (Map.Entry<List<String>, Process> kind : running.entrySet()) {
            List<String> lines = Jvm.output(kind.getValue()).stream()
                    .filter(line -> !line.equals("WARNING: Using incubator modules: jdk.incubator.vector"))
                    .toList();
            outputs.put(kind.getKey(), lines);
        }
        return outputs;
    }
}
