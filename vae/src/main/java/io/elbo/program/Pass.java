package io.elbo.program;

import io.elbo.data.Rows;
import io.elbo.engine.Feed;
import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.spec.VaeSpec;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A program from some inputs to some outputs that any number of threads may run at once: each takes an executor for itself
 * and puts it back. Many rows are cut into blocks, which all processors work off.
 */
public final class Pass {
    private static final int BLOCK = 128;

    private final Parameters parameters;
    private final Supplier<List<Node>> program;
    private final Queue<Ready> single = new ConcurrentLinkedQueue<>();
    private final Queue<Ready> blocks = new ConcurrentLinkedQueue<>();

    private record Ready(List<Node> outputs, Executor executor) {}

    public Pass(Parameters parameters, Supplier<List<Node>> program) {
        this.parameters = parameters;
        this.program = program;
    }

    /** Rows to the mean and, if it is no point, the log variance of q(z|x). */
    public static Pass encoder(VaeSpec spec, Parameters parameters) {
        return new Pass(parameters, () -> {
            Programs.EncodeProgram program = Programs.encode(spec);
            return program.logVariance() == null
                    ? List.of(program.mean())
                    : List.of(program.mean(), program.logVariance());
        });
    }

    /**
     * Runs all rows: {@code [output][row][element]}.
     *
     * @param inputs the rows of each input by its name, equally many
     */
    public float[][][] run(Map<String, Rows> inputs) {
        Map.Entry<String, Rows> any = inputs.entrySet().iterator().next();
        int count = any.getValue().count();
        int outputs = program.get().size();
        float[][][] results = new float[outputs][count][];
        if (count == 1) {
            run(inputs, 0, 1, results, single, 1);
        } else {
            IntStream blocksOfRows = IntStream.range(0, (count + BLOCK - 1) / BLOCK);
            (count > BLOCK ? blocksOfRows.parallel() : blocksOfRows).forEach(block -> {
                int from = block * BLOCK;
                run(inputs, from, Math.min(BLOCK, count - from), results, blocks, BLOCK);
            });
        }
        return results;
    }

    private void run(
            Map<String, Rows> inputs, int from, int count, float[][][] results, Queue<Ready> pool, int capacity) {
        Ready ready = pool.poll();
        if (ready == null) {
            List<Node> outputs = program.get();
            ready = new Ready(outputs, Executor.forward(outputs, parameters, capacity, Workers.of(1)));
        }
        Rows[] sources = ready.outputs.get(0).graph().inputs().stream()
                .map(n -> inputs.get(((Op.Input) n.op()).name()))
                .toArray(Rows[]::new);
        Feed feed = (input, row, to, at) -> sources[input].read(from + row, to, at);
        ready.executor.run(feed, count, 0, 0, from);
        for (int i = 0; i < results.length; i++) {
            int size = ready.outputs.get(i).shape().size();
            for (int row = 0; row < count; row++) {
                float[] values = new float[size];
                ready.executor.copy(ready.outputs.get(i), row, 1, values, 0);
                results[i][from + row] = values;
            }
        }
        pool.add(ready);
    }
}
