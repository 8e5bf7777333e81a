package io.elbo.inference;

import io.elbo.parallel.Threads;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Processes rows in parallel blocks, for programs that use each row several times. */
final class RowBlocks {
    /** The number of rows in a batch of such a program. */
    static final int CAPACITY = 128;

    private RowBlocks() {}

    /** Processes a block. Blocks share only what each thread keeps. */
    interface Work<T> {
        void block(T own, int first, int count);
    }

    /**
     * Processes all blocks.
     *
     * @param times how often a row is in a batch; a block has as many rows as fill a batch
     * @param own creates what a thread keeps
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
