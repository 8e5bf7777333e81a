package io.elbo.semi;

import io.elbo.training.TrainingListener;
import io.elbo.training.loop.Lifecycle;

/**
 * The context of the stages of a semi-supervised training run.
 *
 * @param autoencoder listens to the training of the autoencoder
 * @param classifier listens to that of M2
 */
record SemiStages(Lifecycle lifecycle, TrainingListener autoencoder, M2Listener classifier, int threads) {}
