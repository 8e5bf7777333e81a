/** Tables in Parquet, JSON lines, Excel files and databases. */
module io.elbo.formats {
    requires transitive io.elbo.data;
    requires transitive java.sql;
    requires duckdb.jdbc;
    requires com.fasterxml.jackson.core;
    requires org.dhatim.fastexcel;
    requires org.dhatim.fastexcel.reader;

    exports io.elbo.formats;
}
