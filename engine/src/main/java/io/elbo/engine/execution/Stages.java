package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders values so that operations on rows run together and operations on draws run together, which makes groups long. A value of
 * a row belongs to an even stage and a value of its draws to an odd one, the first that its operands allow. A program without
 * draws has one stage.
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

    /** Returns the first stage in which a value may be read. A value that combines all draws of a row is complete only one stage later. */
    private int after(Node operand) {
        return of(operand) + (gathersDraws(Values.root(operand).op()) ? 1 : 0);
    }

    /** Returns the stage in which a value is computed, from 0. */
    int of(Node node) {
        return stages.getOrDefault(Values.root(node), 0);
    }

    /** Returns how often a value is processed for each row. */
    static int times(Node node) {
        return node.op() instanceof Op.BetweenDraws op ? op.draws() : node.draws();
    }

    /** Returns whether an operation combines the draws of a row into one value. */
    static boolean gathersDraws(Op op) {
        return op instanceof Op.SumDraws || op instanceof Op.JoinDraws;
    }
}
