/** Measures, baselines and boosted trees. */
module io.elbo.statistics {
    requires transitive io.elbo.data;
    requires io.elbo.math;

    exports io.elbo.statistics.baseline;
    exports io.elbo.statistics.boosting;
    exports io.elbo.statistics.measure;
}
