package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.Op;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Turns a graph into a {@link Plan} in steps: the nodes that are needed ({@link Program}), their order and the lifetimes of their
 * values ({@link ExecutionOrder}), the additional forms in which products read them ({@link OperandForms}), instructions
 * ({@link Emitter}), groups of instructions ({@link Groups}), memory ({@link Memory}), and the tasks of the gradients
 * ({@link GradientTasks}).
 */
final class Planner {
    private Planner() {}

    /**
     * Plans a program.
     *
     * @param outputs row-wise nodes whose values are wanted
     * @param gradients for each trained parameter the shared nodes whose sum is its gradient
     * @param tensors the parameters by name
     * @param rows the batch capacity
     * @param threads that run the program
     */
    static Plan plan(
            Collection<Node> outputs,
            Map<Node, List<Node>> gradients,
            Function<String, Tensor> tensors,
            int rows,
            int threads) {
        Function<Node, Tensor> parameters =
                node -> tensors.apply(((Op.Parameter) Values.root(node).op()).name());
        Program program = Program.of(outputs, gradients.values(), rows);
        ExecutionOrder schedule = ExecutionOrder.of(program);
        OperandForms forms = OperandForms.of(schedule.order(), rows);
        Emission emission = new Emitter(schedule, forms, parameters, rows).emit();
        Groups groups = Groups.of(emission.instructions());
        Memory memory = Memory.allocate(groups, emission.buffers(), program.draws(), rows, threads);
        GradientTasks tasks = GradientTasks.of(gradients, parameters, emission, forms);

        Map<Node, Buffer> results = new HashMap<>();
        outputs.forEach(node -> results.put(node, emission.buffer(node)));
        return new Plan(
                groups.phases(memory.blockRows()),
                emission.shared().toArray(Buffer[]::new),
                memory.chunkRows(),
                results,
                tasks.tasks(),
                tasks.squares(),
                workers(threads, emission, tasks, forms));
    }

    private static Worker[] workers(int threads, Emission emission, GradientTasks tasks, OperandForms forms) {
        int patches = Math.max(emission.patches(), tasks.largest(GradientTask::patches));
        int blocks = tasks.largest(GradientTask::blocks);
        int gradient = tasks.largest(GradientTask::size);
        Worker[] workers = new Worker[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] =
                    new Worker(i, patches, blocks, gradient, !forms.nonZeros().isEmpty());
        }
        return workers;
    }
}
