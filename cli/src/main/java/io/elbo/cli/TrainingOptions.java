package io.elbo.cli;

import io.elbo.engine.Optimizer;
import io.elbo.spec.Binarization;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The training settings. Those that are not given come from the spec file or are the default. */
final class TrainingOptions {
    enum OptimizerName {
        sgd,
        adagrad,
        adam,
        adamw
    }

    enum ScheduleName {
        constant,
        step,
        cosine
    }

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the data. Default: 10")
    private Integer epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Rows per minibatch. Default: 100")
    private Integer batch;

    @Option(
            names = "--optimizer",
            paramLabel = "METHOD",
            description = "Optimizer: ${COMPLETION-CANDIDATES}. Default: adam")
    private OptimizerName optimizer;

    @Option(names = "--learning-rate", paramLabel = "R", description = "Learning rate. Default: 0.001")
    private Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "SHAPE",
            description =
                    "Schedule of the learning rate: ${COMPLETION-CANDIDATES}. step divides it by 10 after each third of "
                            + "the epochs; cosine lowers it to 0. Default: constant")
    private ScheduleName schedule;

    @Option(
            names = "--warm-up",
            paramLabel = "STEPS",
            description = "Steps over which the learning rate rises from 0. Default: 0")
    private Integer warmUp;

    @Option(names = "--momentum", paramLabel = "M", description = "Momentum (sgd only). Default: 0.9")
    private Double momentum;

    @Option(names = "--weight-decay", paramLabel = "D", description = "Weight decay (adamw only). Default: 0.01")
    private Double weightDecay;

    @Option(
            names = "--clip-norm",
            paramLabel = "X",
            description = "Scale gradients down to this Euclidean norm. Default: 0, no clipping")
    private Double clipNorm;

    @Mixin
    private ObjectiveOptions objective;

    @Option(
            names = "--binarize",
            paramLabel = "HOW",
            completionCandidates = Choice.Binarizations.class,
            description = "Convert pixels to black and white: ${COMPLETION-CANDIDATES}. Default: none")
    private Binarization binarize;

    @Option(
            names = "--corrupt",
            paramLabel = "HOW:AMOUNT",
            description = "Corrupt the input of the encoder, so that the model learns to restore it: gaussian:0.3, "
                    + "salt_and_pepper:0.2, masking:0.5, blur:1.5 or downscale:2. Default: none")
    private String corruption;

    @Option(
            names = "--validation",
            paramLabel = "PART",
            description = "Fraction of the rows to hold out, 0 to 0.5; at most 5000 rows. Default: 0.05")
    private Double validation;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after N epochs without a better validation ELBO. Default: 0, never")
    private Integer patience;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of all randomness. Default: 1")
    private Long seed;

    /** Returns the given number of epochs; 0 if none is given. */
    int epochs() {
        if (epochs != null && epochs < 1) {
            throw new IllegalArgumentException("epochs " + epochs + ": must be at least 1");
        }
        return epochs == null ? 0 : epochs;
    }

    /**
     * Returns the training with the given settings.
     *
     * @param from the training of the spec file
     * @throws IllegalArgumentException if a value is not allowed
     */
    Training on(Training from) {
        Training t = from;
        t = epochs == null ? t : t.withEpochs(epochs);
        t = batch == null ? t : t.withBatch(batch);
        t = t.withOptimizer(optimizer(t.optimizer()));
        t = learningRate == null ? t : t.withLearningRate(learningRate);
        t = clipNorm == null ? t : t.withClipNorm(clipNorm);
        t = objective.on(t);
        t = corruption == null ? t : t.withCorruption(CorruptionType.parse(corruption));
        t = binarize == null ? t : t.withBinarization(binarize);
        t = seed == null ? t : t.withSeed(seed);
        t = t.withValidation(
                validation == null ? t.validation() : validation, patience == null ? t.patience() : patience);
        t = t.withSchedule(
                schedule == null ? t.schedule() : schedule(t.epochs()), warmUp == null ? t.warmUpSteps() : warmUp);
        return t;
    }

    private Optimizer optimizer(Optimizer from) {
        if (momentum != null && optimizer != OptimizerName.sgd) {
            throw new IllegalArgumentException("--momentum requires --optimizer sgd");
        }
        if (weightDecay != null && optimizer != OptimizerName.adamw) {
            throw new IllegalArgumentException("--weight-decay requires --optimizer adamw");
        }
        if (optimizer == null) {
            return from;
        }
        return switch (optimizer) {
            case sgd -> new Optimizer.Sgd(momentum == null ? 0.9 : momentum);
            case adagrad -> new Optimizer.Adagrad(1e-10);
            case adam -> new Optimizer.Adam();
            case adamw -> new Optimizer.AdamW(0.9, 0.999, 1e-8, weightDecay == null ? 0.01 : weightDecay);
        };
    }

    private Schedule schedule(int total) {
        return switch (schedule) {
            case constant -> new Schedule.Constant();
            case step -> new Schedule.Step(Math.max(1, (total + 2) / 3), 0.1);
            case cosine -> new Schedule.Cosine(0);
        };
    }
}
