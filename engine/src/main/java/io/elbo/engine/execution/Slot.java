package io.elbo.engine.execution;

import java.util.ArrayList;
import java.util.List;

/** Memory that buffers take turns in: those of values that do not live at once. */
final class Slot {
    /** Whether its buffers are for a block of rows; else for a chunk. */
    private final boolean block;

    private final List<Buffer> buffers = new ArrayList<>();
    /** The group in which each buffer is written. */
    private final List<Integer> groups = new ArrayList<>();
    /** Floats for each row. */
    private int size;

    Slot(boolean block) {
        this.block = block;
    }

    boolean ofBlock() {
        return block;
    }

    int size() {
        return size;
    }

    List<Integer> groups() {
        return groups;
    }

    /** How badly a buffer fits, to choose the slot that it fits best: floats too many, or, eight times as bad, too few. */
    int misfit(int floats) {
        return size >= floats ? size - floats : (floats - size) * 8;
    }

    void add(Buffer buffer, int group) {
        buffers.add(buffer);
        groups.add(group);
        size = Math.max(size, buffer.perRow());
    }

    /** Takes the memory, for each thread. */
    void allocate(int threads, int chunkRows, int[] blockRows) {
        int length = block ? blockLength(blockRows) : Math.multiplyExact(size, chunkRows);
        float[][] arrays = new float[threads][length];
        buffers.forEach(buffer -> buffer.assign(arrays));
    }

    /** Floats that blocks of so many rows of each group need. */
    private int blockLength(int[] blockRows) {
        int length = 0;
        for (int i = 0; i < buffers.size(); i++) {
            length = Math.max(length, Math.multiplyExact(buffers.get(i).size, blockRows[groups.get(i)]));
        }
        return length;
    }
}
