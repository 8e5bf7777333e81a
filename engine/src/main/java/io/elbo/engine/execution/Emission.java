package io.elbo.engine.execution;

import io.elbo.engine.Node;
import java.util.List;
import java.util.Map;

/**
 * The row-wise part of a program as instructions, one after the other.
 *
 * @param buffers of all values that are not another's; those of chunks and blocks have no memory yet
 * @param shared values that all rows see
 */
record Emission(List<Emitted> instructions, Map<Node, Buffer> buffers, List<Buffer> shared) {
    /**
     * An instruction and the values that it reads and writes.
     *
     * @param phase in which it is done
     * @param times how often it is done for each row: once for each draw
     * @param writes null where it writes no value, but another form of one
     */
    record Emitted(Instruction instruction, int phase, int times, List<Node> reads, Node writes) {
        boolean byRow() {
            return instruction instanceof Instruction.ByRow;
        }
    }

    /** Where a value lies. */
    Buffer buffer(Node node) {
        return buffers.get(Values.root(node));
    }

    /** Floats of a worker's patches that the instructions need. */
    int patches() {
        return instructions.stream()
                .mapToInt(emitted -> emitted.instruction().patches())
                .max()
                .orElse(0);
    }
}
