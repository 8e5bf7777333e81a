package io.elbo.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * Ends a training that works in a folder, again and again, at random moments, as {@code kill -9} does. How far a training gets before it
 * is killed is counted in steps, not in time, so that it does not depend on the machine.
 */
public final class Kills {
    private static final int KILLS = 20;
    /** A program is killed before it has made this part of all steps. */
    private static final int PART = 5;

    private static final int MOST_MICROS = 3000;

    private Kills() {}

    /** Counts the steps of a program, and ends it. */
    public static final class Countdown {
        private int left;
        private final int micros;

        /** @param arguments of the program: the folder, the steps until its end, and microseconds from then */
        public Countdown(String... arguments) {
            left = Integer.parseInt(arguments[1]);
            micros = Integer.parseInt(arguments[2]);
        }

        /** Called after each step. */
        public void step() {
            if (--left == 0) {
                Thread end = new Thread(() -> {
                    long from = System.nanoTime();
                    while (System.nanoTime() - from < 1000L * micros) {
                        Thread.onSpinWait();
                    }
                    Runtime.getRuntime().halt(137);
                });
                end.start();
            }
        }
    }

    /**
     * Starts a program that ends at a random step, and starts it again in the same folder; when it ends by itself, its result must be the
     * expected one, and the next folder is begun.
     *
     * @param program gets the arguments of a {@link Countdown}
     * @param steps of the whole training
     * @param result file that the program writes at its end
     * @param expected the same file of a training that was never killed
     * @param stage what a folder says of how far the training is
     * @param stages different ones that the kills must have met at least
     */
    public static void check(
            Class<?> program,
            Path folder,
            int steps,
            String result,
            Path expected,
            Function<Path, String> stage,
            int stages)
            throws Exception {
        Random random = new Random(1);
        Set<String> met = new HashSet<>();
        Path output = folder.resolve("output");
        int kills = 0;
        int ended = 0;
        while (kills < KILLS || ended == 0) {
            Path run = folder.resolve("run-" + ended);
            int until = kills < KILLS ? 1 + random.nextInt(steps / PART) : Integer.MAX_VALUE;
            int code = Child.start(
                            output,
                            program,
                            run.toString(),
                            String.valueOf(until),
                            String.valueOf(random.nextInt(MOST_MICROS)))
                    .waitFor();
            assertEquals("", Files.readString(output));
            if (code == 0) {
                assertEquals(-1, Files.mismatch(expected, run.resolve(result)), "after " + kills + " kills: " + run);
                ended++;
            } else {
                kills++;
                met.add(stage.apply(run));
            }
        }
        assertTrue(met.size() >= stages, "the kills met " + met);
    }
}
