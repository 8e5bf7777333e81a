package io.elbo.studio;

import io.elbo.model.Bernoulli;
import io.elbo.model.ContinuousBernoulli;
import io.elbo.model.Gaussian;
import io.elbo.model.LearnedGaussian;
import io.elbo.model.LearnedScale;
import io.elbo.model.Likelihood;
import io.elbo.model.MixturePrior;
import io.elbo.model.Prior;
import io.elbo.model.StandardNormal;
import io.elbo.model.VampPrior;
import io.elbo.spec.RunSpec;
import io.elbo.spec.VaeSpec;
import io.elbo.studio.request.TrainRequest;
import io.elbo.studio.request.TrainSetting;
import io.elbo.table.TableSpec;
import io.elbo.table.TableTraining;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Applies model changes to a run's spec, because the command line does not accept a spec file together with model flags. */
final class SpecChange {
    /** The model settings that can change in the spec of an image model. */
    static final Set<TrainSetting> OF_IMAGES =
            EnumSet.of(TrainSetting.LATENT, TrainSetting.PRIOR, TrainSetting.LIKELIHOOD, TrainSetting.VARIANCE);

    /** The model settings that can change in the spec of a table model. */
    static final Set<TrainSetting> OF_TABLES = EnumSet.of(TrainSetting.LATENT, TrainSetting.HIDDEN);

    private SpecChange() {}

    /** Returns the changed spec of an image model. */
    static RunSpec of(RunSpec run, TrainRequest change) {
        change.settings().stream()
                .filter(setting -> setting.part() == TrainSetting.Part.MODEL && !OF_IMAGES.contains(setting))
                .findFirst()
                .ifPresent(setting -> {
                    throw Problem.wrong(setting.flag()
                            + " cannot be changed in the spec of this run; start a new run from the form");
                });
        VaeSpec spec = run.model();
        Optional<String> latent = change.value(TrainSetting.LATENT);
        if (latent.isPresent()) {
            spec = new VaeSpec(
                    spec.data(),
                    spec.input(),
                    spec.condition(),
                    spec.encoder(),
                    whole(TrainSetting.LATENT, latent.get()),
                    spec.decoder(),
                    spec.likelihood(),
                    spec.posterior(),
                    spec.prior(),
                    spec.initialization());
        }
        Optional<String> prior = change.value(TrainSetting.PRIOR);
        if (prior.isPresent()) {
            spec = spec.withPrior(prior(prior.get()));
        }
        Optional<String> likelihood = change.value(TrainSetting.LIKELIHOOD);
        Optional<String> variance = change.value(TrainSetting.VARIANCE);
        if (likelihood.isPresent() || variance.isPresent()) {
            spec = with(spec, likelihood(likelihood.orElse("gaussian"), variance.orElse("0.1")));
        }
        return new RunSpec(spec, run.training());
    }

    /** Returns the changed spec of a table model. */
    static TableSpec of(TableSpec run, TrainRequest change) {
        TableTraining changed = run.model();
        Optional<String> latent = change.value(TrainSetting.LATENT);
        if (latent.isPresent()) {
            changed = changed.withLatent(whole(TrainSetting.LATENT, latent.get()));
        }
        Optional<String> hidden = change.value(TrainSetting.HIDDEN);
        if (hidden.isPresent()) {
            changed = changed.withHidden(Arrays.stream(hidden.get().split(",", -1))
                    .map(units -> whole(TrainSetting.HIDDEN, units))
                    .toList());
        }
        return run.withModel(changed);
    }

    private static Prior prior(String prior) {
        if (prior.equals("standard")) {
            return new StandardNormal();
        }
        if (prior.startsWith("mixture:")) {
            return new MixturePrior(whole(TrainSetting.PRIOR, prior.substring("mixture:".length())));
        }
        return prior.startsWith("vamp:")
                ? new VampPrior(whole(TrainSetting.PRIOR, prior.substring("vamp:".length())))
                : unknown(TrainSetting.PRIOR, prior);
    }

    private static Likelihood likelihood(String family, String variance) {
        return switch (family) {
            case "bernoulli" -> new Bernoulli();
            case "continuous_bernoulli" -> new ContinuousBernoulli();
            case "gaussian" -> gaussian(variance);
            default -> unknown(TrainSetting.LIKELIHOOD, family);
        };
    }

    private static Likelihood gaussian(String variance) {
        return switch (variance) {
            case "shared" -> new LearnedGaussian(LearnedScale.SHARED);
            case "feature" -> new LearnedGaussian(LearnedScale.FEATURE);
            default -> {
                try {
                    yield new Gaussian(Double.parseDouble(variance));
                } catch (NumberFormatException e) {
                    yield unknown(TrainSetting.VARIANCE, variance);
                }
            }
        };
    }

    private static VaeSpec with(VaeSpec spec, Likelihood likelihood) {
        return new VaeSpec(
                spec.data(),
                spec.input(),
                spec.condition(),
                spec.encoder(),
                spec.latent(),
                spec.decoder(),
                likelihood,
                spec.posterior(),
                spec.prior(),
                spec.initialization());
    }

    private static int whole(TrainSetting setting, String value) {
        return value.matches("\\d{1,9}") ? Integer.parseInt(value) : unknown(setting, value);
    }

    private static <T> T unknown(TrainSetting setting, String value) {
        throw Problem.wrong(setting.flag() + " " + value + ": cannot be used in the spec of this run");
    }
}
