/** Reads images and tables from files. */
module io.elbo.data {
    requires io.elbo.math;
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
}
