package io.elbo.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.test.Failures;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {
    private static Set<Thread> threadsOf(int count) {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        Threads.each(count, i -> used.add(Thread.currentThread()));
        return used;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void everyIndexIsVisitedOnce(int threads) {
        for (int count : new int[] {0, 1, 2, 5, 1000, 12_345}) {
            AtomicIntegerArray visits = new AtomicIntegerArray(count);
            Threads.run(threads, () -> Threads.each(count, visits::incrementAndGet));
            for (int i = 0; i < count; i++) {
                assertEquals(1, visits.get(i), "index " + i + " of " + count);
            }
        }
        double[] squares = Threads.with(threads, () -> Threads.doubles(300, i -> i * (double) i));
        assertArrayEquals(
                IntStream.range(0, 300).mapToDouble(i -> i * (double) i).toArray(), squares);
        String[] words = Threads.with(threads, () -> Threads.array(9, i -> "w" + i, String[]::new));
        assertEquals("w8", words[8]);
        assertEquals(IntStream.range(0, 99).boxed().toList(), Threads.with(threads, () -> Threads.list(99, i -> i)));
    }

    @Test
    void oneThreadIsThatOfTheCaller() {
        assertEquals(Set.of(Thread.currentThread()), Threads.with(1, () -> threadsOf(5000)));
    }

    @Test
    void asManyThreadsWorkAtOnceAsWereGiven() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(3);
        boolean[] met = new boolean[3];
        Threads.run(
                3,
                () -> Threads.each(3, i -> {
                    all.countDown();
                    try {
                        met[i] = all.await(10, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
        assertArrayEquals(new boolean[] {true, true, true}, met);
        Set<Thread> used = Threads.with(2, () -> threadsOf(100_000));
        assertTrue(used.size() <= 2, used.toString());
    }

    @Test
    void aLoopWithinALoopRunsOnTheThreadThatItIsIn() {
        Threads.run(
                4,
                () -> Threads.each(8, i -> {
                    assertEquals(1, Threads.count());
                    assertEquals(Set.of(Thread.currentThread()), threadsOf(50));
                }));
    }

    @Test
    void theNumberHoldsForTheCallOnly() {
        int usual = Threads.count();
        assertEquals(3, Threads.with(3, () -> Threads.with(5, Threads::count) - 2));
        assertThrows(
                IllegalStateException.class,
                () -> Threads.run(2, () -> {
                    throw new IllegalStateException("as expected");
                }));
        assertEquals(usual, Threads.count());
        try {
            Threads.setDefault(2);
            assertEquals(2, Threads.count());
            assertEquals(6, Threads.with(6, Threads::count));
        } finally {
            Threads.setDefault(usual);
        }
        Failures.rejected(() -> Threads.run(0, () -> {}), "threads 0: must be 1 to 1024");
        Failures.rejected(() -> Threads.setDefault(1025), "threads 1025: must be 1 to 1024");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void whatACallThrowsReachesTheCallerWhenNobodyWorksAnyMore(int threads) {
        IllegalStateException thrown = new IllegalStateException("row 17");
        for (int attempt = 0; attempt < 50; attempt++) {
            AtomicIntegerArray inside = new AtomicIntegerArray(1);
            IllegalStateException caught = assertThrows(
                    IllegalStateException.class,
                    () -> Threads.run(
                            threads,
                            () -> Threads.each(1000, i -> {
                                inside.incrementAndGet(0);
                                try {
                                    if (i == 17) {
                                        throw thrown;
                                    }
                                } finally {
                                    inside.decrementAndGet(0);
                                }
                            })));
            assertSame(thrown, caught);
            assertEquals(0, inside.get(0));
        }
    }
}
