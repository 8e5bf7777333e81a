package io.elbo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.run.RunDirectory;
import io.elbo.spec.TrainingTest;
import io.elbo.test.Child;
import io.elbo.training.TrainingListener;
import io.elbo.training.loop.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed at any moment goes on to the bits of one that never stopped. */
class KillTest {
    private static final int KILLS = 3;

    @Test
    @Tag("slow")
    void aKilledRunEndsInTheBitsOfOneThatNeverStopped(@TempDir Path folder) throws Exception {
        Path whole = folder.resolve("whole");
        RunDirectory.Result expected = RunDirectory.train(
                whole, TrainingRun.run(), TrainingRun.rows(), TrainingRun.SAVE_ALWAYS, TrainingListener.NONE);
        Path killed = folder.resolve("killed");
        Random random = new Random(1);
        long before = 0;
        int inTheMiddle = 0;
        for (int i = 0; i < KILLS; i++) {
            Process child =
                    Child.start(Child.java(), List.of("-XX:TieredStopAtLevel=1"), TrainingRun.class, killed.toString());
            // the checkpoint moves on, then a random moment later the process dies
            long wanted = before + 1 + random.nextInt(8);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (child.isAlive() && step(killed) < wanted && System.nanoTime() < end) {
                Thread.sleep(1);
            }
            Thread.sleep(random.nextInt(8));
            child.destroyForcibly().waitFor();
            inTheMiddle += child.exitValue() == 0 ? 0 : 1;
            Path checkpoint = killed.resolve("checkpoint.safetensors");
            if (Files.exists(checkpoint)) {
                long step = Checkpoint.read(checkpoint).state().step();
                assertTrue(step >= before, "from step " + before + " back to " + step);
                before = step;
            }
            Path model = killed.resolve("model.safetensors");
            if (Files.exists(model)) {
                Vae.load(model);
            }
        }
        assertTrue(inTheMiddle >= 2, "the kills came too late");
        RunDirectory.Result resumed =
                RunDirectory.resume(killed, TrainingRun.rows(), 0, TrainingRun.SAVE_ALWAYS, TrainingListener.NONE);
        assertEquals(expected.model().digest(), resumed.model().digest());
        assertEquals(-1, Files.mismatch(whole.resolve("model.safetensors"), killed.resolve("model.safetensors")));
        assertEquals(TrainingTest.timeless(expected.epochs()), TrainingTest.timeless(resumed.epochs()));
        try (Stream<Path> names = Files.list(killed)) {
            List<String> left = names.map(p -> p.getFileName().toString())
                    .filter(n -> n.startsWith(".") && n.endsWith(".tmp"))
                    .toList();
            assertTrue(left.size() <= KILLS, "left behind: " + left);
        }
    }

    private static long step(Path folder) {
        try {
            return Checkpoint.read(folder.resolve("checkpoint.safetensors"))
                    .state()
                    .step();
        } catch (io.elbo.data.DataException e) {
            assertTrue(e.getMessage().contains("there is no such file"), e.getMessage());
            return -1;
        }
    }
}
