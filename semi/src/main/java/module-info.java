/** Classification with few labels. */
module io.elbo.semi {
    requires transitive io.elbo.vae;
    requires transitive io.elbo.statistics;
    requires io.elbo.math;
    requires com.fasterxml.jackson.annotation;

    exports io.elbo.semi;

    opens io.elbo.semi to
            com.fasterxml.jackson.databind;
}
