package io.elbo.inference;

import io.elbo.parallel.Threads;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Works rows off in blocks by all processors, where each row goes through a program several times. */
final class RowBlocks {
    /** Rows of a batch of such a program. */
    static final int CAPACITY = 128;

    private RowBlocks() {}

    /** What is done with a block; blocks have nothing in common but what each thread keeps for itself. */
    interface Work<T> {
        void block(T own, int first, int count);
    }

    /**
     * Does the work of all blocks.
     *
     * @param times how often a row is in a batch: a block has as many rows as fill one
     * @param own makes what a thread needs for itself
     */
    static <T> void each(int rows, int times, Supplier<T> own, Work<T> work) {
        int size = Math.max(1, CAPACITY / times);
        Queue<T> pool = new ConcurrentLinkedQueue<>();
        Threads.each((rows + size - 1) / size, block -> {
            T mine = pool.poll();
            mine = mine == null ? own.get() : mine;
            work.block(mine, block * size, Math.min(size, rows - block * size));
            pool.add(mine);
        });
    }
}
