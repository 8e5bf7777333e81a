package io.elbo.engine.execution;

import io.elbo.engine.ConvGeometry;
import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.kernel.Panels;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns a graph into a {@link Plan}. Row-wise nodes become instructions in the order of the graph, phase by phase;
 * consecutive ones that look at single rows are grouped. A value lives for a block of rows if only its group sees it, for a chunk
 * if only row-wise instructions see it (chunk buffers are shared by values that do not live at once), and for the whole
 * batch if it is an output, a later phase reads it or a convolution's gradient does. What sums over the batch read is
 * copied to {@link Packed} strips, but for data, whose zeros may be left out ({@link NonZeros}). The draws of a row are rows
 * to the instructions that work at them.
 */
final class Planner {
    /** Bytes of chunk buffers to aim at: about a core's second-level cache. */
    private static final long CHUNK_BYTES = 1 << 20;

    /** The same of the values of a group's block: a core's first-level cache. */
    private static final int BLOCK_BYTES = 1 << 15;

    /** Numbers that are as fast one after the other as any more: blocks of rows so wide gain nothing. */
    private static final int LONG_RUN = 2048;

    private static final int LEAST_CHUNK = 8;
    private static final int GREATEST_CHUNK = 128;
    /** Rows of a parameter that one gradient task takes: multiples of {@link Panels#BLOCK}. */
    private static final int TASK_DEPTH = 264;

    /** The same where the left operand may have many zeros, whose terms are listed once for many panels. */
    private static final int SPARSE_TASK_DEPTH = 48;

    private static final int SPARSE_TASK_PANELS = 33;
    /** NonZeroTerms of a product, and columns of it, from which on it is worth while to look for zeros. */
    private static final int LEAST_SPARSE_DEPTH = 64;

    private static final int LEAST_SPARSE_COLUMNS = 128;

    /** Columns of a patch that are worth gathering; whole lines of the kernel are, which are runs of memory. */
    private static final int LEAST_PATCH_COLUMNS = 64;

    private final Function<String, Tensor> tensors;
    private final int rows;
    private final int threads;
    private final Set<Node> needed = new HashSet<>();
    private final List<Node> order = new ArrayList<>();
    private final Map<Node, Buffer> buffers = new HashMap<>();
    private final List<Emitted> emitted = new ArrayList<>();
    private final Map<Node, Packed> blocks = new HashMap<>();
    private final Map<Node, Packed> panels = new HashMap<>();
    private final Map<Node, NonZeros> nonZeros = new HashMap<>();
    private final List<Buffer> shared = new ArrayList<>();
    /** Values of which an instruction reads all rows of a chunk at once. */
    private final Set<Node> contiguous = new HashSet<>();

    private final Set<Integer> phaseStarts = new HashSet<>();
    private int patchLength;
    private int blockLength;

    /**
     * An instruction and the values that it reads and writes.
     *
     * @param times how often it is done for each row: once for each draw
     */
    private record Emitted(Instruction instruction, int times, List<Node> reads, Node writes) {
        boolean byRow() {
            return instruction instanceof Instruction.ByRow;
        }
    }

    private Planner(Function<String, Tensor> tensors, int rows, int threads) {
        this.tensors = tensors;
        this.rows = rows;
        this.threads = threads;
    }

    /**
     * Plans a program.
     *
     * @param outputs row-wise nodes whose values are wanted
     * @param gradients for each trained parameter the shared nodes whose sum is its gradient
     * @param tensors the parameters by name
     * @param rows of a batch at most
     * @param threads that will run it
     */
    public static Plan plan(
            Collection<Node> outputs,
            Map<Node, List<Node>> gradients,
            Function<String, Tensor> tensors,
            int rows,
            int threads) {
        return new Planner(tensors, rows, threads).plan(outputs, gradients);
    }

