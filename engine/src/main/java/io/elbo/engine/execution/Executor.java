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
 * Runs one program on batches of rows. Everything is planned and allocated when it is made; a run allocates nothing. An
 * executor is used by one thread at a time; any number of them may share parameters that none of them trains.
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
     * A program that computes values.
     *
     * @param outputs row-wise nodes
     * @param rows of a batch at most
     */
    public static Executor forward(Collection<Node> outputs, Parameters parameters, int rows, Workers workers) {
        Plan plan = Planner.plan(outputs, Map.of(), parameters::tensor, check(rows), workers.threads());
        return new Executor(plan, Run.forward(plan, workers), rows, List.of(), null);
    }

    /** A program that also computes the gradients of the mean of a row-wise scalar; see {@link #gradients}. */
    public static Executor gradients(
            Node loss, Collection<Node> outputs, Parameters parameters, int rows, Workers workers) {
        return gradients(List.of(new Goal(loss)), outputs, parameters, rows, workers);
    }

    /** A program that also computes the gradients of each goal's loss by its parameters; the others' stay zero. */
    public static Executor gradients(
            List<Goal> goals, Collection<Node> outputs, Parameters parameters, int rows, Workers workers) {
        Plan plan = Planner.plan(outputs, Gradients.of(goals), parameters::tensor, check(rows), workers.threads());
        Parameters gradients = parameters.zerosLike();
        return new Executor(plan, Run.gradients(plan, workers, gradients::tensor), rows, List.of(), gradients);
    }

    /**
     * A program that follows the gradients of the mean of a row-wise scalar.
     *
     * @param optimizer how parameters follow their gradients
     * @param greatestNorm gradients whose Euclidean norm over all parameters is greater are scaled down to it; 0 for
     *     none. Costs a further pass over the gradients
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
     * A program in which parameters follow the losses of their goals; parameters of no goal keep their values. The norm
     * is taken over the gradients of all goals together.
     *
     * @param goals any parameter belongs to at most one
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

    /** Rows of a batch at most. */
    public int rows() {
        return rows;
    }

    /** What the optimizer remembers, one value a parameter value each: the mean, and the mean of the squares. */
    public List<Parameters> moments() {
        return moments;
    }

    /** The gradients of the last run, where they are kept. */
    public Parameters gradients() {
        if (gradients == null) {
            throw new IllegalStateException("this program does not keep gradients");
        }
        return gradients;
    }

    /**
     * Computes the outputs of a batch, and the gradients if the program has them.
     *
     * @param feed gives the inputs
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
     * Computes the outputs of a batch and makes one step of the optimizer.
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
        // not before the first step is done: compiling would take a processor from it
        KernelChoice.warmUp();
    }

    private void checkCount(int count) {
        if (count < 1 || count > rows) {
            throw new IllegalArgumentException(count + " rows: this program takes batches of 1 to " + rows);
        }
    }

    /** One number of an output of the last run. */
    public float value(Node output, int row, int element) {
        return plan.value(output, row, element);
    }

    /** Copies an output of the last run, row by row. */
    public void copy(Node output, int firstRow, int count, float[] to, int at) {
        plan.copy(output, firstRow, count, to, at);
    }
}
