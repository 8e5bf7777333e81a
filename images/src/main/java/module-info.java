/** Uses of models of images. */
module io.elbo.image {
    requires transitive io.elbo.vae;
    requires transitive io.elbo.statistics;
    requires io.elbo.math;
    requires com.fasterxml.jackson.annotation;

    exports io.elbo.image;
    exports io.elbo.image.generation;
    exports io.elbo.image.latent;
    exports io.elbo.image.score;

    opens io.elbo.image.generation to
            com.fasterxml.jackson.databind;
    opens io.elbo.image.latent to
            com.fasterxml.jackson.databind;
    opens io.elbo.image.score to
            com.fasterxml.jackson.databind;
}
