/** Reads images and tables from files. */
module io.elbo.data {
    requires io.elbo.math;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires java.desktop;
    requires java.net.http;
    requires com.twelvemonkeys.imageio.core;
    requires com.twelvemonkeys.imageio.tiff;
    requires com.twelvemonkeys.imageio.webp;

    exports io.elbo.data;
    exports io.elbo.data.file;
    exports io.elbo.data.image;
    exports io.elbo.data.number;
    exports io.elbo.data.table;
    // what is built on data uses its machinery
    exports io.elbo.json to
            io.elbo.course,
            io.elbo.doctor,
            io.elbo.image,
            io.elbo.semi,
            io.elbo.table,
            io.elbo.vae;

    // records that are not public are read and written as JSON too
    opens io.elbo.data.image to
            com.fasterxml.jackson.databind;
    opens io.elbo.data.table to
            com.fasterxml.jackson.databind;
    opens io.elbo.json to
            com.fasterxml.jackson.databind;
}
