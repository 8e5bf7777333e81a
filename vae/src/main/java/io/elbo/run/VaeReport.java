package io.elbo.run;

import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import io.elbo.training.TrainingListener;

/** Reports the training of a VAE in its run folder: status, {@code metrics.csv} and {@code latents.csv}; and to a listener. */
public final class VaeReport implements TrainingListener {
    private final RunReport report;
    private final RunCurves curves;
    private final TrainingListener listener;
    private double[] klPerLatent;

    /**
     * @param curves with the epochs before
     * @param best of these; null if there is none
     */
    public VaeReport(RunReport report, RunCurves curves, EpochMetrics best, TrainingListener listener) {
        this.report = report;
        this.curves = curves;
        this.listener = listener;
        if (best != null) {
            keep(best);
        }
    }

    private void keep(EpochMetrics metrics) {
        report.best(new RunStatus.Best(metrics.epoch(), metrics.score()));
    }

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
    public void klPerLatent(double[] nats) {
        klPerLatent = nats;
        listener.klPerLatent(nats);
    }

    @Override
    public void epochEnded(EpochMetrics metrics, boolean better) {
        if (better) {
            keep(metrics);
        }
        curves.add(metrics, klPerLatent);
        klPerLatent = null;
        listener.epochEnded(metrics, better);
    }

    @Override
    public void stage(String what) {
        report.stage(what);
        listener.stage(what);
    }

    @Override
    public boolean stopRequested() {
        return report.stopRequested();
    }
}
