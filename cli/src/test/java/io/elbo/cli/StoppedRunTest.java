package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stopped run, whatever stopped it, resumes to the same weights. */
@Tag("slow")
class StoppedRunTest {
    private static final int SIGINT = 2;

    @TempDir
    static Path d;

    private static String whole;

    private static Object[] command(Path out, Object... more) {
        List<Object> command = new ArrayList<>(List.of(
                "train", "--limit", 120, "--hidden", 16, "--latent", 2, "--batch", 2, "--epochs", 8, "--out", out));
        command.addAll(List.of(more));
        return command.toArray();
    }

    @BeforeAll
    static void trainWithoutAStop() {
        Path run = d.resolve("whole");
        Cli.run(command(run)).succeeded();
        whole = Cli.digest(run);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "KILL, 137"})
    void goesOnToTheSameWeights(String signal, int code) throws Exception {
        Assumptions.assumeFalse(
                signal.equals("INT") && ignored(SIGINT), "SIGINT is ignored here, as in background jobs");
        Path folder = Files.createDirectory(d.resolve(signal));
        Path run = folder.resolve("a run");
        Process process = Cli.start(folder, Map.of(), Cli.command(command(run, "--save-every", 0)));
        waitFor(run.resolve("model.safetensors"), process);
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor(10, TimeUnit.SECONDS);
        Cli.Result result = Cli.end(process, folder);

        assertEquals(code, result.code(), result.err());
        String resume = "./elbo train --resume '" + run + "' --limit 120";
        boolean inOrder = !signal.equals("KILL");
        assertEquals(inOrder, result.err().contains("elbo: stopping after this step"), result.err());
        assertEquals(inOrder, result.out().contains(resume + System.lineSeparator()), result.out());
        if (inOrder) {
            assertTrue(Files.exists(run.resolve("samples.png")));
            assertFalse(Cli.contents(run).keySet().stream()
                    .anyMatch(file -> file.toString().endsWith(".tmp")));
        }
        Cli.run("info", run).succeeded();

        Cli.run("train", "--resume", run, "--limit", 120, "--threads", 1).succeeded();
        assertEquals(whole, Cli.digest(run));
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "KILL, 137"})
    void theTrainingOfATableGoesOnToTheSameModel(String signal, int code) throws Exception {
        Path folder = Files.createDirectory(d.resolve("table-" + signal));
        StringBuilder rows = new StringBuilder("age,kind,size\n");
        for (int i = 0; i < 150; i++) {
            rows.append(20 + i * 7 % 50)
                    .append(',')
                    .append(i % 3 == 0 ? "old" : "new")
                    .append(',');
            rows.append(i * 37 % 101 / 10.0).append('\n');
        }
        Path table = Files.writeString(folder.resolve("rows.csv"), rows);
        Path expected = folder.resolve("whole");
        Object[] flags = {"train", "--data", table, "--epochs", 4, "--hidden", 8, "--for", "score,encode", "--out"};
        Cli.run(with(flags, expected)).succeeded();
        Path run = folder.resolve("a run");
        Process process = Cli.start(folder, Map.of(), Cli.command(with(flags, run, "--save-every", 0)));
        waitFor(run.resolve("checkpoint.safetensors"), process);
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor(10, TimeUnit.SECONDS);
        Cli.Result result = Cli.end(process, folder);
        assertEquals(code, result.code(), result.err());
        String resume = "./elbo train --resume '" + run + "' --data " + table + System.lineSeparator();
        assertEquals(!signal.equals("KILL"), result.out().contains(resume), result.out());
        // with the table that the folder names
        Cli.run("train", "--resume", run).succeeded();
        Path model = Path.of("model.safetensors");
        assertEquals(-1, Files.mismatch(expected.resolve(model), run.resolve(model)));
        Cli.Result again = Cli.run("train", "--resume", run, "--data", table);
        assertOneLine(again, "its model is trained; nothing is left to resume");
    }

    private static Object[] with(Object[] flags, Object... more) {
        List<Object> all = new ArrayList<>(List.of(flags));
        all.addAll(List.of(more));
        return all.toArray();
    }

    @Test
    void aClassifierOnFewLabelsGoesOnToTheSameWeights() throws Exception {
        Path folder = Files.createDirectory(d.resolve("semi"));
        Path images = folder.resolve("images");
        for (int i = 0; i < 60; i++) {
            java.awt.image.BufferedImage image =
                    new java.awt.image.BufferedImage(4, 4, java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setSample(i % 2 == 0 ? 0 : 3, i / 2 % 4, 0, 255);
            Path file = images.resolve(i % 2 == 0 ? "left" : "right").resolve(i + ".png");
            Files.createDirectories(file.getParent());
            javax.imageio.ImageIO.write(image, "png", file.toFile());
        }
        Object[] flags = {
            "semi",
            "train",
            "--data",
            images,
            "--labels",
            6,
            "--hidden",
            8,
            "--latent",
            2,
            "--epochs",
            12,
            "--batch",
            2,
            "--out"
        };
        Path expected = folder.resolve("whole");
        Cli.run(with(flags, expected)).succeeded();
        Path run = folder.resolve("a run");
        Process process = Cli.start(folder, Map.of(), Cli.command(with(flags, run, "--save-every", 0)));
        waitFor(run.resolve("checkpoint.safetensors"), process);
        new ProcessBuilder("kill", "-TERM", String.valueOf(process.pid()))
                .start()
                .waitFor(10, TimeUnit.SECONDS);
        Cli.Result result = Cli.end(process, folder);
        assertEquals(143, result.code(), result.err());
        String resume = "./elbo semi train --resume '" + run + "' --data " + images + System.lineSeparator();
        assertTrue(result.out().contains(resume), result.out());
        assertOneLine(Cli.run("train", "--resume", run, "--data", images), "a classifier on few labels");
        Cli.run("semi", "train", "--resume", run, "--data", images).succeeded();
        for (String file : List.of("classifier.safetensors", "classes.png")) {
            assertEquals(-1, Files.mismatch(expected.resolve(file), run.resolve(file)), file);
        }
        Cli.Result flag = Cli.run("semi", "train", "--resume", run, "--data", images, "--latent", 3);
        assertEquals(2, flag.code());
        assertTrue(
                flag.err().contains("--resume keeps the settings of the run; it cannot be used with --latent"),
                flag.err());
    }

    @Test
    void aFullDiskLeavesTheCheckpointAsItWas() throws Exception {
        Path disk = Files.createDirectory(d.resolve("disk"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString())
                .redirectErrorStream(true)
                .start();
        Assumptions.assumeTrue(mount.waitFor(10, TimeUnit.SECONDS) && mount.exitValue() == 0, "may not mount a tmpfs");
        try {
            Path run = disk.resolve("run");
            Cli.run("train", "--limit", 120, "--hidden", 16, "--latent", 2, "--batch", 2, "--epochs", 1, "--out", run)
                    .succeeded();
            byte[] checkpoint = Files.readAllBytes(run.resolve("checkpoint.safetensors"));
            Path filler = disk.resolve("filler");
            Files.write(filler, new byte[(int) disk.toFile().getUsableSpace() - 64 * 1024]);

            Cli.Result full = Cli.run("train", "--resume", run, "--limit", 120, "--epochs", 8);
            assertOneLine(full, "checkpoint.safetensors: ");
            assertArrayEquals(checkpoint, Files.readAllBytes(run.resolve("checkpoint.safetensors")));
            assertFalse(Cli.contents(run).keySet().stream()
                    .anyMatch(file -> file.toString().endsWith(".tmp")));
            assertOneLine(Cli.run("train", "--limit", 120, "--out", disk.resolve("other")), "No space left on device");
            assertOneLine(Cli.run("sample", run, "-n", 100, "-o", disk.resolve("s.npy")), "s.npy: No space left");
            assertFalse(Files.exists(disk.resolve("s.npy")));

            Files.delete(filler);
            Cli.run("train", "--resume", run, "--limit", 120, "--epochs", 8).succeeded();
            assertEquals(whole, Cli.digest(run));
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** The command starts a second Java process with the Vector API, which must not continue unseen. */
    @Test
    void aCommandThatIsKilledTakesItsWorkAlong() throws Exception {
        Assumptions.assumeTrue(
                ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent(), "no Vector API");
        Path folder = Files.createDirectory(d.resolve("orphan"));
        Path run = folder.resolve("run");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Cli.classPath(),
                Main.class.getName()));
        for (Object word : command(run, "--save-every", 0, "--threads", 1)) {
            command.add(word.equals(8) ? "100000" : word.toString());
        }
        Process process = Cli.start(folder, Map.of(), command);
        waitFor(run.resolve("model.safetensors"), process);
        ProcessHandle work = process.children().findFirst().orElseThrow();
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        try {
            work.onExit().get(30, TimeUnit.SECONDS);
        } finally {
            work.destroyForcibly();
        }
        assertTrue(Files.readString(run.resolve("status.json")).contains("\"stopped\""));
        Cli.run("info", run).succeeded();
    }

    @Test
    void aRunIsTrainedByOneProcessAtATime() throws Exception {
        Path folder = Files.createDirectory(d.resolve("twice"));
        Path run = folder.resolve("run");
        Process process = Cli.start(folder, Map.of(), Cli.command(command(run, "--save-every", 0)));
        try {
            waitFor(run.resolve("checkpoint.safetensors"), process);
            assertOneLine(Cli.run("train", "--resume", run, "--limit", 120), "is being trained by another process");
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static void assertOneLine(Cli.Result result, String says) {
        assertEquals(1, result.code(), result.err());
        List<String> errors = result.errors().stream()
                .filter(l -> l.startsWith("elbo:") && !l.startsWith("elbo: note:"))
                .toList();
        assertEquals(1, errors.size(), result.err());
        assertTrue(errors.get(0).contains(says), result.err());
        assertEquals(errors.get(0), result.errors().get(result.errors().size() - 1));
    }

    private static void waitFor(Path file, Process process) throws InterruptedException {
        for (int i = 0; i < 3000 && process.isAlive() && !Files.exists(file); i++) {
            Thread.sleep(10);
        }
        assertTrue(process.isAlive(), "the run was over too soon");
    }

    /** Returns whether processes started here ignore a signal. */
    private static boolean ignored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> signal - 1 & 1) == 1);
    }
}
