package io.elbo.studio;

import io.elbo.model.Bernoulli;
import io.elbo.model.ContinuousBernoulli;
import io.elbo.model.Gaussian;
import io.elbo.model.LearnedGaussian;
import io.elbo.model.LearnedScale;
import io.elbo.model.Likelihood;
import io.elbo.model.MixturePrior;
import io.elbo.model.StandardNormal;
import io.elbo.model.VampPrior;
import io.elbo.spec.RunSpec;
import io.elbo.spec.VaeSpec;
import io.elbo.table.TableTraining;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** A run's spec with some flags that change the model: a spec file and these flags do not go together on the command line. */
final class SpecChange {
    /** Flags of models that a spec leaves no room for. */
    private static final Set<String> OTHERS =
            Set.of("--model", "--architecture", "--hidden", "--activation", "--condition", "--initialization");

    private SpecChange() {}

    /** The changed spec; the flags that were used are taken out. */
    static RunSpec of(RunSpec run, Map<String, String> flags) {
        for (String flag : OTHERS) {
            if (flags.containsKey(flag)) {
                throw Problem.wrong(
                        flag + " makes another model; start that run from the form, not from the spec of this one");
            }
        }
        VaeSpec spec = run.model();
        String latent = flags.remove("--latent");
        if (latent != null) {
            spec = new VaeSpec(
                    spec.data(),
                    spec.input(),
                    spec.condition(),
                    spec.encoder(),
                    whole("--latent", latent),
                    spec.decoder(),
                    spec.likelihood(),
                    spec.posterior(),
                    spec.prior(),
                    spec.initialization());
        }
        String prior = flags.remove("--prior");
        if (prior != null) {
            spec = spec.withPrior(
                    prior.equals("standard")
                            ? new StandardNormal()
                            : prior.startsWith("mixture:")
                                    ? new MixturePrior(whole("--prior", prior.substring("mixture:".length())))
                                    : prior.startsWith("vamp:")
                                            ? new VampPrior(whole("--prior", prior.substring("vamp:".length())))
                                            : unknown("--prior", prior));
        }
        String likelihood = flags.remove("--likelihood");
        String variance = flags.remove("--variance");
        if (likelihood != null || variance != null) {
            spec = with(spec, likelihood(likelihood, variance));
        }
        return new RunSpec(spec, run.training());
    }

    /** The same of a table. */
    static TableTraining of(TableTraining run, Map<String, String> flags) {
        TableTraining changed = run;
        String latent = flags.remove("--latent");
        if (latent != null) {
            changed = changed.withLatent(whole("--latent", latent));
        }
        String hidden = flags.remove("--hidden");
        if (hidden != null) {
            changed = changed.withHidden(Arrays.stream(hidden.split(",", -1))
                    .map(units -> whole("--hidden", units))
                    .toList());
        }
        return changed;
    }

    private static Likelihood likelihood(String name, String variance) {
        String family = name == null ? "gaussian" : name;
        return switch (family) {
            case "bernoulli" -> new Bernoulli();
            case "continuous_bernoulli" -> new ContinuousBernoulli();
            case "gaussian" -> gaussian(variance == null ? "0.1" : variance);
            default -> unknown("--likelihood", family);
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
                    yield unknown("--variance", variance);
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

    private static int whole(String flag, String value) {
        return value.matches("\\d{1,9}") ? Integer.parseInt(value) : unknown(flag, value);
    }

    private static <T> T unknown(String flag, String value) {
        throw Problem.wrong(flag + " " + value + ": cannot be put into the spec of this run");
    }
}
