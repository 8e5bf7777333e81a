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
 * {@link M2} on the latents of M1 (Kingma et al. 2014), called M1+M2 there: p(y) p(z2) p(z1|y,z2) p(x|z1), where p(x|z1) is
 * the decoder of an autoencoder trained before on all rows. M2 sees a new draw of z1 from q(z1|x) in each step, under a
 * Gaussian likelihood whose mean and variance come from its decoder; after training, the mean of q(z1|x). Latents
 * that carry nothing are left out. Styles are those of M2, z2.
 */
public final class M1M2 implements ClassConditional {
    private final LatentFeatures latents;
    private final M2 m2;

    M1M2(LatentFeatures latents, M2 m2) {
        this.latents = latents;
        this.m2 = m2;
    }

    /** Trains M2 with all processors, silently. */
    public static M1M2 fit(Vae vae, M2Spec.Networks networks, Rows rows, LabelledSplit split, M2Training training) {
        return fit(vae, networks, rows, split, training, M2Listener.NONE, Threads.count());
    }

    /**
     * Trains M2; the autoencoder stays as it is.
     *
     * @param vae trained on the same rows
     * @param networks of M2
     * @param rows with and without labels
     * @param split says which labels are known
     * @param training of M2, without binarization
     * @param listener hears of it, and may end it
     * @param threads shows in the speed only
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

    /** Trains as a stage that can go on where it stopped. */
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

    /** The autoencoder. */
    public Vae vae() {
        return latents.vae();
    }

    /** The latents of the autoencoder that M2 is a model of, ascending from 0. */
    public int[] latents() {
        return latents.kept().stream().mapToInt(j -> j).toArray();
    }

    /** The model of these latents. */
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

    /** {@code E[x|z1]} at {@code z1 = E[z1|y,z2]}. */
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
