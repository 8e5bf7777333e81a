package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.execution.Emission.Emitted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which instructions run together. A run of row instructions of the same phase and number of draws is a group. Any other
 * instruction is a group of its own.
 *
 * @param of the group of each instruction, from 0, ascending
 */
record Groups(List<Emitted> instructions, int[] of) {
    static Groups of(List<Emitted> instructions) {
        int[] of = new int[instructions.size()];
        Set<Node> gathered = new HashSet<>();
        for (int i = 0; i < of.length; i++) {
            Emitted emitted = instructions.get(i);
            if (i > 0) {
                boolean together = fit(instructions.get(i - 1), emitted)
                        && emitted.reads().stream().noneMatch(gathered::contains);
                of[i] = together ? of[i - 1] : of[i - 1] + 1;
                if (!together) {
                    gathered.clear();
                }
            }
            if (emitted.writes() != null && Stages.gathersDraws(emitted.writes().op())) {
                // complete only after the last draw, so a later group must read it
                gathered.add(emitted.writes());
            }
        }
        return new Groups(instructions, of);
    }

    private static boolean fit(Emitted before, Emitted after) {
        return before.byRow() && after.byRow() && before.times() == after.times() && before.phase() == after.phase();
    }

    int count() {
        return of.length == 0 ? 0 : of[of.length - 1] + 1;
    }

    /** Returns the last instruction of this instruction's group. */
    int end(int instruction) {
        int end = instruction;
        while (end + 1 < of.length && of[end + 1] == of[instruction]) {
            end++;
        }
        return end;
    }

    /**
     * Returns the instructions of each phase, with one instruction for each group.
     *
     * @param blockRows the rows of a block of each group
     */
    Instruction[][] phases(int[] blockRows) {
        List<List<Instruction>> phases = new ArrayList<>();
        int phase = -1;
        for (int i = 0; i < of.length; i = end(i) + 1) {
            if (instructions.get(i).phase() != phase) {
                phase = instructions.get(i).phase();
                phases.add(new ArrayList<>());
            }
            phases.get(phases.size() - 1).add(group(i, blockRows));
        }
        return phases.stream().map(list -> list.toArray(Instruction[]::new)).toArray(Instruction[][]::new);
    }

    private Instruction group(int first, int[] blockRows) {
        Emitted emitted = instructions.get(first);
        Instruction instruction = emitted.instruction();
        if (emitted.byRow()) {
            instruction = new Instruction.Group(
                    instructions.subList(first, end(first) + 1).stream()
                            .map(e -> (Instruction.ByRow) e.instruction())
                            .toArray(Instruction.ByRow[]::new),
                    blockRows[of[first]]);
        }
        return emitted.times() == 1 ? instruction : new Instruction.OfDraws(emitted.times(), instruction);
    }
}
