package io.elbo.semi;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.file.Folders;
import io.elbo.data.image.Images;
import io.elbo.file.ModelFile;
import io.elbo.file.Safetensors;
import io.elbo.json.Json;
import io.elbo.model.Bernoulli;
import io.elbo.rows.Examples;
import io.elbo.rows.RowChecks;
import io.elbo.rows.RowsDigest;
import io.elbo.run.RunDirectory;
import io.elbo.run.RunReport;
import io.elbo.run.RunSession;
import io.elbo.run.StagedCheckpoint;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.Provenance;
import io.elbo.spec.RunSpec;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.LinearClassifier;
import io.elbo.training.TrainingListener;
import io.elbo.training.loop.Kept;
import io.elbo.training.loop.Lifecycle;
import io.elbo.training.loop.TrainingState;
import io.elbo.training.loop.VaeStates;
import io.elbo.training.loop.VaeTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Trains a classifier on few labels into a folder: {@code classifier.safetensors}, {@code spec.json}, {@code metrics.csv} of M2, and
 * {@code model.safetensors}, the autoencoder, if it was trained here. A training that was stopped or killed goes on to the same bits.
 */
public final class SemiRun {
    /** The classifier. */
    public static final String CLASSIFIER = "classifier.safetensors";
    /** Returns the autoencoder. */
    public static final String AUTOENCODER = "model.safetensors";
    /** The metrics of M2. */
    public static final String METRICS = "metrics.csv";

    private static final String CHECKPOINT = "checkpoint.safetensors";
    private static final String SPEC = "spec.json";
    private static final String FORMAT = "elbo-semi-checkpoint-1";
    private static final String AUTOENCODER_STAGE = "autoencoder";

    private SemiRun() {}

    /**
     * Who listens to the parts of a training.
     *
     * @param autoencoder to that of the autoencoder, and may stop it
     * @param classifier to that of M2, and may stop it
     */
    public record Listeners(TrainingListener autoencoder, M2Listener classifier) {
        /** Nobody. */
        public static final Listeners NONE = new Listeners(TrainingListener.NONE, M2Listener.NONE);
    }

    /**
     * Trains from the beginning.
     *
     * @param folder made if absent; must not hold a run
     * @param labels of all rows, of which the spec says how many are seen
     * @param autoencoder trained on the same rows; null where the spec has one to train, or the method needs none
     * @throws DataException if the folder, the rows or the labels are not right
     * @throws CancellationException if a listener requests a stop; {@link #resume} goes on
     */
    public static SemiModel train(
            Path folder,
            SemiSpec spec,
            Rows rows,
            int[] labels,
            Vae autoencoder,
            RunDirectory.Options options,
            Listeners listeners) {
        for (String name : List.of(CLASSIFIER, CHECKPOINT, AUTOENCODER)) {
            if (Files.exists(folder.resolve(name))) {
                throw new DataException(folder + ": already holds a run (" + name + "); "
                        + (name.equals(CHECKPOINT) ? "resume it, or " : "") + "choose another folder");
            }
        }
        boolean needed = spec.method() != SemiMethod.M2 && spec.autoencoder() == null;
        if (needed != (autoencoder != null)) {
            throw new IllegalArgumentException(
                    needed ? "autoencoder: is missing" : "autoencoder: the spec says another, or none");
        }
        LabelledSplit split = LabelledSplit.balanced(labels, spec.labels(), spec.seed());
        check(spec, rows, split, autoencoder);
        Folders.make(folder);
        return RunSession.locked(folder, () -> {
            StagedCheckpoint begun = begun(folder, spec, rows, labels);
            return train(folder, spec, rows, split, autoencoder, begun, options, listeners);
        });
    }

