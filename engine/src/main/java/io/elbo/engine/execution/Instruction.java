package io.elbo.engine.execution;

/** A step of the row-wise part of a program. */
interface Instruction {
    /**
     * Computes rows {@code from} to {@code to - 1}, which lie in the worker's chunk. For draws, draw j of row i, of k, is row
     * {@code i k + j}.
     */
    void run(Worker worker, int from, int to);

    /** Returns the floats that it needs in the worker's {@code patches} array. */
    default int patches() {
        return 0;
    }

    /** An instruction that processes one row at a time. A run of these processes a few rows while they are in cache. */
    interface ByRow extends Instruction {
        void row(Worker worker, int row);

        @Override
        default void run(Worker worker, int from, int to) {
            for (int row = from; row < to; row++) {
                row(worker, row);
            }
        }
    }

    /** An instruction that runs for each draw of the rows. */
    record OfDraws(int draws, Instruction instruction) implements Instruction {
        @Override
        public void run(Worker worker, int from, int to) {
            instruction.run(worker, from * draws, to * draws);
        }
    }

    /**
     * Consecutive row instructions.
     *
     * @param rows of a block, small enough for its values to stay in cache while all instructions process it
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
