package io.elbo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.parallel.Threads;
import io.elbo.spec.Training;
import io.elbo.training.TrainingListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** A call in a server computes on the thread of its caller, if it is told to. */
class CallerThreadTest {
    private static final int ROWS = 700;

    /** Rows that know which threads read them. */
    private record Watched(FloatRows rows, Set<Thread> readers) implements Rows {
        static Watched of() {
            return new Watched(Tiny.rows(ROWS, 7, 1), ConcurrentHashMap.newKeySet());
        }

        @Override
        public int count() {
            return rows.count();
        }

        @Override
        public int width() {
            return rows.width();
        }

        @Override
        public void read(int row, float[] to, int at) {
            readers.add(Thread.currentThread());
            rows.read(row, to, at);
        }
    }

    private static long workersBorn() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("elbo-"))
                .map(Thread::getName)
                .distinct()
                .count();
    }

    @Test
    void inferenceStaysOnTheCallersThreadAndIsTheSameOnSeveral() {
        Vae vae = Trainer.fit(
                Tiny.dense(), Tiny.rows(60, 7, 5), Training.defaults().withEpochs(1), TrainingListener.NONE, 1);
        long before = workersBorn();
        Watched alone = Watched.of();
        String one = Threads.with(1, () -> results(vae, alone));
        assertEquals(Set.of(Thread.currentThread()), alone.readers);
        assertEquals(before, workersBorn(), "threads that were started");
        Watched several = Watched.of();
        assertEquals(one, Threads.with(4, () -> results(vae, several)));
        assertTrue(several.readers.size() > 1, "nobody helped");
    }

    private static String results(Vae vae, Rows rows) {
        StringBuilder text = new StringBuilder();
        text.append(vae.encode(rows).mean(ROWS - 1, 0)).append(' ');
        text.append(vae.evaluate(rows, EvaluationOptions.defaults()).elbo()).append(' ');
        text.append(vae.logLikelihood(rows, new EvaluationOptions(3, null, 1)).mean())
                .append(' ');
        text.append(vae.decode(vae.encode(rows).mean())[ROWS - 1][2]);
        return text.toString();
    }
}
