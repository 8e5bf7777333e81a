package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.image.Images;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.image.PcaModel;
import io.elbo.run.RunDirectory;
import io.elbo.spec.Elbo;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Computes the image model that needs no training: principal components. */
record ComputedRun(TrainRunOptions run, TrainingDataOptions data, ModelOptions model, CommandSpec command) {
    void compute() {
        Images images = data.images(command).target();
        Path folder = run.folder(images.name());
        Vae vae = Usage.settings(command, () -> PcaModel.fit(images, model.latent()));
        RunDirectory.Result result = RunDirectory.write(folder, vae, images);
        data.given().save(folder);
        result.warnings().forEach(Say::warning);
        Elbo elbo = vae.evaluate(images, EvaluationOptions.defaults()).elbo();
        System.out.printf(
                Locale.ROOT,
                "%d principal components of %,d rows, %s a row.%n",
                model.latent(),
                images.count(),
                new ReachedTerms(vae.spec()).brief(elbo));
        RunSummary.files(folder);
    }
}
