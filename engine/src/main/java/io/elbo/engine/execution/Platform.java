package io.elbo.engine.execution;

import io.elbo.engine.kernel.KernelChoice;

/** What this machine gives. Shows in the speed only. */
public final class Platform {
    private Platform() {}

    /** The kernels that run here, and why no faster ones do, in words. The logger {@code io.elbo.engine} says the same. */
    public static String kernels() {
        return KernelChoice.describe();
    }
}