    /** Refuses rows that do not fit, before there is a folder. */
    private static void check(SemiSpec spec, Rows rows, LabelledSplit split, Vae autoencoder) {
        if (autoencoder != null) {
            RowChecks.examples(autoencoder.spec(), Examples.of(rows));
            LatentFeatures.check(autoencoder);
        }
        if (spec.autoencoder() != null) {
            Trainer.check(spec.autoencoder().model(), rows, spec.autoencoder().training());
        }
        if (spec.method() == SemiMethod.M2) {
            M2Spec m2 = m2(spec, rows, split);
            M2.checkValues(m2, rows, spec.training().training().binarization());
            M2.check(m2, rows, split);
        }
    }

    private static M2Spec m2(SemiSpec spec, Rows rows, LabelledSplit split) {
        return new M2Spec(shape(rows), split.classes(), new Bernoulli(), spec.networks());
    }

    private static StagedCheckpoint begun(Path folder, SemiSpec spec, Rows rows, int[] labels) {
        String digest = RowsDigest.of(rows) + ", labels " + Integer.toHexString(Arrays.hashCode(labels));
        return new StagedCheckpoint(folder.resolve(CHECKPOINT), FORMAT, spec.toJson(), digest);
    }

    /**
     * Goes on with a training that was stopped or killed; one that ended before its first checkpoint begins anew.
     *
     * @param rows and labels of the training
     * @throws DataException if the folder holds no such training, or the rows are others
     * @throws CancellationException if a listener requests a stop
     */
    public static SemiModel resume(
            Path folder, Rows rows, int[] labels, RunDirectory.Options options, Listeners listeners) {
        SemiSpec spec = spec(folder);
        return RunSession.locked(folder, () -> {
            StagedCheckpoint checkpoint = begun(folder, spec, rows, labels);
            if (Files.exists(checkpoint.file())) {
                StagedCheckpoint kept = StagedCheckpoint.read(checkpoint.file(), FORMAT);
                if (!kept.run().equals(checkpoint.run())) {
                    throw new DataException(checkpoint.file() + ": is a checkpoint of another spec than " + SPEC
                            + " describes; put the right one back");
                }
                RunDirectory.requireSame(folder, kept.digest(), checkpoint.digest());
                checkpoint = kept;
            }
            LabelledSplit split = LabelledSplit.balanced(labels, spec.labels(), spec.seed());
            return train(folder, spec, rows, split, null, checkpoint, options, listeners);
        });
    }

    /**
     * The spec of the training in a folder that has not ended.
     *
     * @throws DataException if there is none
     */
    public static SemiSpec spec(Path folder) {
        if (Files.exists(folder.resolve(CLASSIFIER))) {
            throw new DataException(folder + ": its classifier is trained; nothing is left to resume");
        }
        if (!Files.isRegularFile(folder.resolve(SPEC))) {
            throw new DataException(folder + ": holds no training of a classifier to resume");
        }
        return SemiSpec.read(folder.resolve(SPEC));
    }

    private static SemiModel train(
            Path folder,
            SemiSpec spec,
            Rows rows,
            LabelledSplit split,
            Vae given,
            StagedCheckpoint checkpoint,
            RunDirectory.Options options,
            Listeners listeners) {
        return RunSession.reported(
                folder,
                options.threads(),
                () -> listeners.autoencoder().stopRequested()
                        || listeners.classifier().stopRequested(),
                report -> {
                    if (options.data() != null) {
                        options.data().save(folder);
                    }
                    text(folder.resolve(SPEC), spec.toJson());
                    List<M2Epoch> before = checkpoint
                            .state("m2")
                            .map(kept ->
                                    M2States.position(kept, checkpoint.file()).epochs())
                            .orElse(List.of());
                    M2Report heard = new M2Report(folder, report, before, listeners.classifier());
                    checkpoint.saving(options.saveEvery(), heard::write);
                    SemiStages stages = new SemiStages(
                            new Lifecycle(checkpoint),
                            new AutoencoderReport(report, listeners.autoencoder()),
                            heard,
                            options.threads());
                    SemiModel model;
                    try {
                        Vae vae = spec.method() == SemiMethod.M2
                                ? null
                                : autoencoder(folder, spec, rows, given, stages, checkpoint);
                        model = fit(spec, rows, split, vae, stages);
                    } catch (CancellationException e) {
                        checkpoint.save();
                        throw e;
                    }
                    heard.write();
                    model.save(folder.resolve(CLASSIFIER));
                    delete(checkpoint.file());
                    return new RunSession.Ended<>(model, true);
                });
    }

