package io.elbo.engine.execution;

import io.elbo.engine.Node;
import java.util.List;
import java.util.Map;

/**
 * The row-wise part of a program as a sequence of instructions.
 *
 * @param buffers of all values that have their own memory; buffers of chunks and blocks have no memory yet
 * @param shared values that all rows read
 */
record Emission(List<Emitted> instructions, Map<Node, Buffer> buffers, List<Buffer> shared) {
    /**
     * An instruction and the values that it reads and writes.
     *
     * @param phase in which it runs
     * @param times how often it runs for each row: once for each draw
     * @param writes null if it writes another form of a value instead of a value
     */
    record Emitted(Instruction instruction, int phase, int times, List<Node> reads, Node writes) {
        boolean byRow() {
            return instruction instanceof Instruction.ByRow;
        }
    }

    /** Returns the buffer of a value. */
    Buffer buffer(Node node) {
        return buffers.get(Values.root(node));
    }

    /** Returns the floats that the instructions need in a worker's {@code patches} array. */
    int patches() {
        return instructions.stream()
                .mapToInt(emitted -> emitted.instruction().patches())
                .max()
                .orElse(0);
    }
}