    private Plan plan(Collection<Node> outputs, Map<Node, List<Node>> gradients) {
        outputs.forEach(this::reach);
        gradients.values().forEach(list -> list.forEach(this::reach));
        order.sort(Comparator.comparingInt(Node::id));
        order.forEach(this::checkCapacity);
        outputs.forEach(Planner::checkOutput);

        Set<Node> wholeBatch = new HashSet<>();
        outputs.forEach(n -> wholeBatch.add(root(n)));
        for (Node node : order) {
            if (node.op() instanceof Op.ConvolveOuterSum) {
                wholeBatch.add(root(node.inputs().get(0)));
            } else if (Phases.couplesRows(node.op())) {
                wholeBatch.add(root(node.inputs().get(0)));
            } else if (node.op() instanceof Op.OuterSum && maySkipZeros(node)) {
                wholeBatch.add(root(node.inputs().get(0)));
            }
        }
        Phases phases = new Phases(order, wholeBatch);
        Stages stages = new Stages(order);
        order.sort(
                Comparator.comparingInt(phases::of).thenComparingInt(stages::of).thenComparingInt(Node::id));
        contiguous.addAll(wholeBatch);
        for (Node node : order) {
            if (isProduct(node.op())) {
                contiguous.add(root(node.inputs().get(0)));
            }
        }
        for (Node node : order) {
            Node kept = memory(node);
            if (phases.crosses(node) && (!isConstant(kept.op()) || contiguous.contains(kept))) {
                wholeBatch.add(kept);
            }
        }
        findZeros();
        packWhatIsSummed();
        emit(wholeBatch, phases);
        int[] groups = group();
        int[] blockRows = new int[groups.length == 0 ? 0 : groups[groups.length - 1] + 1];
        int chunkRows = allocate(groups, blockRows);
        Map<Node, Buffer> results = new HashMap<>();
        outputs.forEach(n -> results.put(n, buffer(n)));

        List<GradientTask> tasks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int squares = gradients.keySet().stream()
                .mapToInt(p -> pieces(p, gradients.get(p)) * tensor(p).layout().columns())
                .sum();
        double[] sums = new double[squares];
        int at = 0;
        for (Map.Entry<Node, List<Node>> entry : gradients.entrySet()) {
            at = split(entry.getKey(), entry.getValue(), tasks, sums, at);
            while (names.size() < tasks.size()) {
                names.add(((Op.Parameter) entry.getKey().op()).name());
            }
        }
        int largest = tasks.stream().mapToInt(GradientTask::size).max().orElse(0);
        Worker[] workers = new Worker[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = new Worker(i);
            workers[i].patches = new float[patchLength];
            workers[i].blocks = new float[blockLength];
            workers[i].terms = nonZeros.isEmpty() ? null : new NonZeroTerms();
            workers[i].gradient = new float[largest];
        }
        return new Plan(
                phases(groups, blockRows),
                shared.toArray(Buffer[]::new),
                chunkRows,
                results,
                tasks.toArray(GradientTask[]::new),
                names.toArray(String[]::new),
                sums,
                workers);
    }

    /** Puts a node behind its inputs. Without recursion: a sum over thousands of columns is a chain as long. */
    private void reach(Node goal) {
        Deque<Node> path = new ArrayDeque<>();
        Deque<Iterator<Node>> inputs = new ArrayDeque<>();
        for (Node next = needed.add(goal) ? goal : null; next != null || !path.isEmpty(); ) {
            if (next != null) {
                path.push(next);
                inputs.push(next.inputs().iterator());
            }
            next = null;
            while (next == null && inputs.peek().hasNext()) {
                Node input = inputs.peek().next();
                next = needed.add(input) ? input : null;
            }
            if (next == null) {
                inputs.pop();
                order.add(path.pop());
            }
        }
    }

    /** What a node's value is made as: the value under a reshape, or under another name. */
    static Node root(Node node) {
        boolean same = node.op() instanceof Op.Reshape || node.op() instanceof Op.Detach;
        return same ? root(node.inputs().get(0)) : node;
    }

    /** Where a node's value lies: the value for all draws, unless a copy for each is needed. */
    private Node memory(Node node) {
        Node root = root(node);
        return root.op() instanceof Op.EachDraw && !contiguous.contains(root)
                ? memory(root.inputs().get(0))
                : root;
    }

