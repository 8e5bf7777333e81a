package io.elbo.engine.execution;

import io.elbo.engine.execution.Emission.Emitted;
import java.util.List;

/** How many rows are processed together: as many as fit in the caches. */
final class RowsAtOnce {
    /** Target size of the buffers of a chunk, in bytes: about a core's second-level cache. */
    private static final long CHUNK_BYTES = 1 << 20;

    /** Target size of the values of a group's block, in bytes: a core's first-level cache. */
    private static final int BLOCK_BYTES = 1 << 15;

    /** Processing more consecutive numbers than this is not faster, so blocks need no more rows than give this many. */
    private static final int LONG_RUN = 2048;

    private static final int LEAST_CHUNK = 8;
    private static final int GREATEST_CHUNK = 128;

    private RowsAtOnce() {}

    /**
     * Returns the rows of a chunk.
     *
     * @param floats of all buffers for each row
     * @param draws the maximum number of draws of a row
     */
    static int ofChunk(long floats, int draws, int rows, int threads) {
        long fitting = CHUNK_BYTES / (4 * Math.max(1, floats));
        int least = (LEAST_CHUNK + draws - 1) / draws;
        int most = (int) Math.max(least, Math.min(GREATEST_CHUNK, fitting));
        int chunks = (rows + most - 1) / most;
        // every thread gets the same number of chunks
        chunks = (chunks + threads - 1) / threads * threads;
        return (rows + chunks - 1) / chunks;
    }

    /** Returns the rows of a block of each group. */
    static int[] ofBlocks(Groups groups, List<Slot> slots) {
        long[] floats = new long[groups.count()];
        for (Slot slot : slots) {
            if (slot.ofBlock()) {
                slot.groups().stream().distinct().forEach(group -> floats[group] += slot.size());
            }
        }
        int[] widest = widest(groups);
        int[] rows = new int[groups.count()];
        for (int group = 0; group < rows.length; group++) {
            long fitting = BLOCK_BYTES / 4 / Math.max(1, floats[group]);
            long enough = LONG_RUN / widest[group];
            rows[group] = (int) Math.max(1, Math.min(GREATEST_CHUNK, Math.min(fitting, enough)));
        }
        return rows;
    }

    /** Returns the size of the largest value that each group reads or writes. */
    private static int[] widest(Groups groups) {
        int[] widest = new int[groups.count()];
        for (int i = 0; i < groups.of().length; i++) {
            Emitted emitted = groups.instructions().get(i);
            int most = emitted.reads().stream()
                    .mapToInt(value -> value.shape().size())
                    .max()
                    .orElse(1);
            if (emitted.writes() != null) {
                most = Math.max(most, emitted.writes().shape().size());
            }
            widest[groups.of()[i]] = Math.max(widest[groups.of()[i]], most);
        }
        return widest;
    }
}
