package io.elbo.statistics.measure;

import java.util.Arrays;

/**
 * The mutual information gap of Chen, Li, Grosse and Duvenaud (2018).
 *
 * @param score the mean over factors of {@code (I(z_a; v) - I(z_b; v)) / H(v)}, with the two latent variables that share most
 *     information with the factor v: 1 if each factor is in exactly one latent variable, 0 if each is in two equally or in none
 * @param gaps {@code [factors]}: the same for each factor
 * @param information {@code [latents][factors]}: {@code I(z; v)}, nats
 */
public record Mig(double score, double[] gaps, double[][] information) {
    /**
     * Computes the gap from counts. A column with at most 20 different values is used as it is; any other is divided into 20 bins
     * of equal width, as Locatello et al. (2019) do with latent variables. Counts overestimate information by about
     * {@code (bins - 1) (classes - 1) / (2 rows)}, so thousands of rows are needed.
     *
     * @param latents {@code [rows][latents]}, means of q(z|x)
     * @param factors {@code [rows][factors]}, none of them constant
     */
    public static Mig of(float[][] latents, float[][] factors) {
        MeasureArguments.together("latents", latents, "factors", factors);
        ClassColumn[] z = ClassColumn.columns(latents);
        ClassColumn[] v = ClassColumn.factors(factors);
        double[][] information = new double[z.length][v.length];
        double[] gaps = new double[v.length];
        for (int k = 0; k < v.length; k++) {
            for (int j = 0; j < z.length; j++) {
                information[j][k] = Information.mutualInformation(z[j].shares(v[k]));
            }
            gaps[k] = Gap.ofTopTwo(information, k, 0) / Information.entropy(v[k].shares());
        }
        return new Mig(Arrays.stream(gaps).reduce(0, Double::sum) / gaps.length, gaps, information);
    }
}