    private Buffer buffer(Node node) {
        return buffers.get(root(node));
    }

    private Tensor tensor(Node parameter) {
        return tensors.apply(((Op.Parameter) root(parameter).op()).name());
    }

    /** Whether a value need not be computed for each row, because it is already somewhere. */
    private static boolean isConstant(Op op) {
        return op instanceof Op.Fill || op instanceof Op.Spread || op instanceof Op.AllRows;
    }

    static boolean isProduct(Op op) {
        return op instanceof Op.Affine
                || op instanceof Op.AffineTransposed
                || op instanceof Op.Convolve
                || op instanceof Op.ConvolveTransposed;
    }

    /** Whether a product may leave out zeros: its left operand is data, and it is large enough to look for them. */
    private static boolean maySkipZeros(Node product) {
        boolean sum = product.op() instanceof Op.OuterSum;
        if (!sum && !(product.op() instanceof Op.Affine)) {
            return false;
        }
        Node x = product.inputs().get(0);
        int columns = (sum ? product.inputs().get(1) : product).shape().last();
        return isData(root(x)) && x.shape().last() >= LEAST_SPARSE_DEPTH && columns >= LEAST_SPARSE_COLUMNS;
    }

    private static boolean isData(Node node) {
        return node.op() instanceof Op.Input
                || node.op() instanceof Op.Concat && node.inputs().stream().allMatch(n -> isData(root(n)));
    }

    private void findZeros() {
        for (Node node : order) {
            if (maySkipZeros(node)) {
                nonZeros.computeIfAbsent(
                        node.inputs().get(0),
                        n -> NonZeros.of(n.shape().last(), n.shape().leading(), rows));
            }
        }
    }

    private void packWhatIsSummed() {
        for (Node node : order) {
            if (node.op() instanceof Op.OuterSum) {
                Node x = node.inputs().get(0);
                Node y = node.inputs().get(1);
                if (!maySkipZeros(node)) {
                    blocks.computeIfAbsent(x, n -> packed(n, Panels.BLOCK));
                }
                panels.computeIfAbsent(y, n -> packed(n, Panels.WIDTH));
            } else if (node.op() instanceof Op.BatchSum) {
                panels.computeIfAbsent(node.inputs().get(0), n -> packed(n, Panels.WIDTH));
            } else if (node.op() instanceof Op.ConvolveOuterSum) {
                panels.computeIfAbsent(node.inputs().get(1), n -> packed(n, Panels.WIDTH));
            }
        }
    }

    private void checkCapacity(Node node) {
        if (node.op() instanceof Op.BatchSized op && op.rows() != rows) {
            throw new IllegalArgumentException(node + " is written for batches of at most " + op.rows()
                    + " rows, this executor is made for " + rows + ": both must be the same");
        }
    }

    private static void checkOutput(Node output) {
        if (output.draws() > 1) {
            throw new IllegalArgumentException("output " + output + ": join the draws first");
        }
    }

    private Packed packed(Node node, int width) {
        return Packed.of(node.shape().last(), node.shape().leading(), rows, node.draws(), width);
    }

    private void emit(Set<Node> wholeBatch, Phases phases) {
        int phase = 0;
        for (Node node : order) {
            if (!node.rowwise()) {
                continue;
            }
            if (phases.of(node) > phase) {
                phase = phases.of(node);
                phaseStarts.add(emitted.size());
            }
            if (root(node) == node) {
                emit(node, wholeBatch.contains(node));
            }
            if (nonZeros.containsKey(node)) {
                RowInstructions.FindNonZeros find = new RowInstructions.FindNonZeros(buffer(node), nonZeros.get(node));
                emitted.add(new Emitted(find, 1, List.of(root(node)), null));
            }
            // a value and its reshapes may be packed apart: the last axis differs
            for (Packed to : java.util.Arrays.asList(blocks.get(node), panels.get(node))) {
                if (to != null) {
                    Instruction pack = new RowInstructions.Pack(buffer(node), to);
                    emitted.add(new Emitted(pack, node.draws(), List.of(memory(node)), null));
                }
            }
        }
    }

