package io.elbo.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * The objective of InfoVAE (Zhao et al. 2019). The loss is
 * {@code -ln p(x|z) + (1 - alpha) KL(q(z|x) || p(z)) + (alpha + lambda - 1) MMD}, with the maximum mean discrepancy between the batch's z
 * and as many draws of p(z). With alpha = 1 it is the Wasserstein autoencoder with weight lambda (Tolstikhin et al. 2018), for which z need
 * not be random.
 *
 * <p>{@code MMD = mean_{i != j} k(z_i, z_j) + mean_{i != j} k(p_i, p_j) - 2 mean_{ij} k(z_i, p_j)} is unbiased, with the inverse
 * multiquadratic kernel {@code k(a, b) = C / (C + |a - b|^2)}, {@code C = 2 latent}. The prior is standard normal.
 *
 * @param alpha the fraction of the KL divergence that is omitted, 0 to 1
 * @param lambda the weight of the discrepancy, at least 0
 */
public record InfoVae(double alpha, double lambda) implements Objective {
    public InfoVae {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha " + alpha + ": must be 0 to 1");
        }
        if (!(lambda >= 0 && lambda <= 1e9)) {
            throw new IllegalArgumentException("lambda " + lambda + ": must be 0 to 1e9");
        }
    }

    @Override
    public Terms of(Inference inference) {
        Inference.Draw draw = inference.draw();
        Node kl = inference.kl(draw);
        Node loss = kl.times((float) (1 - alpha))
                .plus(discrepancy(inference, draw).times((float) (alpha + lambda - 1)))
                .minus(draw.logLikelihood());
        return new Terms(loss, draw.logLikelihood(), kl);
    }

    @Override
    public double leastCharge(double kl, int latents) {
        return (1 - alpha) * kl;
    }

    @Override
    @JsonIgnore
    public boolean needsRandomLatents() {
        return alpha < 1;
    }

    /** Returns the row's contribution to the discrepancy. The mean over rows is the discrepancy. */
    static Node discrepancy(Inference inference, Inference.Draw draw) {
        int rows = inference.batchRows();
        Graph graph = draw.z().graph();
        Node p = graph.normal(draw.z().shape());
        Node present = graph.present(rows);
        Node others = present.minus(graph.position(rows));
        Node count = present.sum();
        Node otherCount = others.sum().plus(-1).relu().plus(1);
        Node within = kernel(draw.z(), draw.z(), rows)
                .plus(kernel(p, p, rows))
                .times(others)
                .sum()
                .over(otherCount);
        Node between = kernel(draw.z(), p, rows).times(present).sum().over(count);
        return within.minus(between.times(2));
    }

    /** Returns {@code k(own, all_j)} for each row j, {@code [rows]}. */
    private static Node kernel(Node own, Node all, int rows) {
        int latent = own.shape().size();
        Shape shape = Shape.of(rows, latent);
        Node distance = own.repeat(rows)
                .reshape(shape)
                .minus(all.allRows(rows).reshape(shape))
                .square()
                .sum();
        float c = 2f * latent;
        return distance.plus(c).reciprocal().times(c);
    }

    @Override
    public boolean coupled() {
        return true;
    }
}
