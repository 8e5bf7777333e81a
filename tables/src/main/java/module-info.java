/** What is done with models of tables. */
module io.elbo.table {
    requires transitive io.elbo.vae;
    requires transitive io.elbo.statistics;
    requires io.elbo.math;
    requires com.fasterxml.jackson.annotation;

    exports io.elbo.table;
    exports io.elbo.table.report;

    opens io.elbo.table to
            com.fasterxml.jackson.databind;
    opens io.elbo.table.report to
            com.fasterxml.jackson.databind;
}
