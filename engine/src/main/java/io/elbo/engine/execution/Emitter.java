package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.execution.Emission.Emitted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Emits the instructions of the row-wise nodes of a schedule. It gives each value a buffer and emits what computes the value and
 * the forms that products read. For instructions that process draws, the draws of a row are rows.
 */
final class Emitter {
    private final ExecutionOrder schedule;
    private final OperandForms forms;
    private final Function<Node, Tensor> parameters;
    private final int rows;
    private final Emission emission = new Emission(new ArrayList<>(), new HashMap<>(), new ArrayList<>());
    private final InstructionSelection selection;

    Emitter(ExecutionOrder schedule, OperandForms forms, Function<Node, Tensor> parameters, int rows) {
        this.schedule = schedule;
        this.forms = forms;
        this.parameters = parameters;
        this.rows = rows;
        selection = new InstructionSelection(emission::buffer, forms.nonZeros(), parameters);
    }

    Emission emit() {
        for (Node node : schedule.order()) {
            if (node.rowwise()) {
                if (Values.root(node) == node) {
                    value(node);
                }
                forms(node);
            }
        }
        return emission;
    }

    private void value(Node node) {
        Map<Node, Buffer> buffers = emission.buffers();
        Buffer present = present(node);
        if (present != null && !schedule.contiguous().contains(node)) {
            buffers.put(node, present);
            return;
        }
        int size = node.shape().size();
        Buffer to = schedule.wholeBatch().contains(node)
                ? Buffer.wholeBatch(size, rows, node.draws())
                : Buffer.chunk(size, node.draws());
        buffers.put(node, to);
        List<Node> reads = node.inputs().stream()
                .filter(Node::rowwise)
                .map(schedule::memory)
                .toList();
        add(
                node,
                present != null ? new RowInstructions.Copy(present, to) : selection.of(node, to),
                Stages.times(node),
                reads,
                node);
    }

    /** Returns the buffer of a value that exists already and need not be computed for each row; null for others. */
    private Buffer present(Node node) {
        int size = node.shape().size();
        if (node.op() instanceof Op.Fill fill) {
            float[] values = new float[size];
            Arrays.fill(values, fill.value());
            return Buffer.constant(values, size);
        } else if (node.op() instanceof Op.Spread) {
            return Buffer.constant(parameters.apply(node.inputs().get(0)).data(), size);
        } else if (node.op() instanceof Op.AllRows) {
            Buffer ofRows = emission.buffer(node.inputs().get(0));
            emission.shared().add(ofRows);
            return ofRows.allRows();
        } else if (node.op() instanceof Op.EachDraw each) {
            return emission.buffer(node.inputs().get(0)).eachDraw(each.draws());
        }
        return null;
    }

    private void forms(Node node) {
        NonZeros nonZeros = forms.nonZeros().get(node);
        Buffer from = emission.buffer(node);
        if (nonZeros != null) {
            add(node, new RowInstructions.FindNonZeros(from, nonZeros), 1, List.of(Values.root(node)), null);
        }
        for (Packed strips : forms.strips(node)) {
            add(node, new RowInstructions.Pack(from, strips), node.draws(), List.of(schedule.memory(node)), null);
        }
    }

    private void add(Node node, Instruction instruction, int times, List<Node> reads, Node writes) {
        emission.instructions().add(new Emitted(instruction, schedule.phases().of(node), times, reads, writes));
    }
}
