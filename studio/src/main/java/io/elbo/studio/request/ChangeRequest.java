package io.elbo.studio.request;

import io.elbo.model.Bernoulli;
import io.elbo.model.BetaElbo;
import io.elbo.model.ContinuousBernoulli;
import io.elbo.model.FreeBits;
import io.elbo.model.InfoVae;
import io.elbo.model.KlSchedule;
import io.elbo.model.Likelihood;
import io.elbo.model.MixturePrior;
import io.elbo.model.Objective;
import io.elbo.model.Prior;
import io.elbo.model.StandardNormal;
import io.elbo.model.TotalCorrelation;
import io.elbo.model.VampPrior;
import io.elbo.spec.Change;
import io.elbo.spec.Schedule;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Converts changes of a training to requests. */
public final class ChangeRequest {
    /** Matches a name that can be part of a list and cannot be mistaken for a flag or an argument file. */
    private static final Pattern PLAIN = Pattern.compile("[^-@,\"'\\s\\p{Cntrl}][^,\"'\\p{Cntrl}]*");

    private ChangeRequest() {}

    /** Returns a request with all of the changes. */
    public static TrainRequest of(List<Change> changes) {
        return changes.stream().map(ChangeRequest::of).reduce(TrainRequest.NONE, TrainRequest::with);
    }

    /**
     * Returns a request with one change; empty if the user has to choose its value or no flag expresses it.
     *
     * @throws IllegalArgumentException if there is no flag for its objective, schedule, prior or likelihood
     */
    public static TrainRequest of(Change change) {
        if (change instanceof Change.WithEpochs c) {
            return one(TrainSetting.EPOCHS, c.epochs());
        }
        if (change instanceof Change.WithLearningRate c) {
            return one(TrainSetting.LEARNING_RATE, c.learningRate());
        }
        if (change instanceof Change.WithSchedule c) {
            return one(TrainSetting.SCHEDULE, schedule(c.schedule()));
        }
        if (change instanceof Change.WithClipNorm c) {
            return one(TrainSetting.CLIP_NORM, c.clipNorm());
        }
        if (change instanceof Change.WithPatience c) {
            return one(TrainSetting.PATIENCE, c.epochs());
        }
        if (change instanceof Change.WithObjective c) {
            return objective(c.objective());
        }
        if (change instanceof Change.WithBinarization c) {
            return one(TrainSetting.BINARIZE, lower(c.binarization().name()));
        }
        return ofModel(change);
    }

    private static TrainRequest ofModel(Change change) {
        if (change instanceof Change.WithLatent c) {
            return one(TrainSetting.LATENT, c.latent());
        }
        if (change instanceof Change.WithHidden c) {
            return one(
                    TrainSetting.HIDDEN,
                    c.hidden().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        if (change instanceof Change.WithPrior c) {
            return one(TrainSetting.PRIOR, prior(c.prior()));
        }
        if (change instanceof Change.WithLikelihood c) {
            return one(TrainSetting.LIKELIHOOD, likelihood(c.likelihood()));
        }
        if (change instanceof Change.WithVariance c) {
            return one(TrainSetting.VARIANCE, c.variance());
        }
        if (change instanceof Change.WithLearnedVariance c) {
            return one(TrainSetting.VARIANCE, lower(c.scale().name()));
        }
        if (change instanceof Change.WithoutColumns c) {
            return ignoring(c.names());
        }
        if (change instanceof Change.Open) {
            return TrainRequest.NONE;
        }
        throw unknown(change);
    }

    private static TrainRequest ignoring(List<String> names) {
        List<String> plain =
                names.stream().filter(name -> PLAIN.matcher(name).matches()).toList();
        return plain.isEmpty() ? TrainRequest.NONE : one(TrainSetting.IGNORE, String.join(",", plain));
    }

    private static TrainRequest objective(Objective objective) {
        if (objective instanceof FreeBits free) {
            return one(TrainSetting.FREE_BITS, free.lambda());
        }
        if (objective instanceof TotalCorrelation total) {
            return one(TrainSetting.OBJECTIVE, "total_correlation").with(one(TrainSetting.BETA, total.beta()));
        }
        if (objective instanceof InfoVae info && info.alpha() == 0) {
            return one(TrainSetting.OBJECTIVE, "info").with(one(TrainSetting.MMD, info.lambda()));
        }
        if (objective instanceof BetaElbo beta
                && beta.beta() == 1
                && beta.schedule() instanceof KlSchedule.Linear linear) {
            return one(TrainSetting.KL_WARM_UP, linear.epochs());
        }
        throw unknown(objective);
    }

    private static String schedule(Schedule schedule) {
        if (schedule instanceof Schedule.Cosine) {
            return "cosine";
        }
        if (schedule instanceof Schedule.Constant) {
            return "constant";
        }
        throw unknown(schedule);
    }

    private static String prior(Prior prior) {
        if (prior instanceof StandardNormal) {
            return "standard";
        }
        if (prior instanceof MixturePrior mixture) {
            return "mixture:" + mixture.components();
        }
        if (prior instanceof VampPrior vamp) {
            return "vamp:" + vamp.pseudoInputs();
        }
        throw unknown(prior);
    }

    private static String likelihood(Likelihood likelihood) {
        if (likelihood instanceof Bernoulli) {
            return "bernoulli";
        }
        if (likelihood instanceof ContinuousBernoulli) {
            return "continuous_bernoulli";
        }
        throw unknown(likelihood);
    }

    private static TrainRequest one(TrainSetting setting, Object value) {
        return TrainRequest.NONE.with(setting, value.toString());
    }

    private static TrainRequest one(TrainSetting setting, double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
        return one(setting, whole ? String.valueOf((long) value) : String.valueOf(value));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static IllegalArgumentException unknown(Object value) {
        return new IllegalArgumentException(value + ": there is no flag for it");
    }
}
