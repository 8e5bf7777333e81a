/** Variational autoencoders: specs, training, inference, the model file. */
module io.elbo.vae {
    requires transitive io.elbo.data;
    requires transitive io.elbo.engine;
    requires io.elbo.math;
    requires java.desktop;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;

    exports io.elbo;
    exports io.elbo.evaluation;
    exports io.elbo.layer;
    exports io.elbo.model;
    exports io.elbo.plot;
    exports io.elbo.rows;
    exports io.elbo.run;
    exports io.elbo.spec;
    exports io.elbo.training;
    // what is built on the core uses its machinery
    exports io.elbo.file to
            io.elbo.course,
            io.elbo.doctor,
            io.elbo.image,
            io.elbo.semi,
            io.elbo.table;
    exports io.elbo.inference to
            io.elbo.course,
            io.elbo.doctor,
            io.elbo.image,
            io.elbo.semi,
            io.elbo.table;
    exports io.elbo.program to
            io.elbo.course,
            io.elbo.doctor,
            io.elbo.image,
            io.elbo.semi,
            io.elbo.table;
    exports io.elbo.training.loop to
            io.elbo.course,
            io.elbo.doctor,
            io.elbo.image,
            io.elbo.semi,
            io.elbo.table;

    // records that are not public are read and written as JSON too
    opens io.elbo.file to
            com.fasterxml.jackson.databind;
    opens io.elbo.run to
            com.fasterxml.jackson.databind;
    opens io.elbo.training.loop to
            com.fasterxml.jackson.databind;
}
