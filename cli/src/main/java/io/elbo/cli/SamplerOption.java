package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.image.generation.LatentSampler;
import io.elbo.image.generation.PriorSampler;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The distribution that codes are drawn from. */
final class SamplerOption {
    @Option(
            names = "--sampler",
            paramLabel = "FILE",
            order = 9,
            description = "Sampler file from 'fit-sampler' to draw z from. Default: draw z from the prior")
    private Path file;

    boolean given() {
        return file != null;
    }

    LatentSampler of(Vae vae) {
        return file == null ? new PriorSampler(vae) : LatentSampler.load(file, vae);
    }
}
