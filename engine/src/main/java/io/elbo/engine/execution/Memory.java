package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.execution.Emission.Emitted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory of values that live for a block or a chunk of rows, and the number of rows in these. Values that do not live at the
 * same time may share a {@link Slot}.
 *
 * @param chunkRows maximum rows of a chunk
 * @param blockRows maximum rows of a block of each group
 */
record Memory(int chunkRows, int[] blockRows) {
    /**
     * Gives every buffer its memory.
     *
     * @param draws the maximum number of draws of a row
     * @param rows the batch capacity
     * @param threads each has its own memory
     */
    static Memory allocate(Groups groups, Map<Node, Buffer> buffers, int draws, int rows, int threads) {
        List<Slot> slots = slots(groups, buffers);
        long floats = slots.stream()
                .filter(slot -> !slot.ofBlock())
                .mapToLong(Slot::size)
                .sum();
        int chunkRows = RowsAtOnce.ofChunk(floats, draws, rows, threads);
        int[] blockRows = RowsAtOnce.ofBlocks(groups, slots);
        slots.forEach(slot -> slot.allocate(threads, chunkRows, blockRows));
        return new Memory(chunkRows, blockRows);
    }

    private static List<Slot> slots(Groups groups, Map<Node, Buffer> buffers) {
        Lifetimes lifetimes = new Lifetimes(groups);
        List<Slot> slots = new ArrayList<>();
        List<Slot> free = new ArrayList<>();
        Map<Integer, List<Slot>> ends = new HashMap<>();
        List<Emitted> instructions = groups.instructions();
        for (int i = 0; i < instructions.size(); i++) {
            Node value = instructions.get(i).writes();
            if (value != null && !buffers.get(value).ofWholeBatch()) {
                Buffer buffer = buffers.get(value);
                if (lifetimes.ofBlock(value)) {
                    buffer.keepBlock();
                }
                Slot slot = take(free, slots, lifetimes.ofBlock(value), buffer.perRow());
                slot.add(buffer, groups.of()[i]);
                ends.computeIfAbsent(lifetimes.end(value), k -> new ArrayList<>())
                        .add(slot);
            }
            free.addAll(ends.getOrDefault(i, List.of()));
        }
        return slots;
    }

    /** Returns a free slot, or a new one. */
    private static Slot take(List<Slot> free, List<Slot> slots, boolean block, int size) {
        Slot best = free.stream()
                .filter(slot -> slot.ofBlock() == block)
                .min(Comparator.comparingInt(slot -> slot.misfit(size)))
                .orElse(null);
        if (best == null) {
            best = new Slot(block);
            slots.add(best);
        } else {
            free.remove(best);
        }
        return best;
    }
}
