/** Experiments that demonstrate the theory, and reproductions of published results. */
module io.elbo.course {
    requires transitive io.elbo.vae;
    requires transitive io.elbo.semi;
    requires io.elbo.statistics;
    requires io.elbo.math;

    exports io.elbo.course.reproduction;
    exports io.elbo.course.study;
}