    private void emit(Node node, boolean wholeBatch) {
        int size = node.shape().size();
        List<Node> in = node.inputs();
        Op op = node.op();
        Buffer constant = null;
        if (op instanceof Op.Fill fill) {
            float[] values = new float[size];
            java.util.Arrays.fill(values, fill.value());
            constant = Buffer.constant(values, size);
        } else if (op instanceof Op.Spread) {
            constant = Buffer.constant(tensor(in.get(0)).data(), size);
        } else if (op instanceof Op.AllRows) {
            shared.add(buffer(in.get(0)));
            constant = buffer(in.get(0)).allRows();
        } else if (op instanceof Op.EachDraw each) {
            constant = buffer(in.get(0)).eachDraw(each.draws());
        }
        if (constant != null && !contiguous.contains(node)) {
            buffers.put(node, constant);
            return;
        }
        Buffer to = wholeBatch ? Buffer.wholeBatch(size, rows, node.draws()) : Buffer.chunk(size, node.draws());
        buffers.put(node, to);
        Buffer x = in.isEmpty() || !in.get(0).rowwise() ? null : buffer(in.get(0));
        Buffer y = in.size() < 2 || !in.get(1).rowwise() ? null : buffer(in.get(1));
        Instruction instruction;
        if (constant != null) {
            instruction = new RowInstructions.Copy(constant, to);
        } else if (op instanceof Op.Input) {
            instruction = new RowInstructions.Read(node.graph().inputs().indexOf(node), to);
        } else if (op instanceof Op.InverseRows) {
            instruction = new RowInstructions.InverseRows(to);
        } else if (op instanceof Op.Position) {
            instruction = new RowInstructions.Position(to);
        } else if (op instanceof Op.SumForRow) {
            instruction = new SumForRow(x, to);
        } else if (op instanceof Op.Noise noise) {
            instruction = new RowInstructions.Draw(noise.distribution(), noise.stream(), noise.draws(), to);
        } else if (op instanceof Op.Map map) {
            instruction = new RowInstructions.Map(map.function(), x, to);
        } else if (op instanceof Op.Zip zip) {
            instruction = new RowInstructions.Zip(zip.function(), x, y, to);
        } else if (op instanceof Op.Scale scale) {
            instruction = new RowInstructions.Scale(scale.factor(), x, to);
        } else if (op instanceof Op.Shift shift) {
            instruction = new RowInstructions.Shift(shift.summand(), x, to);
        } else if (op instanceof Op.Select) {
            instruction = new RowInstructions.Select(x, y, buffer(in.get(2)), to);
        } else if (op instanceof Op.Reduce reduce) {
            instruction = new RowInstructions.Reduce(reduce, x, to);
        } else if (op instanceof Op.Expand expand) {
            instruction = new RowInstructions.Expand(expand, x, to);
        } else if (op instanceof Op.SumDraws sum) {
            instruction = new RowInstructions.SumDraws(sum.draws(), x, to);
        } else if (op instanceof Op.JoinDraws join) {
            instruction = new RowInstructions.JoinDraws(join.draws(), x, to);
        } else if (op instanceof Op.SplitDraws split) {
            instruction = new RowInstructions.SplitDraws(split.draws(), x, to);
        } else if (op instanceof Op.Transpose transpose) {
            instruction = new RowInstructions.Transpose(transpose.rows(), transpose.columns(), x, to);
        } else if (op instanceof Op.Slice slice) {
            instruction = new RowInstructions.Slice(slice, x, to);
        } else if (op instanceof Op.Embed embed) {
            instruction = new RowInstructions.Embed(embed, x, to);
        } else if (op instanceof Op.Concat) {
            Buffer[] parts = in.stream().map(this::buffer).toArray(Buffer[]::new);
            instruction = new RowInstructions.Concat(node.shape().leading(), parts, to);
        } else {
            instruction = product(node, x, to);
        }
        List<Node> reads = in.stream().filter(Node::rowwise).map(this::memory).toList();
        emitted.add(new Emitted(instruction, Stages.times(node), reads, node));
    }

