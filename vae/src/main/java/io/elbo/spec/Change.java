package io.elbo.spec;

import io.elbo.model.BetaElbo;
import io.elbo.model.FreeBits;
import io.elbo.model.KlSchedule;
import io.elbo.model.LearnedScale;
import io.elbo.model.Likelihood;
import io.elbo.model.MixturePrior;
import io.elbo.model.Objective;
import io.elbo.model.Prior;
import java.util.List;
import java.util.Locale;

/**
 * A suggested change of a training run, as data. A program applies it to its {@link Training}, its {@link VaeSpec} or its table. Each user
 * interface expresses it in the words of its own settings.
 */
public sealed interface Change {
    /** Returns the change as a noun phrase, for users of the library: {@code a learning rate of 0.001}. */
    String words();

    private static String number(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e9 ? String.valueOf((long) x) : String.valueOf(x);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Of a {@link Training}. */
    record WithEpochs(int epochs) implements Change {
        @Override
        public String words() {
            return "a training of " + epochs + " epochs";
        }
    }

    /** Of a {@link Training}. */
    record WithLearningRate(double learningRate) implements Change {
        @Override
        public String words() {
            return "a learning rate of " + number(learningRate);
        }
    }

    /** Of a {@link Training}. */
    record WithSchedule(Schedule schedule) implements Change {
        @Override
        public String words() {
            return "a schedule " + schedule + " of the learning rate";
        }
    }

    /** Of a {@link Training}: a bound of the gradients' norm. */
    record WithClipNorm(double clipNorm) implements Change {
        @Override
        public String words() {
            return "a bound of the gradients' norm of " + number(clipNorm);
        }
    }

    /** Of a {@link Training}: epochs without a better one after which it stops. */
    record WithPatience(int epochs) implements Change {
        @Override
        public String words() {
            return "a patience of " + epochs + " epochs";
        }
    }

    /** Of a {@link Training}. */
    record WithObjective(Objective objective) implements Change {
        /** Returns the change to an ELBO whose KL weight rises from 0 to 1 over some epochs. */
        public static WithObjective warmUp(double epochs) {
            return new WithObjective(new BetaElbo(1, 1, new KlSchedule.Linear(epochs)));
        }

        @Override
        public String words() {
            if (objective instanceof FreeBits free) {
                return "an objective of " + number(free.lambda()) + " free nats a latent";
            }
            return objective instanceof BetaElbo beta && beta.schedule() instanceof KlSchedule.Linear linear
                    ? "a warm-up of the KL divergence over " + number(linear.epochs()) + " epochs"
                    : "the objective " + objective;
        }
    }

    /** Of a {@link Training}. */
    record WithBinarization(Binarization binarization) implements Change {
        @Override
        public String words() {
            return "a binarization that is " + lower(binarization);
        }
    }

    /** Of a {@link VaeSpec} or a table's training: how many latents. */
    record WithLatent(int latent) implements Change {
        @Override
        public String words() {
            return "a model of " + latent + (latent == 1 ? " latent" : " latents");
        }
    }

    /** Of a table's training, or of the dense layers of a {@link VaeSpec}: units of the encoder's layers. */
    record WithHidden(List<Integer> hidden) implements Change {
        public WithHidden {
            hidden = List.copyOf(hidden);
        }

        @Override
        public String words() {
            return "a model of " + hidden + " hidden units";
        }
    }

    /** Of a {@link VaeSpec}. */
    record WithPrior(Prior prior) implements Change {
        @Override
        public String words() {
            return prior instanceof MixturePrior mixture
                    ? "a prior that is a mixture of " + mixture.components() + " Gaussians"
                    : "the prior " + prior;
        }
    }

    /** Of a {@link VaeSpec}. */
    record WithLikelihood(Likelihood likelihood) implements Change {
        @Override
        public String words() {
            return "the likelihood " + likelihood.getClass().getSimpleName();
        }
    }

    /** Of a {@link VaeSpec} with a Gaussian likelihood: a fixed variance. */
    record WithVariance(double variance) implements Change {
        @Override
        public String words() {
            return "a variance of " + number(variance);
        }
    }

    /** Of a {@link VaeSpec} with a Gaussian likelihood: a variance that is learned. */
    record WithLearnedVariance(LearnedScale scale) implements Change {
        @Override
        public String words() {
            return "a learned variance (" + lower(scale) + ")";
        }
    }

    /** Of a table: columns that are ignored, by their names. */
    record WithoutColumns(List<String> names) implements Change {
        public WithoutColumns {
            names = List.copyOf(names);
        }

        @Override
        public String words() {
            return "ignoring " + String.join(", ", names);
        }
    }

    /** A change whose value the user has to choose. */
    enum Open implements Change {
        /** Of the objective. */
        LARGER_KL_WEIGHT("a larger weight of the KL divergence"),
        /** Of the objective. */
        SMALLER_KL_WEIGHT("a smaller weight of the KL divergence"),
        /** Of a Gaussian likelihood. */
        LARGER_VARIANCE("a larger variance of a Gaussian likelihood"),
        /** Of the layers of a {@link VaeSpec}. */
        FEWER_HIDDEN_UNITS("fewer hidden units"),
        /** Of the layers of a {@link VaeSpec}. */
        DROPOUT("layers of dropout"),
        /** Resuming the run from its checkpoint. */
        RESUMED("resuming the run"),
        /** To train on. */
        OTHER_DATA("data"),
        /** Of a table. */
        FEWER_COLUMNS("ignoring columns");

        private final String words;

        Open(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }
}
