package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.execution.Emission.Emitted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How long values live: those that only their group of instructions sees, for a block of rows; others, for a chunk. */
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

    /** Whether a value lives for a block of rows only. */
    boolean ofBlock(Node value) {
        return !leavesGroup.contains(value);
    }

    /** The last instruction during which a value lives: if that of a chunk, the last of the group that reads it last. */
    int end(Node value) {
        int last = lastRead.get(value);
        return ofBlock(value) ? last : groups.end(last);
    }
}
