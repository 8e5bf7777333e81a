package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The model that a command uses. */
final class ModelOption {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model.safetensors, or the run folder it is in.")
    private Path model;

    Vae load() {
        return Vae.load(path());
    }

    Path path() {
        Path inside = model.resolve("model.safetensors");
        return Files.isRegularFile(inside) ? inside : model;
    }

    static ImageShape image(Vae vae) {
        return vae.spec()
                .image()
                .orElseThrow(() -> new DataException("this model's rows are no images, "
                        + vae.spec().data() + "; write numbers instead: -o FILE.npy"));
    }
}
