package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.image.generation.LatentSampler;
import io.elbo.image.generation.PriorSampler;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where codes are drawn from. */
final class SamplerOption {
    @Option(
            names = "--sampler",
            paramLabel = "FILE",
            order = 9,
            description = "Draw z from what 'fit-sampler' wrote. Default: from the prior")
    private Path file;

    boolean given() {
        return file != null;
    }

    LatentSampler of(Vae vae) {
        return file == null ? new PriorSampler(vae) : LatentSampler.load(file, vae);
    }
}
