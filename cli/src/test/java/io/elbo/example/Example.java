package io.elbo.example;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import io.elbo.evaluation.Encoding;
import io.elbo.model.Bernoulli;
import io.elbo.plot.Pictures;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.nio.file.Path;
import java.util.Arrays;

/** The example of the README. */
public final class Example {
    private Example() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        Images images = Lines.generate(2000, 1);

        VaeSpec spec = VaeSpec.dense(images.shape(), 200, 8, new Bernoulli());
        Vae trained = Trainer.fit(spec, images, Training.defaults().withEpochs(3));
        trained.save(folder.resolve("lines.safetensors"));

        Vae vae = Vae.load(folder.resolve("lines.safetensors"));
        Encoding q = vae.encode(images.limit(10));
        System.out.println("mean of q(z|x) of the first image: " + Arrays.toString(q.mean(0)));
        Pictures.sheet(vae.sample(64, 1), images.shape(), 8).write(folder.resolve("samples.png"));
    }
}
