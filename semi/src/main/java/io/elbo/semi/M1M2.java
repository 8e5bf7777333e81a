package io.elbo.semi;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.model.LearnedGaussian;
import io.elbo.model.LearnedScale;
import io.elbo.parallel.Threads;
import io.elbo.spec.Binarization;
import io.elbo.training.NonFiniteLossException;
import java.util.List;

/**
 * {@link M2} on the latent variables of M1, which Kingma et al. 2014 call M1+M2: p(y) p(z2) p(z1|y,z2) p(x|z1). The decoder p(x|z1) is that of
 * an autoencoder trained on all rows before. In each training step, M2 receives a new draw of z1 from q(z1|x), and after training the mean
 * of q(z1|x). Its likelihood is a Gaussian whose mean and variance come from its decoder. Inactive latent dimensions are omitted. The
 * style is z2, that of M2.
 */
public final class M1M2 implements ClassConditional {
    private final LatentFeatures latents;
    private final M2 m2;

    M1M2(LatentFeatures latents, M2 m2) {
        this.latents = latents;
        this.m2 = m2;
    }

    /** Trains M2 on all processors, without a listener. */
    public static M1M2 fit(Vae vae, M2Spec.Networks networks, Rows rows, LabelledSplit split, M2Training training) {
        return fit(vae, networks, rows, split, training, M2Listener.NONE, Threads.count());
    }

    /**
     * Trains M2. The autoencoder does not change.
     *
     * @param vae a VAE trained on the same rows
     * @param networks the networks of M2
     * @param rows rows with and without labels
     * @param split the known labels
     * @param training the training of M2, without binarization
     * @param listener is told how training proceeds, and may stop it
     * @param threads changes the speed only
     * @throws DataException if the rows do not fit the autoencoder or the labels
     * @throws NonFiniteLossException if the loss becomes infinite or not a number
     */
    public static M1M2 fit(
            Vae vae,
            M2Spec.Networks networks,
            Rows rows,
            LabelledSplit split,
            M2Training training,
            M2Listener listener,
            int threads) {
        return Threads.with(threads, () -> {
            Inner inner = inner(vae, networks, rows, split, training);
            return new M1M2(inner.latents, M2.fit(inner.spec, inner.source, rows, split, training, listener, threads));
        });
    }

    /** Trains as a stage, which can be resumed. */
    static M1M2 fit(
            Vae vae, M2Spec.Networks networks, Rows rows, LabelledSplit split, M2Training training, SemiStages stages) {
        Inner inner = inner(vae, networks, rows, split, training);
        return new M1M2(inner.latents, M2.fit(inner.spec, inner.source, rows, split, training, stages));
    }

    /** M2 on the latents. */
    private record Inner(LatentFeatures latents, M2Spec spec, M2Task.Source source) {}

    private static Inner inner(Vae vae, M2Spec.Networks networks, Rows rows, LabelledSplit split, M2Training training) {
        if (training.training().binarization() != Binarization.NONE) {
            throw new IllegalArgumentException("binarization: M2 sees latents, which are not between 0 and 1");
        }
        LatentFeatures.Encoded encoded = LatentFeatures.of(vae, rows);
        M2Spec spec = new M2Spec(
                List.of(encoded.latents().kept().size()),
                split.classes(),
                new LearnedGaussian(LearnedScale.DECODER),
                networks);
        return new Inner(encoded.latents(), spec, new M2Task.Source(encoded.means(), encoded.deviations()));
    }

    /** Returns the autoencoder. */
    public Vae vae() {
        return latents.vae();
    }

    /** Returns the latent dimensions of the autoencoder that M2 models, ascending from 0. */
    public int[] latents() {
        return latents.kept().stream().mapToInt(j -> j).toArray();
    }

    /** Returns the model of these dimensions. */
    public M2 m2() {
        return m2;
    }

    @Override
    public int classes() {
        return m2.classes();
    }

    @Override
    public List<Integer> data() {
        return vae().spec().data();
    }

    @Override
    public int latent() {
        return m2.latent();
    }

    @Override
    public double[][] probabilities(Rows rows) {
        return m2.probabilities(latents.means(rows));
    }

    @Override
    public float[][] styles(Rows rows, int[] labels) {
        return m2.styles(latents.means(rows), labels);
    }

    /** Returns {@code E[x|z1]} at {@code z1 = E[z1|y,z2]}. */
    @Override
    public float[][] decode(float[][] styles, int[] labels) {
        return latents.decode(m2.decode(styles, labels));
    }

    @Override
    public SemiProvenance provenance() {
        return m2.provenance();
    }

    SemiFile file() {
        return new SemiFile(SemiMethod.M1M2, provenance(), latents, null, m2);
    }
}
