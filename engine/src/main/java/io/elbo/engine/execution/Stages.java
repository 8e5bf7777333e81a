package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings what goes row by row together, and what goes draw by draw: for groups to be long, a value of a row belongs to an
 * even stage and one of its draws to an odd one, the first that its operands allow. A program without draws has one stage.
 */
final class Stages {
    private final Map<Node, Integer> stages = new HashMap<>();

    /** @param order the nodes of the program, operands first */
    Stages(List<Node> order) {
        for (Node node : order) {
            if (node.rowwise() && Values.root(node) == node) {
                int stage = 0;
                for (Node operand : node.inputs()) {
                    stage = Math.max(stage, after(operand));
                }
                stages.put(node, (stage & 1) == (times(node) > 1 ? 1 : 0) ? stage : stage + 1);
            }
        }
    }

    /** The first stage in which a value may be read: one that is made of all draws of a row is not ready before they are. */
    private int after(Node operand) {
        return of(operand) + (gathersDraws(Values.root(operand).op()) ? 1 : 0);
    }

    /** The stage in which a value is computed, from 0. */
    int of(Node node) {
        return stages.getOrDefault(Values.root(node), 0);
    }

    /** How many times for each row a value is worked at. */
    static int times(Node node) {
        return node.op() instanceof Op.BetweenDraws op ? op.draws() : node.draws();
    }

    /** Whether a value of a row is made of those of its draws. */
    static boolean gathersDraws(Op op) {
        return op instanceof Op.SumDraws || op instanceof Op.JoinDraws;
    }
}
