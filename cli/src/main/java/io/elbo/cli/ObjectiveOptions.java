package io.elbo.cli;

import io.elbo.model.AnalyticElbo;
import io.elbo.model.BetaElbo;
import io.elbo.model.Capacity;
import io.elbo.model.FreeBits;
import io.elbo.model.ImportanceWeighted;
import io.elbo.model.InfoVae;
import io.elbo.model.KlSchedule;
import io.elbo.model.Objective;
import io.elbo.model.SampledElbo;
import io.elbo.model.ScoreFunction;
import io.elbo.model.TotalCorrelation;
import io.elbo.spec.Training;
import picocli.CommandLine.Option;

/** What training minimises. */
final class ObjectiveOptions {
    private static final double USUAL_BETA = 4;
    private static final double USUAL_FREE_BITS = 0.25;
    private static final double USUAL_TOTAL_CORRELATION = 6;
    private static final double USUAL_MMD = 100;
    private static final double USUAL_GAMMA = 100;
    private static final double USUAL_CAPACITY = 25;

    enum Name {
        elbo,
        sampled_elbo,
        beta,
        free_bits,
        capacity,
        importance_weighted,
        doubly_reparameterized,
        total_correlation,
        info,
        wae,
        score_function
    }

    @Option(
            names = "--objective",
            paramLabel = "NAME",
            completionCandidates = Choice.Objectives.class,
            description = "What is maximised: ${COMPLETION-CANDIDATES}. Default: elbo")
    private Name name;

    @Option(
            names = "--samples",
            paramLabel = "L",
            description =
                    "Draws of z a row: L of the ELBO, k of importance_weighted. Default: 1; of importance_weighted 5")
    private Integer samples;

    @Option(
            names = "--beta",
            paramLabel = "B",
            description = "Weight of the KL divergence (default of beta: 4), or of the total correlation (6).")
    private Double beta;

    @Option(
            names = "--kl-warm-up",
            paramLabel = "EPOCHS",
            description = "Let the weight of the KL divergence rise from 0 over so many epochs.")
    private Double warmUp;

    @Option(
            names = "--kl-cycles",
            paramLabel = "N",
            description = "Let it rise from 0 again and again, N times over the training.")
    private Integer cycles;

    @Option(
            names = "--free-bits",
            paramLabel = "NATS",
            description = "Of free_bits: what each latent may carry for free. Default: 0.25")
    private Double freeBits;

    @Option(
            names = "--capacity",
            paramLabel = "NATS",
            description = "Of capacity: the KL divergence at the end, reached after half of the epochs. Default: 25")
    private Double capacity;

    @Option(
            names = "--mmd",
            paramLabel = "LAMBDA",
            description = "Of info and wae: the weight of the maximum mean discrepancy. Default: 100")
    private Double mmd;

    /** The training with this objective; as it was if nothing is given. */
    Training on(Training t) {
        Name wanted = name();
        if (wanted == null) {
            return t;
        }
        refuse("--beta", beta, wanted == Name.beta || wanted == Name.total_correlation);
        refuse("--mmd", mmd, wanted == Name.info || wanted == Name.wae);
        boolean sampled = wanted != Name.total_correlation && wanted != Name.info && wanted != Name.wae;
        refuse("--samples", samples, sampled);
        refuse("--kl-warm-up", warmUp, wanted == Name.beta);
        refuse("--kl-cycles", cycles, wanted == Name.beta);
        refuse("--free-bits", freeBits, wanted == Name.free_bits);
        refuse("--capacity", capacity, wanted == Name.capacity);
        return t.withObjective(objective(wanted, t.epochs()));
    }

    /** The objective that is asked for, by name or by what belongs to it. */
    private Name name() {
        if (name != null) {
            return name;
        }
        if (beta != null || warmUp != null || cycles != null) {
            return Name.beta;
        }
        if (freeBits != null) {
            return Name.free_bits;
        }
        if (capacity != null) {
            return Name.capacity;
        }
        return samples == null ? null : Name.elbo;
    }

    private void refuse(String flag, Object value, boolean allowed) {
        if (value != null && !allowed) {
            throw new IllegalArgumentException(flag + " does not go with --objective " + name());
        }
    }

    private Objective objective(Name wanted, int epochs) {
        int draws = samples == null ? 1 : samples;
        int many = samples == null ? 5 : samples;
        return switch (wanted) {
            case elbo -> new AnalyticElbo(draws);
            case sampled_elbo -> new SampledElbo(draws);
            case beta -> new BetaElbo(weight(), draws, schedule());
            case free_bits -> new FreeBits(freeBits == null ? USUAL_FREE_BITS : freeBits, draws);
            case capacity ->
                new Capacity(USUAL_GAMMA, capacity == null ? USUAL_CAPACITY : capacity, epochs / 2.0, draws);
            case importance_weighted -> new ImportanceWeighted(many, false);
            case doubly_reparameterized -> new ImportanceWeighted(many, true);
            case total_correlation -> new TotalCorrelation(beta == null ? USUAL_TOTAL_CORRELATION : beta);
            case info -> new InfoVae(0, mmd == null ? USUAL_MMD : mmd);
            case wae -> new InfoVae(1, mmd == null ? USUAL_MMD : mmd);
            case score_function -> new ScoreFunction(draws);
        };
    }

    private double weight() {
        // a schedule alone is of the ELBO's own weight
        return beta != null ? beta : warmUp != null || cycles != null ? 1 : USUAL_BETA;
    }

    private KlSchedule schedule() {
        if (warmUp != null && cycles != null) {
            throw new IllegalArgumentException("--kl-warm-up does not go with --kl-cycles");
        }
        if (warmUp != null) {
            return new KlSchedule.Linear(warmUp);
        }
        return cycles == null ? null : new KlSchedule.Cyclical(cycles);
    }
}
