/** Random numbers, the normal distribution, linear algebra, quadrature. */
module io.elbo.math {
    requires ejml.core;
    requires ejml.ddense;

    exports io.elbo.math;
    exports io.elbo.parallel;
    exports io.elbo.math.elementary to
            io.elbo.engine,
            io.elbo.vae;
}
