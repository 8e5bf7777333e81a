package io.elbo.engine;

/** Supplies the inputs of a program, one row at a time. Several threads call it at once. */
@FunctionalInterface
public interface Feed {
    /**
     * Writes one row of one input.
     *
     * @param input the number of the input, in the order of the program
     * @param row the row of the batch, from 0
     * @param to the array to write to
     * @param at the index of the first value
     */
    void fill(int input, int row, float[] to, int at);
}
