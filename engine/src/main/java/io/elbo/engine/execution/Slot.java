package io.elbo.engine.execution;

import java.util.ArrayList;
import java.util.List;

/** Memory that several buffers share. Their values do not live at the same time. */
final class Slot {
    /** Whether its buffers hold a block of rows rather than a chunk. */
    private final boolean block;

    private final List<Buffer> buffers = new ArrayList<>();
    /** The group that writes each buffer. */
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

    /** Returns how badly a buffer fits this slot: the surplus of floats, or eight times the shortage. */
    int misfit(int floats) {
        return size >= floats ? size - floats : (floats - size) * 8;
    }

    void add(Buffer buffer, int group) {
        buffers.add(buffer);
        groups.add(group);
        size = Math.max(size, buffer.perRow());
    }

    /** Allocates the memory for each thread. */
    void allocate(int threads, int chunkRows, int[] blockRows) {
        int length = block ? blockLength(blockRows) : Math.multiplyExact(size, chunkRows);
        float[][] arrays = new float[threads][length];
        buffers.forEach(buffer -> buffer.assign(arrays));
    }

    /** Returns the floats that blocks with the given rows of each group need. */
    private int blockLength(int[] blockRows) {
        int length = 0;
        for (int i = 0; i < buffers.size(); i++) {
            length = Math.max(length, Math.multiplyExact(buffers.get(i).size, blockRows[groups.get(i)]));
        }
        return length;
    }
}