    private static SemiModel fit(SemiSpec spec, Rows rows, LabelledSplit split, Vae vae, SemiStages stages) {
        return switch (spec.method()) {
            case M1 -> M1.fit(vae, rows, split, new LinearClassifier.Options(spec.penalty()));
            case M2 ->
                M2.fit(m2(spec, rows, split), new M2Task.Source(rows, null), rows, split, spec.training(), stages);
            case M1M2 -> M1M2.fit(vae, spec.networks(), rows, split, spec.training(), stages);
        };
    }

    private static List<Integer> shape(Rows rows) {
        return rows instanceof Images images
                ? List.of(
                        images.shape().height(),
                        images.shape().width(),
                        images.shape().channels())
                : List.of(rows.width());
    }

    private static Vae autoencoder(
            Path folder, SemiSpec spec, Rows rows, Vae given, SemiStages stages, StagedCheckpoint checkpoint) {
        RunSpec run = spec.autoencoder();
        if (run == null) {
            Vae kept = stages.lifecycle().computed(AUTOENCODER_STAGE, VAE, () -> {
                if (given == null) {
                    throw new DataException(folder
                            + ": the training ended before anything was saved; train again with the autoencoder");
                }
                return given;
            });
            checkpoint.save();
            return kept;
        }
        Trainer.check(run.model(), rows, run.training());
        TrainingState<EpochMetrics> trained = stages.lifecycle()
                .trained(
                        AUTOENCODER_STAGE,
                        new VaeStates(run),
                        from -> VaeTask.of(run, rows, stages.threads(), from),
                        stages.autoencoder());
        EpochMetrics best = trained.epochs().get(trained.bestEpoch() - 1);
        Vae vae = Trainer.model(run, rows, RowsDigest.of(rows), trained.weights(), best);
        vae.save(folder.resolve(AUTOENCODER));
        return vae;
    }

    /** An autoencoder that was given, in a checkpoint. */
    private static final Kept<Vae> VAE = new Kept<>() {
        @Override
        public Safetensors write(Vae vae) {
            Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
            ModelFile.put(tensors, "", vae.parameters());
            return new Safetensors(
                    Map.of(ModelFile.SPEC, vae.spec().toJson(), ModelFile.PROVENANCE, Json.write(vae.provenance())),
                    tensors);
        }

        @Override
        public Vae read(Safetensors kept, Path file) {
            VaeSpec spec = ModelFile.spec(kept, file);
            Provenance provenance = Json.read(
                    ModelFile.text(kept, ModelFile.PROVENANCE, file), Provenance.class, file + ": provenance");
            return Vae.of(spec, ModelFile.get(kept, "", spec, file), provenance);
        }
    };

    /** Reports the training of the autoencoder. */
    private record AutoencoderReport(RunReport report, TrainingListener listener) implements TrainingListener {
        @Override
        public void started(RunSpec run, int trainingRows, int validationRows, long parameters) {
            report.started(run.training().epochs());
            listener.started(run, trainingRows, validationRows, parameters);
        }

        @Override
        public void progressed(Progress progress) {
            report.progressed(progress);
            listener.progressed(progress);
        }

        @Override
        public void epochEnded(EpochMetrics metrics, boolean best) {
            listener.epochEnded(metrics, best);
        }

        @Override
        public boolean stopRequested() {
            return report.stopRequested();
        }
    }

    private static void text(Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it is of no use any more, and does no harm
        }
    }
}
