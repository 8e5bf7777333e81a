package io.elbo.course.reproduction;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.image.Images;
import io.elbo.layer.Activation;
import io.elbo.model.Bernoulli;
import io.elbo.semi.LabelledSplit;
import io.elbo.semi.M1;
import io.elbo.semi.M1M2;
import io.elbo.semi.M2;
import io.elbo.semi.M2Epoch;
import io.elbo.semi.M2Listener;
import io.elbo.semi.M2Spec;
import io.elbo.semi.M2Training;
import io.elbo.semi.SemiModel;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.LinearClassifier;
import java.util.List;
import java.util.Locale;

/**
 * Reproduces table 1 of Kingma et al. 2014: the error rate on MNIST's test images of a classifier trained with 100 labels. The paper
 * classifies the features of M1 with a transductive support vector machine, which also uses the unlabelled rows. This reproduction uses
 * logistic regression, which does not.
 */
record SemiSupervisedError(String name, Method method, Double published) implements Reproduction {
    enum Method {
        M1,
        M2,
        M1M2
    }

    private static final int LABELS = 100;
    /** The paper trains until convergence and does not state the number of epochs. */
    private static final int FULL = 1000;

    private static final int FULL_OF_VAE = 200;
    private static final long SEED = 1;

    @Override
    public String what() {
        String how = switch (method) {
            case M1 -> "M1 (50 latents, then a linear classifier; paper: TSVM)";
            case M2 -> "M2";
            case M1M2 -> "M1+M2";
        };
        return "error on MNIST's test images with " + LABELS + " labels, " + how;
    }

    @Override
    public String source() {
        return "Kingma, Rezende, Mohamed and Welling 2014, Semi-supervised Learning with Deep Generative Models, table 1";
    }

    @Override
    public String unit() {
        return "%";
    }

    @Override
    public String fullSchedule() {
        return "Adam until convergence in the paper; here " + FULL_OF_VAE + " epochs of M1, " + FULL + " of M2";
    }

    @Override
    public Outcome run(Images train, Images test, Budget budget, int threads) {
        LabelledSplit split = LabelledSplit.balanced(labels(train), LABELS, SEED);
        List<Integer> shape = List.of(
                train.shape().height(), train.shape().width(), train.shape().channels());
        String schedule = "";
        Vae vae = null;
        if (method != Method.M2) {
            VaeSpec spec = VaeSpec.dense(shape, List.of(600, 600), 50, new Bernoulli(), Activation.Function.SOFTPLUS);
            Training training = Training.defaults().withSeed(SEED);
            Budget part = method == Method.M1 ? budget : budget.part(0.4);
            int epochs = part.epochs(new RunSpec(spec, training), train, FULL_OF_VAE, threads);
            vae = Trainer.fit(spec, train, training.withEpochs(epochs), budget.listener(), threads);
            schedule = String.format(Locale.ROOT, "%d of %d epochs of M1", epochs, FULL_OF_VAE);
        }
        if (method == Method.M1) {
            SemiModel model = M1.fit(vae, train, split, new LinearClassifier.Options(1));
            return outcome(model, test, budget, schedule);
        }
        Budget part = method == Method.M2 ? budget : budget.part(0.6);
        int epochs = part.epochs(FULL, secondsAnEpoch(vae, shape, train, threads, budget));
        M2Training training =
                M2Training.defaults().with(t -> t.withEpochs(epochs).withSeed(SEED));
        SemiModel model = fit(vae, shape, train, split, training, budget.semi(), threads);
        schedule +=
                (schedule.isEmpty() ? "" : ", ") + String.format(Locale.ROOT, "%d of %d epochs of M2", epochs, FULL);
        return outcome(model, test, budget, schedule);
    }

    private static int[] labels(Images train) {
        return train.labels()
                .orElseThrow(() -> new DataException(train.name() + ": has no labels, which a classifier needs"));
    }

    private static SemiModel fit(
            Vae vae,
            List<Integer> shape,
            Images train,
            LabelledSplit split,
            M2Training training,
            M2Listener listener,
            int threads) {
        return vae == null
                ? M2.fit(new M2Spec(shape, split.classes()), train, split, training, listener, threads)
                : M1M2.fit(vae, new M2Spec.Networks(), train, split, training, listener, threads);
    }

    /** Estimates the duration of an epoch from the shortest of several epochs over a tenth of the rows, because the first are slower. */
    private static double secondsAnEpoch(Vae vae, List<Integer> shape, Images train, int threads, Budget budget) {
        if (budget.minutes() == null) {
            return 0;
        }
        Images some = train.limit(Math.max(Math.min(train.count(), 10 * LABELS), train.count() / 10));
        Budget.Clock clock = budget.clock();
        M2Listener trial = new M2Listener() {
            @Override
            public void epochEnded(M2Epoch metrics, boolean best) {
                clock.at(metrics.seconds());
            }

            @Override
            public boolean stopRequested() {
                return clock.enough();
            }
        };
        LabelledSplit split = LabelledSplit.balanced(labels(some), LABELS, SEED);
        fit(
                vae,
                shape,
                some,
                split,
                M2Training.defaults().with(t -> t.withEpochs(Budget.Clock.EPOCHS)),
                trial,
                threads);
        return clock.shortest() * train.count() / some.count();
    }

    private Outcome outcome(SemiModel model, Images test, Budget budget, String schedule) {
        int[] predicted = model.predict(test);
        int[] labels = labels(test);
        int wrong = 0;
        for (int i = 0; i < predicted.length; i++) {
            wrong += predicted[i] == labels[i] ? 0 : 1;
        }
        return Outcome.of(this, 100.0 * wrong / predicted.length, budget, schedule);
    }
}
