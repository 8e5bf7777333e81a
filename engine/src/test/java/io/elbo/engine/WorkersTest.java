package io.elbo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void everyThreadDoesItsPartOnce(int threads) {
        try (Workers workers = Workers.of(threads)) {
            assertEquals(threads, workers.threads());
            AtomicIntegerArray runs = new AtomicIntegerArray(threads);
            for (int i = 1; i <= 50; i++) {
                workers.run(runs::incrementAndGet);
                for (int worker = 0; worker < threads; worker++) {
                    assertEquals(i, runs.get(worker), "worker " + worker);
                }
            }
        }
    }

    @Test
    void theCallerIsTheFirstWorker() {
        try (Workers workers = Workers.of(2)) {
            Thread[] who = new Thread[2];
            workers.run(worker -> who[worker] = Thread.currentThread());
            assertSame(Thread.currentThread(), who[0]);
            assertEquals("elbo-worker-1", who[1].getName());
            assertTrue(who[1].isDaemon());
        }
    }

    /** A run sees what was written before it, and later code sees what the run wrote. */
    @Test
    void manyQuickRunsSeeEachOthersWrites() {
        try (Workers workers = Workers.of(2)) {
            int[] last = new int[2 * 64];
            int[] count = {0};
            for (int i = 0; i < 3_000; i++) {
                count[0] = i;
                workers.run(worker -> last[worker * 64] += count[0]);
            }
            assertEquals(2_999 * 1_500, last[0]);
            assertEquals(2_999 * 1_500, last[64]);
        }
    }

    @Test
    void aTeamThatSleptWakesUp() throws InterruptedException {
        try (Workers workers = Workers.of(3)) {
            AtomicInteger runs = new AtomicInteger();
            for (int i = 0; i < 5; i++) {
                Thread.sleep(30);
                workers.run(worker -> runs.incrementAndGet());
            }
            assertEquals(15, runs.get());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void theFailureOfAWorkerIsRethrownAndTheTeamGoesOn(int failing) {
        try (Workers workers = Workers.of(3)) {
            RuntimeException exception = new IllegalStateException("broken");
            Error error = new StackOverflowError();
            for (Throwable failure : new Throwable[] {exception, error}) {
                AtomicInteger others = new AtomicInteger();
                Throwable thrown = assertThrows(
                        Throwable.class,
                        () -> workers.run(worker -> {
                            if (worker != failing) {
                                others.incrementAndGet();
                            } else if (failure instanceof Error e) {
                                throw e;
                            } else {
                                throw exception;
                            }
                        }));
                assertSame(failure, thrown);
                assertEquals(2, others.get());
                AtomicInteger after = new AtomicInteger();
                workers.run(worker -> after.incrementAndGet());
                assertEquals(3, after.get());
            }
        }
    }

    @Test
    void callersTakeTurns() throws InterruptedException {
        try (Workers workers = Workers.of(2)) {
            AtomicBoolean busy = new AtomicBoolean();
            AtomicInteger clashes = new AtomicInteger();
            AtomicInteger runs = new AtomicInteger();
            Thread[] callers = new Thread[3];
            for (int i = 0; i < callers.length; i++) {
                callers[i] = new Thread(() -> {
                    for (int run = 0; run < 200; run++) {
                        workers.run(worker -> {
                            if (worker == 0) {
                                clashes.addAndGet(busy.getAndSet(true) ? 1 : 0);
                                runs.incrementAndGet();
                                busy.set(false);
                            }
                        });
                    }
                });
                callers[i].start();
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertEquals(0, clashes.get());
            assertEquals(600, runs.get());
        }
    }

    @Test
    void aClosedTeamEndsItsThreadsAndRefusesWork() throws InterruptedException {
        Workers workers = Workers.of(3);
        Thread[] who = new Thread[3];
        workers.run(worker -> who[worker] = Thread.currentThread());
        workers.close();
        workers.close();
        for (int i = 1; i < 3; i++) {
            who[i].join(5000);
            assertFalse(who[i].isAlive());
        }
        assertThrows(IllegalStateException.class, () -> workers.run(worker -> {}));
    }

    /** Also tests a close before a worker has noticed that there is work. */
    @Tag("slow")
    @Test
    void closingWaitsForTheWorkThatRuns() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            Workers workers = Workers.of(2);
            AtomicInteger done = new AtomicInteger();
            CountDownLatch begun = new CountDownLatch(1);
            Thread caller = new Thread(() -> workers.run(worker -> {
                begun.countDown();
                done.incrementAndGet();
            }));
            caller.start();
            assertTrue(begun.await(5, TimeUnit.SECONDS));
            workers.close();
            caller.join(5000);
            assertFalse(caller.isAlive(), "the caller waits for a worker that has left");
            assertEquals(2, done.get());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 1025})
    void teamsOfNoOneAndOfThousandsAreRefused(int threads) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Workers.of(threads))
                .getMessage()
                .contains("threads " + threads));
    }
}
