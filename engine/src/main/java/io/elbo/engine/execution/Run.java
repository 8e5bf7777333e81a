package io.elbo.engine.execution;

import io.elbo.engine.Feed;
import io.elbo.engine.Optimizer;
import io.elbo.engine.Workers;
import io.elbo.engine.kernel.KernelChoice;
import io.elbo.engine.kernel.Kernels;
import io.elbo.engine.kernel.UpdateRule;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Runs a plan on a team of threads: each phase of the row-wise part in chunks, a barrier, the pieces of the gradients with the
 * optimizer's step on each, a barrier. If gradients are clipped, their norm is known only after all pieces, so the optimizer's
 * steps run afterwards.
 */
final class Run {
    private final Plan plan;
    private final Workers workers;
    private final AtomicInteger next = new AtomicInteger();
    private final Workers.Work rowWork = this::chunks;
    private final Workers.Work updateWork = this::updates;
    private final Workers.Work storeWork = this::stores;
    private final Workers.Work clippedWork = this::clippedUpdates;
    private final Tensor[] first;
    private final Tensor[] second;
    private final Tensor[] gradients;
    private final UpdateRule rule;
    private final double greatestNorm;
    private float factor;
    private int rows;
    private Instruction[] phase;

    private Run(
            Plan plan,
            Workers workers,
            UpdateRule rule,
            double greatestNorm,
            Function<String, Tensor> first,
            Function<String, Tensor> second,
            Function<String, Tensor> gradients) {
        this.plan = plan;
        this.workers = workers;
        this.rule = rule;
        this.greatestNorm = greatestNorm;
        this.first = each(plan, first);
        this.second = each(plan, second);
        this.gradients = each(plan, gradients);
    }

    private static Tensor[] each(Plan plan, Function<String, Tensor> tensors) {
        if (tensors == null) {
            return null;
        }
        Tensor[] result = new Tensor[plan.tasks().length];
        for (int i = 0; i < result.length; i++) {
            result[i] = tensors.apply(plan.tasks()[i].parameter().name());
        }
        return result;
    }

    public static Run forward(Plan plan, Workers workers) {
        return new Run(plan, workers, null, 0, null, null, null);
    }

    public static Run gradients(Plan plan, Workers workers, Function<String, Tensor> gradients) {
        return new Run(plan, workers, null, 0, null, null, gradients);
    }

    public static Run training(
            Plan plan,
            Workers workers,
            Optimizer optimizer,
            double greatestNorm,
            Function<String, Tensor> first,
            Function<String, Tensor> second,
            Function<String, Tensor> gradients) {
        return new Run(plan, workers, new UpdateRule(optimizer), greatestNorm, first, second, gradients);
    }

    /** Runs the row-wise part. */
    public void rows(Feed feed, int count, long seed, int step, int firstRow) {
        rows = count;
        Kernels kernels = KernelChoice.current();
        for (Worker worker : plan.workers()) {
            worker.kernels = kernels;
            worker.feed = feed;
            worker.rows = count;
            worker.seed = seed;
            worker.step = step;
            worker.firstRow = firstRow;
        }
        for (Buffer buffer : plan.shared()) {
            buffer.clear(count);
        }
        for (Instruction[] instructions : plan.phases()) {
            phase = instructions;
            start(rowWork, (count + plan.chunkRows() - 1) / plan.chunkRows());
        }
    }

    /** Computes and stores the gradients. */
    public void gradients() {
        if (gradients != null) {
            start(storeWork, plan.tasks().length);
        }
    }

    /** Computes the gradients and makes an optimizer step. */
    public void update(double learningRate, long number) {
        rule.prepare(learningRate, number);
        if (greatestNorm == 0) {
            start(updateWork, plan.tasks().length);
            return;
        }
        gradients();
        double squares = 0;
        for (double s : plan.squares()) {
            squares += s;
        }
        double norm = Math.sqrt(squares);
        factor = norm > greatestNorm ? (float) (greatestNorm / norm) : 1;
        start(clippedWork, plan.tasks().length);
    }

    private void start(Workers.Work work, int pieces) {
        next.set(0);
        if (pieces > 1) {
            workers.run(work);
        } else {
            work.run(0);
        }
    }

    private void chunks(int index) {
        Worker worker = plan.workers()[index];
        int size = plan.chunkRows();
        for (int from = next.getAndIncrement() * size; from < rows; from = next.getAndIncrement() * size) {
            worker.chunkStart = from;
            int to = Math.min(rows, from + size);
            for (Instruction instruction : phase) {
                instruction.run(worker, from, to);
            }
        }
    }

    private void updates(int index) {
        Worker worker = plan.workers()[index];
        GradientTask[] tasks = plan.tasks();
        for (int i = next.getAndIncrement(); i < tasks.length; i = next.getAndIncrement()) {
            tasks[i].update(worker, rule, first[i], second[i]);
        }
    }

    private void stores(int index) {
        Worker worker = plan.workers()[index];
        GradientTask[] tasks = plan.tasks();
        for (int i = next.getAndIncrement(); i < tasks.length; i = next.getAndIncrement()) {
            tasks[i].store(worker, gradients[i]);
        }
    }

    private void clippedUpdates(int index) {
        Worker worker = plan.workers()[index];
        GradientTask[] tasks = plan.tasks();
        for (int i = next.getAndIncrement(); i < tasks.length; i = next.getAndIncrement()) {
            tasks[i].updateFrom(worker, gradients[i], factor, rule, first[i], second[i]);
        }
    }
}
