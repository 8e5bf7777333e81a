/** Reports the problems of a trained model and what to change. */
module io.elbo.doctor {
    requires transitive io.elbo.vae;
    requires transitive io.elbo.table;
    requires io.elbo.statistics;
    requires io.elbo.math;

    exports io.elbo.doctor;
}
