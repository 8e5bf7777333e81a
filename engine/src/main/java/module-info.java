/** Programs over rows: builds, differentiates, plans and runs them. */
module io.elbo.engine {
    requires io.elbo.math;
    requires static jdk.incubator.vector;

    exports io.elbo.engine;
    exports io.elbo.engine.execution;

    uses io.elbo.engine.kernel.KernelChoice.Provider;

    provides io.elbo.engine.kernel.KernelChoice.Provider with
            io.elbo.engine.kernel.vector.VectorProvider;
}
