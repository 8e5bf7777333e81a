package io.elbo.layer;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * Layer normalization (Ba, Kiros, Hinton 2016) over all values of a row:
 * {@code y = (x - mean) / sqrt(variance + epsilon) * weight + bias}, with one weight and one bias for each value. An image keeps its shape.
 * Its weights are in PyTorch's order, channels first.
 *
 * @param epsilon above 0
 */
public record LayerNorm(double epsilon) implements Layer {
    public LayerNorm {
        if (!(epsilon > 0 && epsilon < 1)) {
            throw new IllegalArgumentException("epsilon " + epsilon + ": must be above 0 and below 1");
        }
    }

    @Override
    public Node apply(Node x, Network network) {
        int n = x.shape().size();
        Shape flat = Shape.of(n);
        Node values = Flatten.flatten(x);
        Node centred = values.minus(values.sum().times(1f / n).broadcast(flat));
        Node variance = centred.square().sum().times(1f / n);
        Node scale = variance.plus((float) epsilon).sqrt().reciprocal();
        Node normalized = centred.times(scale.broadcast(flat))
                .times(network.vector("weight", n, 1).spread())
                .plus(network.vector("bias", n, 0).spread());
        return x.shape().rank() == 1 ? normalized : Reshape.toImage(normalized, x.shape());
    }

    @Override
    public Shape output(Shape x) {
        return x;
    }
}
