package io.elbo.engine.execution;

import io.elbo.engine.Feed;
import io.elbo.engine.Goal;
import io.elbo.engine.Gradients;
import io.elbo.engine.Node;
import io.elbo.engine.Optimizer;
import io.elbo.engine.Workers;
import io.elbo.engine.kernel.KernelChoice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Runs one program on batches of rows. The constructor plans and allocates everything; a run allocates nothing. An executor is
 * used by one thread at a time. Any number of executors may share parameters that none of them trains.
 */
public final class Executor {
    private final Plan plan;
    private final Run run;
    private final int rows;
    private final List<Parameters> moments;
    private final Parameters gradients;

    private Executor(Plan plan, Run run, int rows, List<Parameters> moments, Parameters gradients) {
        this.plan = plan;
        this.run = run;
        this.rows = rows;
        this.moments = moments;
        this.gradients = gradients;
    }

    /**
     * Creates a program that computes values.
     *
     * @param outputs row-wise nodes
     * @param rows the batch capacity
     */
    public static Executor forward(Collection<Node> outputs, Parameters parameters, int rows, Workers workers) {
        Plan plan = Planner.plan(outputs, Map.of(), parameters::tensor, check(rows), workers.threads());
        return new Executor(plan, Run.forward(plan, workers), rows, List.of(), null);
    }

    /** Creates a program that also computes the gradients of the mean of a row-wise scalar; see {@link #gradients}. */
    public static Executor gradients(
            Node loss, Collection<Node> outputs, Parameters parameters, int rows, Workers workers) {
        return gradients(List.of(new Goal(loss)), outputs, parameters, rows, workers);
    }

    /**
     * Creates a program that also computes the gradients of each goal's loss with respect to its parameters. All other gradients
     * stay zero.
     */
    public static Executor gradients(
            List<Goal> goals, Collection<Node> outputs, Parameters parameters, int rows, Workers workers) {
        Plan plan = Planner.plan(outputs, Gradients.of(goals), parameters::tensor, check(rows), workers.threads());
        Parameters gradients = parameters.zerosLike();
        return new Executor(plan, Run.gradients(plan, workers, gradients::tensor), rows, List.of(), gradients);
    }

    /**
     * Creates a program that minimizes the mean of a row-wise scalar.
     *
     * @param optimizer how gradients update parameters
     * @param greatestNorm if the Euclidean norm of the gradients over all parameters is greater, the gradients are scaled down to
     *     it; 0 for none. It costs a further pass over the gradients
     */
    public static Executor training(
            Node loss,
            Collection<Node> outputs,
            Parameters parameters,
            Optimizer optimizer,
            double greatestNorm,
            int rows,
            Workers workers) {
        return training(List.of(new Goal(loss)), outputs, parameters, optimizer, greatestNorm, rows, workers);
    }

    /**
     * Creates a program in which parameters minimize the losses of their goals. Parameters of no goal keep their values. The norm
     * is taken over the gradients of all goals together.
     *
     * @param goals each parameter belongs to at most one
     */
    public static Executor training(
            List<Goal> goals,
            Collection<Node> outputs,
            Parameters parameters,
            Optimizer optimizer,
            double greatestNorm,
            int rows,
            Workers workers) {
        if (!(greatestNorm >= 0)) {
            throw new IllegalArgumentException("greatest gradient norm " + greatestNorm + ": must be 0 (none) or more");
        }
        Plan plan = Planner.plan(outputs, Gradients.of(goals), parameters::tensor, check(rows), workers.threads());
        List<Parameters> moments = new ArrayList<>();
        for (int i = 0; i < optimizer.moments(); i++) {
            moments.add(parameters.zerosLike());
        }
        Parameters gradients = greatestNorm > 0 ? parameters.zerosLike() : null;
        Run run = Run.training(
                plan,
                workers,
                optimizer,
                greatestNorm,
                moments.get(0)::tensor,
                moments.get(moments.size() - 1)::tensor,
                gradients == null ? null : gradients::tensor);
        return new Executor(plan, run, rows, List.copyOf(moments), gradients);
    }

    private static int check(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows " + rows + ": a batch has at least one row");
        }
        return rows;
    }

    /** Returns the batch capacity. */
    public int rows() {
        return rows;
    }

    /** Returns the moments of the optimizer, one value for each parameter value: the mean, and the mean of the squares. */
    public List<Parameters> moments() {
        return moments;
    }

    /** Returns the gradients of the last run, if the program keeps them. */
    public Parameters gradients() {
        if (gradients == null) {
            throw new IllegalStateException("this program does not keep gradients");
        }
        return gradients;
    }

    /**
     * Computes the outputs of a batch, and the gradients if the program has them.
     *
     * @param feed supplies the inputs
     * @param count rows of this batch, at most {@link #rows}
     * @param seed of the random numbers
     * @param step address of the random numbers
     * @param firstRow the first row's address for random numbers
     */
    public void run(Feed feed, int count, long seed, int step, int firstRow) {
        checkCount(count);
        run.rows(feed, count, seed, step, firstRow);
        run.gradients();
        KernelChoice.warmUp();
    }

    /**
     * Computes the outputs of a batch and makes one optimizer step.
     *
     * @param number of the step, from 1; also the address of its random numbers
     */
    public void train(Feed feed, int count, long seed, int number, double learningRate) {
        checkCount(count);
        if (number < 1) {
            throw new IllegalArgumentException("step " + number + ": steps are counted from 1");
        }
        run.rows(feed, count, seed, number, 0);
        run.update(learningRate, number);
        // after the first step, because compilation would compete with it for a processor
        KernelChoice.warmUp();
    }

    private void checkCount(int count) {
        if (count < 1 || count > rows) {
            throw new IllegalArgumentException(count + " rows: this program takes batches of 1 to " + rows);
        }
    }

    /** Returns one number of an output of the last run. */
    public float value(Node output, int row, int element) {
        return plan.value(output, row, element);
    }

    /** Copies an output of the last run, row by row. */
    public void copy(Node output, int firstRow, int count, float[] to, int at) {
        plan.copy(output, firstRow, count, to, at);
    }
}
