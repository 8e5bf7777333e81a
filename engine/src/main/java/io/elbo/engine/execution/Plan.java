package io.elbo.engine.execution;

import io.elbo.engine.Node;
import java.util.Map;

/**
 * A program that is ready to run: the row-wise instructions in order, the pieces of the gradients, and all buffers.
 *
 * @param phases each runs on one chunk of rows after another, and starts when the previous phase is done
 * @param shared values that all rows read; rows that the batch does not have are zero in them
 * @param chunkRows maximum rows of a chunk
 * @param outputs the buffers of the requested values, for the whole batch
 * @param tasks the pieces of the gradients
 * @param squares where pieces store the sums of their squares
 */
record Plan(
        Instruction[][] phases,
        Buffer[] shared,
        int chunkRows,
        Map<Node, Buffer> outputs,
        GradientTask[] tasks,
        double[] squares,
        Worker[] workers) {
    /** Returns the value of an output for one row. */
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
