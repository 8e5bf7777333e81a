package io.elbo.engine;

/** Gives a program its inputs, one row at a time. Called from several threads at once. */
@FunctionalInterface
public interface Feed {
    /**
     * Writes one row of one input.
     *
     * @param input the number of the input, in the order of the program
     * @param row the row of the batch, from 0
     * @param to receives the values
     * @param at where the first goes
     */
    void fill(int input, int row, float[] to, int at);
}
