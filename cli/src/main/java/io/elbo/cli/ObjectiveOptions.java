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

/** The objective of the training. */
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
            description = "Objective to maximise: ${COMPLETION-CANDIDATES}. Default: elbo")
    private Name name;

    @Option(
            names = "--samples",
            paramLabel = "L",
            description =
                    "Draws of z per row: L of the ELBO, k of importance_weighted. Default: 1; 5 for importance_weighted "
                            + "and doubly_reparameterized")
    private Integer samples;

    @Option(
            names = "--beta",
            paramLabel = "B",
            description =
                    "Weight of the KL divergence (beta), or of the total correlation (total_correlation). Default: 4, or "
                            + "1 with --kl-warm-up or --kl-cycles; 6 for total_correlation")
    private Double beta;

    @Option(
            names = "--kl-warm-up",
            paramLabel = "EPOCHS",
            description = "Raise the weight of the KL divergence from 0 over this number of epochs.")
    private Double warmUp;

    @Option(
            names = "--kl-cycles",
            paramLabel = "N",
            description = "Raise the weight of the KL divergence from 0 repeatedly, in N cycles over the training.")
    private Integer cycles;

    @Option(
            names = "--free-bits",
            paramLabel = "NATS",
            description = "KL divergence of each latent that is not penalised (free_bits only). Default: 0.25")
    private Double freeBits;

    @Option(
            names = "--capacity",
            paramLabel = "NATS",
            description = "KL divergence at the end, reached after half of the epochs (capacity only). Default: 25")
    private Double capacity;

    @Option(
            names = "--mmd",
            paramLabel = "LAMBDA",
            description = "Weight of the maximum mean discrepancy (info and wae only). Default: 100")
    private Double mmd;

    /** Returns the training with the objective of the flags, or unchanged if none is given. */
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

    /** Returns the objective that the flags name or imply. */
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
            throw new IllegalArgumentException(flag + " cannot be used with --objective " + name());
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
        // a schedule without --beta rises to 1, the weight in the ELBO
        return beta != null ? beta : warmUp != null || cycles != null ? 1 : USUAL_BETA;
    }

    private KlSchedule schedule() {
        if (warmUp != null && cycles != null) {
            throw new IllegalArgumentException("--kl-warm-up cannot be used with --kl-cycles");
        }
        if (warmUp != null) {
            return new KlSchedule.Linear(warmUp);
        }
        return cycles == null ? null : new KlSchedule.Cyclical(cycles);
    }
}
