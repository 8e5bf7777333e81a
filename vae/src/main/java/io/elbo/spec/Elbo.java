package io.elbo.spec;

/**
 * The evidence lower bound and its terms, means per row in nats.
 *
 * @param reconstruction {@code E_q[ln p(x|z)]}
 * @param kl {@code KL(q(z|x) || p(z))}
 */
public record Elbo(double reconstruction, double kl) {
    /** Returns {@code reconstruction - kl}. */
    public double value() {
        return reconstruction - kl;
    }
}
