package io.elbo.engine.execution;

import io.elbo.engine.Node;
import java.util.Map;

/**
 * A program made ready to run: the row-wise instructions in order, the pieces of the gradients, and all buffers.
 *
 * @param phases each run on one chunk of rows after another, and begun when the phase before is done
 * @param shared values that all rows see, in which rows that the batch does not have are zero
 * @param chunkRows rows of a chunk at most
 * @param outputs where the values asked for lie, for the whole batch
 * @param tasks the pieces of the gradients
 * @param squares where pieces leave the sums of their squares
 */
record Plan(
        Instruction[][] phases,
        Buffer[] shared,
        int chunkRows,
        Map<Node, Buffer> outputs,
        GradientTask[] tasks,
        double[] squares,
        Worker[] workers) {
    /** The value of an output for one row. */
    public float value(Node output, int row, int element) {
        Buffer buffer = buffer(output);
        return buffer.array(workers[0])[row * buffer.size + element];
    }

    /** Copies the value of an output for some rows. */
    public void copy(Node output, int firstRow, int rows, float[] to, int at) {
        Buffer buffer = buffer(output);
        System.arraycopy(buffer.array(workers[0]), firstRow * buffer.size, to, at, rows * buffer.size);
    }

    private Buffer buffer(Node output) {
        Buffer buffer = outputs.get(output);
        if (buffer == null) {
            throw new IllegalArgumentException(output + " is not an output of this program");
        }
        return buffer;
    }
}
