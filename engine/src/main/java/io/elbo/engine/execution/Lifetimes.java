package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.execution.Emission.Emitted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How long values live. A value that only its group of instructions reads lives for a block of rows; any other, for a chunk. */
final class Lifetimes {
    private final Groups groups;
    private final Map<Node, Integer> lastRead = new HashMap<>();
    private final Set<Node> leavesGroup = new HashSet<>();

    Lifetimes(Groups groups) {
        this.groups = groups;
        Map<Node, Integer> groupOf = new HashMap<>();
        List<Emitted> instructions = groups.instructions();
        for (int i = 0; i < instructions.size(); i++) {
            Emitted emitted = instructions.get(i);
            for (Node read : emitted.reads()) {
                lastRead.put(read, i);
                if (groupOf.getOrDefault(read, groups.of()[i]) != groups.of()[i]) {
                    leavesGroup.add(read);
                }
            }
            Node written = emitted.writes();
            if (written != null) {
                groupOf.put(written, groups.of()[i]);
                lastRead.put(written, i);
                if (!emitted.byRow()) {
                    leavesGroup.add(written);
                }
            }
        }
    }

    /** Returns whether a value lives only for a block of rows. */
    boolean ofBlock(Node value) {
        return !leavesGroup.contains(value);
    }

    /**
     * Returns the last instruction that needs a value. For a value of a chunk, it is the last instruction of the group that reads
     * it last.
     */
    int end(Node value) {
        int last = lastRead.get(value);
        return ofBlock(value) ? last : groups.end(last);
    }
}
