package io.elbo.engine.execution;

/** A step of the row-wise part of a program. */
interface Instruction {
    /**
     * Computes rows {@code from} to {@code to - 1}, which lie in the worker's chunk. Draws of rows are rows here: draw j of
     * row i, of k, is row {@code i k + j}.
     */
    void run(Worker worker, int from, int to);

    /** Floats of the worker's patches that it needs. */
    default int patches() {
        return 0;
    }

    /** An instruction that looks at one row at a time; runs of these go through some rows while these are in cache. */
    interface ByRow extends Instruction {
        void row(Worker worker, int row);

        @Override
        default void run(Worker worker, int from, int to) {
            for (int row = from; row < to; row++) {
                row(worker, row);
            }
        }
    }

    /** An instruction for each of the draws of the rows. */
    record OfDraws(int draws, Instruction instruction) implements Instruction {
        @Override
        public void run(Worker worker, int from, int to) {
            instruction.run(worker, from * draws, to * draws);
        }
    }

    /**
     * Consecutive row instructions.
     *
     * @param rows of a block, whose values stay in cache while all instructions go over it
     */
    record Group(ByRow[] instructions, int rows) implements Instruction {
        @Override
        public void run(Worker worker, int from, int to) {
            for (int first = from; first < to; first += rows) {
                int last = Math.min(to, first + rows);
                worker.blockStart = first;
                for (ByRow instruction : instructions) {
                    instruction.run(worker, first, last);
                }
            }
        }
    }
}
