module app {
    requires io.elbo.course;
    requires io.elbo.doctor;
    requires io.elbo.formats;
    requires io.elbo.image;
    requires io.elbo.semi;
    requires io.elbo.table;
}
