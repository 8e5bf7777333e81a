package io.elbo.engine.execution;

import io.elbo.engine.Node;
import io.elbo.engine.Op;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Selects the instruction of each operation. */
final class InstructionSelection {
    private final Function<Node, Buffer> buffers;
    private final Map<Node, NonZeros> nonZeros;
    private final Function<Node, Tensor> parameters;

    /**
     * @param buffers of row-wise operands
     * @param nonZeros of left operands of products that may skip zeros
     * @param parameters of shared operands
     */
    InstructionSelection(
            Function<Node, Buffer> buffers, Map<Node, NonZeros> nonZeros, Function<Node, Tensor> parameters) {
        this.buffers = buffers;
        this.nonZeros = nonZeros;
        this.parameters = parameters;
    }

    /** Returns the instruction that computes a value from those of its operands. */
    Instruction of(Node node, Buffer to) {
        Op op = node.op();
        if (op instanceof Op.Input) {
            return new RowInstructions.Read(node.graph().inputs().indexOf(node), to);
        } else if (op instanceof Op.InverseRows) {
            return new RowInstructions.InverseRows(to);
        } else if (op instanceof Op.Position) {
            return new RowInstructions.Position(to);
        } else if (op instanceof Op.Noise noise) {
            return new RowInstructions.Draw(noise.distribution(), noise.stream(), noise.draws(), to);
        } else if (Values.isProduct(op)) {
            return product(node, to);
        }
        return ofOperands(node, node.inputs().stream().map(buffers).toArray(Buffer[]::new), to);
    }

    private static Instruction ofOperands(Node node, Buffer[] operands, Buffer to) {
        Op op = node.op();
        Buffer x = operands.length == 0 ? null : operands[0];
        if (op instanceof Op.Map map) {
            return new RowInstructions.Map(map.function(), x, to);
        } else if (op instanceof Op.Zip zip) {
            return new RowInstructions.Zip(zip.function(), x, operands[1], to);
        } else if (op instanceof Op.Scale scale) {
            return new RowInstructions.Scale(scale.factor(), x, to);
        } else if (op instanceof Op.Shift shift) {
            return new RowInstructions.Shift(shift.summand(), x, to);
        } else if (op instanceof Op.Select) {
            return new RowInstructions.Select(x, operands[1], operands[2], to);
        } else if (op instanceof Op.Reduce reduce) {
            return new RowInstructions.Reduce(reduce, x, to);
        } else if (op instanceof Op.Expand expand) {
            return new RowInstructions.Expand(expand, x, to);
        } else if (op instanceof Op.SumGroups sum) {
            return new RowInstructions.SumGroups(sum, x, to);
        } else if (op instanceof Op.LogSumExpGroups sum) {
            return new RowInstructions.LogSumExpGroups(sum, x, to);
        } else if (op instanceof Op.ExpandGroups expand) {
            return new RowInstructions.ExpandGroups(expand, x, to);
        } else if (op instanceof Op.Transpose transpose) {
            return new RowInstructions.Transpose(transpose.rows(), transpose.columns(), x, to);
        } else if (op instanceof Op.Slice slice) {
            return new RowInstructions.Slice(slice, x, to);
        } else if (op instanceof Op.Embed embed) {
            return new RowInstructions.Embed(embed, x, to);
        } else if (op instanceof Op.Concat) {
            return new RowInstructions.Concat(node.shape().leading(), operands, to);
        } else if (op instanceof Op.SumDraws sum) {
            return new RowInstructions.SumDraws(sum.draws(), x, to);
        } else if (op instanceof Op.JoinDraws join) {
            return new RowInstructions.JoinDraws(join.draws(), x, to);
        } else if (op instanceof Op.SplitDraws split) {
            return new RowInstructions.SplitDraws(split.draws(), x, to);
        } else if (op instanceof Op.SumForRow) {
            return new SumForRow(x, to);
        }
        throw new IllegalStateException("no instruction for " + node);
    }

    private Instruction product(Node node, Buffer to) {
        Op op = node.op();
        List<Node> operands = node.inputs();
        Buffer x = buffers.apply(operands.get(0));
        Tensor weight = parameters.apply(operands.get(1));
        Layout layout = weight.layout();
        float[] bias = operands.size() == 3 ? parameters.apply(operands.get(2)).data() : null;
        if (op instanceof Op.AffineTransposed) {
            return new Products.Affine(x, weight.transposed(), layout.columns(), layout.depth(), null, to);
        } else if (op instanceof Op.Convolve convolve) {
            return new Products.Convolve(convolve.geometry(), x, weight.data(), bias, to);
        } else if (op instanceof Op.ConvolveTransposed convolve) {
            return new Products.ConvolveTransposed(convolve.geometry(), x, weight.transposed(), bias, to);
        }
        return Values.maySkipZeros(node)
                ? new Products.SparseAffine(x, nonZeros.get(operands.get(0)), weight.data(), layout.columns(), bias, to)
                : new Products.Affine(x, weight.data(), layout.depth(), layout.columns(), bias, to);
    }
}
