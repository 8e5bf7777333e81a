package io.elbo.engine.kernel.vector;

import io.elbo.engine.kernel.KernelChoice;
import io.elbo.engine.kernel.Kernels;

/** Offers the vector kernels as a service. */
public final class VectorProvider implements KernelChoice.Provider {
    private static final Kernels KERNELS = new VectorKernels();

    @Override
    public int lanes() {
        return Lanes.LANES;
    }

    @Override
    public Kernels kernels() {
        return KERNELS;
    }
}