    private Instruction product(Node node, Buffer x, Buffer to) {
        Tensor weight = tensor(node.inputs().get(1));
        Layout layout = weight.layout();
        float[] bias = node.inputs().size() == 3 ? tensor(node.inputs().get(2)).data() : null;
        if (node.op() instanceof Op.Affine) {
            NonZeros found = nonZeros.get(node.inputs().get(0));
            return found != null && maySkipZeros(node)
                    ? new Products.SparseAffine(x, found, weight.data(), layout.columns(), bias, to)
                    : new Products.Affine(x, weight.data(), layout.depth(), layout.columns(), bias, to);
        } else if (node.op() instanceof Op.AffineTransposed) {
            return new Products.Affine(x, weight.transposed(), layout.columns(), layout.depth(), null, to);
        } else if (node.op() instanceof Op.Convolve convolve) {
            patchLength = Math.max(
                    patchLength,
                    convolve.geometry().smallPixels() * convolve.geometry().patch());
            return new Products.Convolve(convolve.geometry(), x, weight.data(), bias, to);
        } else if (node.op() instanceof Op.ConvolveTransposed convolve) {
            patchLength = Math.max(
                    patchLength,
                    convolve.geometry().smallPixels() * convolve.geometry().patch());
            return new Products.ConvolveTransposed(convolve.geometry(), x, weight.transposed(), bias, to);
        }
        throw new IllegalStateException("no instruction for " + node);
    }

    /** The group of each instruction: a run of row instructions of one phase and as many draws, or a single other one. */
    private int[] group() {
        int[] groups = new int[emitted.size()];
        Set<Node> gathered = new HashSet<>();
        for (int i = 0; i < groups.length; i++) {
            Emitted e = emitted.get(i);
            if (i > 0) {
                Emitted before = emitted.get(i - 1);
                boolean together = e.byRow()
                        && before.byRow()
                        && e.times() == before.times()
                        && !phaseStarts.contains(i)
                        && e.reads().stream().noneMatch(gathered::contains);
                groups[i] = together ? groups[i - 1] : groups[i - 1] + 1;
                if (!together) {
                    gathered.clear();
                }
            }
            if (e.writes() != null && Stages.gathersDraws(e.writes().op())) {
                gathered.add(e.writes());
            }
        }
        return groups;
    }

