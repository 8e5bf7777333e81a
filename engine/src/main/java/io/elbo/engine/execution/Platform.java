package io.elbo.engine.execution;

import io.elbo.engine.kernel.KernelChoice;

/** What this machine gives. Shows in the speed only. */
public final class Platform {
    private Platform() {}

    /** The kernels that run here, in words. */
    public static String kernels() {
        return KernelChoice.describe();
    }
}
