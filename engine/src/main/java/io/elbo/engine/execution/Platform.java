package io.elbo.engine.execution;

import io.elbo.engine.kernel.KernelChoice;

/** What this machine provides. It affects only speed. */
public final class Platform {
    private Platform() {}

    /** Describes the kernels that run here, and why no faster ones do. The logger {@code io.elbo.engine} reports the same. */
    public static String kernels() {
        return KernelChoice.describe();
    }
}
