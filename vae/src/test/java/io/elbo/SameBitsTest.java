package io.elbo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.elbo.engine.kernel.KernelChoice;
import io.elbo.test.Child;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Training and use end in the same bits in any virtual machine, with any vectors and any number of threads. */
class SameBitsTest {
    private static final String VECTOR = "--add-modules=jdk.incubator.vector";

    /** What {@link ShortRun} comes to. A change of the arithmetic changes it, and belongs in the release notes. */
    private static final String PINNED = "273cd0d7047a22de48d54ee02c25a35d44df7b60f481d9da52fb2462e3a0e93d";

    private record Kind(Path java, List<String> options, int threads) {}

    @Test
    void aShortTrainingEndsInThePinnedBits() {
        assertSame(KernelChoice.plain(), KernelChoice.current(), "tests of this module run without vectors");
        assertEquals(PINNED, ShortRun.digest(1));
        assertEquals(PINNED, ShortRun.digest(2));
    }

    @Test
    void soItDoesByVectors() throws Exception {
        boolean there = ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent();
        assumeTrue(there, "this Java has no module jdk.incubator.vector");
        Process process = Child.start(Child.java(), List.of(VECTOR), ShortRun.class);
        String output = Child.output(process);
        assertEquals(0, process.waitFor(), output);
        assumeTrue(
                !output.contains(ShortRun.NONE),
                "this processor has no fused multiply-add, so that vectors are not used");
        List<String> lines = output.lines().toList();
        assertEquals(List.of(PINNED, PINNED), lines.subList(lines.size() - 2, lines.size()), output);
    }

    @Test
    @Tag("slow")
    void vectorsAndThreadsShowInNoBit() throws Exception {
        check(List.of(new Kind(Child.java(), List.of(VECTOR), 3), new Kind(Child.java(), List.of(), 2)));
    }

    @Test
    @Tag("slow")
    void everyWidthOfVectorsEndsInTheSameBits() throws Exception {
        List<Kind> kinds = new ArrayList<>();
        if (List.of("amd64", "x86_64").contains(System.getProperty("os.arch"))) {
            // the machine warns of what it lacks, and does with less
            kinds.add(new Kind(Child.java(), List.of(VECTOR, "-XX:UseAVX=3"), 1));
            kinds.add(new Kind(Child.java(), List.of(VECTOR, "-XX:UseAVX=2"), 2));
            kinds.add(new Kind(Child.java(), List.of(VECTOR, "-XX:UseAVX=1"), 1));
            kinds.add(new Kind(Child.java(), List.of(VECTOR, "-XX:UseAVX=0"), 3));
        }
        check(kinds);
    }

    @Test
    @Tag("slow")
    void anotherVersionOfJavaEndsInTheSameBits() throws Exception {
        Optional<Path> other = otherJava();
        assumeTrue(other.isPresent(), "no second Java: set ELBO_OTHER_JAVA to a java of version 21 or later");
        check(List.of(new Kind(other.get(), List.of(VECTOR), 2)));
    }

    private static void check(List<Kind> kinds) throws IOException, InterruptedException {
        String expected = SameBitsRun.digests(1);
        // two at a time
        Map<Kind, Process> running = new LinkedHashMap<>();
        for (int i = 0; i < kinds.size() + 2; i++) {
            if (i >= 2 && i - 2 < kinds.size()) {
                Kind kind = kinds.get(i - 2);
                String output = Child.output(running.get(kind));
                assertEquals(0, running.get(kind).waitFor(), kind + ": " + output);
                List<String> lines = output.lines().toList();
                assertEquals(
                        List.of(expected, expected),
                        lines.subList(lines.size() - 2, lines.size()),
                        kind + ": " + output);
            }
            if (i < kinds.size()) {
                Kind kind = kinds.get(i);
                running.put(
                        kind, Child.start(kind.java, kind.options, SameBitsRun.class, String.valueOf(kind.threads)));
            }
        }
    }

    private static Optional<Path> otherJava() throws IOException, InterruptedException {
        List<Path> candidates = new ArrayList<>();
        String given = System.getenv("ELBO_OTHER_JAVA");
        if (given != null) {
            candidates.add(Path.of(given));
        }
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> homes = Files.list(installed)) {
                homes.sorted().map(home -> home.resolve("bin/java")).forEach(candidates::add);
            }
        }
        for (Path java : candidates) {
            if (Files.isExecutable(java) && version(java) >= 21) {
                return Optional.of(java);
            }
        }
        return Optional.empty();
    }

    private static int version(Path java) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(java.toString(), "-XshowSettings:properties", "-version")
                .redirectErrorStream(true)
                .start();
        String output = Child.output(process);
        process.waitFor();
        return output.lines()
                .map(String::trim)
                .filter(line -> line.startsWith("java.specification.version = "))
                .map(line -> line.substring(line.indexOf('=') + 2))
                .mapToInt(v -> v.startsWith("1.") ? 8 : Integer.parseInt(v))
                .findFirst()
                .orElse(0);
    }
}