    private Instruction[][] phases(int[] groups, int[] blockRows) {
        List<Instruction[]> result = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= groups.length; i++) {
            if (i == groups.length || phaseStarts.contains(i)) {
                result.add(instructions(groups, blockRows, start, i));
                start = i;
            }
        }
        return result.toArray(Instruction[][]::new);
    }

    private Instruction[] instructions(int[] groups, int[] blockRows, int start, int stop) {
        List<Instruction> result = new ArrayList<>();
        for (int i = start; i < stop; ) {
            int end = i + 1;
            while (end < stop && groups[end] == groups[i]) {
                end++;
            }
            Instruction instruction = emitted.get(i).instruction();
            if (emitted.get(i).byRow()) {
                instruction = new Instruction.Group(
                        emitted.subList(i, end).stream()
                                .map(e -> (Instruction.ByRow) e.instruction())
                                .toArray(Instruction.ByRow[]::new),
                        blockRows[groups[i]]);
            }
            int times = emitted.get(i).times();
            result.add(times == 1 ? instruction : new Instruction.OfDraws(times, instruction));
            i = end;
        }
        return result.toArray(Instruction[]::new);
    }

    /** A buffer that values take turns in. */
    private static final class Slot {
        private int size;
        private final boolean block;
        private final List<Buffer> buffers = new ArrayList<>();
        /** Of each buffer. */
        private final List<Integer> groups = new ArrayList<>();

        Slot(boolean block) {
            this.block = block;
        }

        /** Floats that blocks of so many rows of each group need. */
        int length(int[] blockRows) {
            int length = 0;
            for (int i = 0; i < buffers.size(); i++) {
                length = Math.max(length, Math.multiplyExact(buffers.get(i).size, blockRows[groups.get(i)]));
            }
            return length;
        }
    }

    /**
     * Gives every value its memory; returns the rows of a chunk.
     *
     * @param blockRows gets the rows of a block of each group
     */
    private int allocate(int[] groups, int[] blockRows) {
        Map<Node, Integer> written = new HashMap<>();
        Map<Node, Integer> lastRead = new HashMap<>();
        Set<Node> leavesGroup = new HashSet<>();
        for (int i = 0; i < groups.length; i++) {
            Emitted e = emitted.get(i);
            for (Node read : e.reads()) {
                lastRead.put(read, i);
                if (written.containsKey(read) && groups[written.get(read)] != groups[i]) {
                    leavesGroup.add(read);
                }
            }
            if (e.writes() != null) {
                written.put(e.writes(), i);
                lastRead.put(e.writes(), i);
                if (!e.byRow()) {
                    leavesGroup.add(e.writes());
                }
            }
        }
        List<Slot> slots = new ArrayList<>();
        List<Slot> free = new ArrayList<>();
        Map<Integer, List<Slot>> ends = new HashMap<>();
        for (int i = 0; i < groups.length; i++) {
            Node node = emitted.get(i).writes();
            if (node != null) {
                Buffer buffer = buffers.get(node);
                if (!buffer.ofWholeBatch()) {
                    boolean block = !leavesGroup.contains(node);
                    if (block) {
                        buffer.keepBlock();
                    }
                    Slot slot = take(free, slots, block, buffer.perRow());
                    slot.buffers.add(buffer);
                    slot.groups.add(groups[i]);
                    // a value that outlives its group lives to the end of the group that reads it last
                    int last = lastRead.get(node);
                    while (!block && last + 1 < groups.length && groups[last + 1] == groups[last]) {
                        last++;
                    }
                    ends.computeIfAbsent(last, k -> new ArrayList<>()).add(slot);
                }
            }
            free.addAll(ends.getOrDefault(i, List.of()));
        }
        long chunkFloats =
                slots.stream().filter(s -> !s.block).mapToLong(s -> s.size).sum();
        int chunkRows = chunkRows(chunkFloats);
        blockRows(groups, slots, blockRows);
        for (Slot slot : slots) {
            int length = slot.block ? slot.length(blockRows) : Math.multiplyExact(slot.size, chunkRows);
            float[][] arrays = new float[threads][length];
            slot.buffers.forEach(p -> p.assign(arrays));
        }
        return chunkRows;
    }

    private void blockRows(int[] groups, List<Slot> slots, int[] blockRows) {
        long[] floats = new long[blockRows.length];
        for (Slot slot : slots) {
            if (slot.block) {
                slot.groups.stream().distinct().forEach(group -> floats[group] += slot.size);
            }
        }
        int[] widest = new int[blockRows.length];
        for (int i = 0; i < groups.length; i++) {
            Emitted e = emitted.get(i);
            int most = e.reads().stream().mapToInt(n -> n.shape().size()).max().orElse(1);
            most = e.writes() == null ? most : Math.max(most, e.writes().shape().size());
            widest[groups[i]] = Math.max(widest[groups[i]], most);
        }
        for (int group = 0; group < floats.length; group++) {
            long fitting = BLOCK_BYTES / 4 / Math.max(1, floats[group]);
            long enough = LONG_RUN / widest[group];
            blockRows[group] = (int) Math.max(1, Math.min(GREATEST_CHUNK, Math.min(fitting, enough)));
        }
    }

    private static Slot take(List<Slot> free, List<Slot> slots, boolean block, int size) {
        Slot best = free.stream()
                .filter(s -> s.block == block)
                .min(Comparator.comparingInt(s -> s.size >= size ? s.size - size : (size - s.size) * 8))
                .orElse(null);
        if (best == null) {
            best = new Slot(block);
            slots.add(best);
        } else {
            free.remove(best);
        }
        best.size = Math.max(best.size, size);
        return best;
    }

    private int chunkRows(long floatsPerRow) {
        long fitting = CHUNK_BYTES / (4 * Math.max(1, floatsPerRow));
        int draws = order.stream().mapToInt(Node::draws).max().orElse(1);
        int least = (LEAST_CHUNK + draws - 1) / draws;
        int most = (int) Math.max(least, Math.min(GREATEST_CHUNK, fitting));
        int chunks = (rows + most - 1) / most;
        // every thread gets as many chunks as any other
        chunks = (chunks + threads - 1) / threads * threads;
        return (rows + chunks - 1) / chunks;
    }

    private static boolean isConvolution(List<Node> contributions) {
        return contributions.get(0).op() instanceof Op.ConvolveOuterSum;
    }

    private static boolean maySkipZeros(List<Node> contributions) {
        return contributions.stream().anyMatch(n -> maySkipZeros(n));
    }

    private static int taskDepth(List<Node> contributions) {
        return contributions.get(0).op() instanceof Op.ConvolveOuterSum convolution
                ? patchColumns(convolution.geometry())
                : maySkipZeros(contributions) ? SPARSE_TASK_DEPTH : TASK_DEPTH;
    }

    private static int taskPanels(List<Node> contributions, int depth, int count) {
        if (maySkipZeros(contributions)) {
            int tasks = (count + SPARSE_TASK_PANELS - 1) / SPARSE_TASK_PANELS;
            return (count + tasks - 1) / tasks;
        }
        // patches are gathered once for all panels; a vector is one row
        return isConvolution(contributions) || depth == 1 ? count : 1;
    }

    private static int patchColumns(ConvGeometry g) {
        int line = g.kernel() * g.bigChannels();
        return Math.min(g.patch(), (LEAST_PATCH_COLUMNS + line - 1) / line * line);
    }

    private int pieces(Node parameter, List<Node> contributions) {
        int depth = tensor(parameter).layout().depth();
        return (depth + taskDepth(contributions) - 1) / taskDepth(contributions);
    }

    /** Cuts the gradient of a parameter into tasks. */
    private int split(Node parameter, List<Node> nodes, List<GradientTask> tasks, double[] squares, int squaresAt) {
        Tensor tensor = tensor(parameter);
        Layout layout = tensor.layout();
        List<Contribution> contributions =
                nodes.stream().map(this::contribution).toList();
        int count = Panels.count(layout.columns());
        int depth = taskDepth(nodes);
        int step = taskPanels(nodes, layout.depth(), count);
        for (int from = 0; from < layout.depth(); from += depth) {
            int to = Math.min(layout.depth(), from + depth);
            for (int panel = 0; panel < count; panel += step) {
                tasks.add(new GradientTask(
                        tensor, contributions, from, to, panel, Math.min(count, panel + step), squares, squaresAt));
            }
            squaresAt += layout.columns();
        }
        return squaresAt;
    }

    private Contribution contribution(Node node) {
        if (node.op() instanceof Op.BatchSum) {
            return new Contribution.OfVector(panels.get(node.inputs().get(0)));
        }
        Packed y = panels.get(node.inputs().get(1));
        if (node.op() instanceof Op.OuterSum) {
            if (maySkipZeros(node)) {
                Node x = node.inputs().get(0);
                blockLength = Math.max(blockLength, Contribution.OfSparse.BLOCK);
                return new Contribution.OfSparse(buffer(x), nonZeros.get(x), y);
            }
            return new Contribution.OfMatrix(blocks.get(node.inputs().get(0)), y);
        }
        ConvGeometry g = ((Op.ConvolveOuterSum) node.op()).geometry();
        int width = patchColumns(g);
        int strips = (width + Panels.BLOCK - 1) / Panels.BLOCK;
        int pixels = Contribution.OfConvolution.images(g) * g.smallPixels();
        int length = strips * Panels.BLOCK * pixels;
        blockLength = Math.max(blockLength, length);
        patchLength = Math.max(patchLength, g.smallPixels() * width);
        return new Contribution.OfConvolution(g, buffer(node.inputs().get(0)), y);
    }
}
