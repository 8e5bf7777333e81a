package io.elbo.program;

import io.elbo.data.Rows;
import io.elbo.engine.Feed;
import io.elbo.engine.Node;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.parallel.Threads;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A program from inputs to outputs. Thread-safe: each thread takes an executor from a pool and returns it. Many rows are divided into blocks,
 * which are processed in parallel.
 */
public final class Pass {
    private static final int BLOCK = 128;

    private final Parameters parameters;
    private final List<Node> outputs;
    private final List<Input> inputs;
    private final int block;
    private final Queue<Executor> single = new ConcurrentLinkedQueue<>();
    private final Queue<Executor> blocks = new ConcurrentLinkedQueue<>();

    /** @param outputs of one graph */
    public Pass(Parameters parameters, List<Node> outputs) {
        this(parameters, outputs, BLOCK);
    }

    /**
     * @param outputs of one graph
     * @param block the number of rows that are processed together, 1 or more
     */
    public Pass(Parameters parameters, List<Node> outputs, int block) {
        this.parameters = parameters;
        this.block = block;
        this.outputs = List.copyOf(outputs);
        inputs = Input.of(outputs.get(0).graph());
    }

    /**
     * Runs all rows and returns {@code [output][row][element]}.
     *
     * @param given the rows of each input, the same number for all
     */
    public float[][][] run(Map<Input, Rows> given) {
        Rows[] sources = inputs.stream().map(given::get).toArray(Rows[]::new);
        int count = sources[0].count();
        float[][][] results = new float[outputs.size()][count][];
        if (count == 1) {
            run(sources, 0, 1, results, single, 1);
        } else {
            Threads.each((count + block - 1) / block, index -> {
                int from = index * block;
                run(sources, from, Math.min(block, count - from), results, blocks, block);
            });
        }
        return results;
    }

    private void run(Rows[] sources, int from, int count, float[][][] results, Queue<Executor> pool, int capacity) {
        Executor executor = pool.poll();
        if (executor == null) {
            executor = Executor.forward(outputs, parameters, capacity, Workers.of(1));
        }
        Feed feed = (input, row, to, at) -> sources[input].read(from + row, to, at);
        executor.run(feed, count, 0, 0, from);
        for (int i = 0; i < results.length; i++) {
            int size = outputs.get(i).shape().size();
            for (int row = 0; row < count; row++) {
                float[] values = new float[size];
                executor.copy(outputs.get(i), row, 1, values, 0);
                results[i][from + row] = values;
            }
        }
        pool.add(executor);
    }
}
