package io.elbo.inference;

/**
 * Draws {@code z_k} of q(z|x) of some rows, decoded and weighted.
 *
 * @param outputs the decoder's outputs of all draws of a row, one after another, {@code [row][draws * size]}
 * @param logWeights {@code ln p(x|z_k) + ln p(z_k) - ln q(z_k|x)} in nats, {@code [row][draws]}
 */
public record WeightedDraws(float[][] outputs, float[][] logWeights) {}
