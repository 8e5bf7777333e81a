package io.elbo.table;

import io.elbo.Provenance;
import io.elbo.Vae;
import io.elbo.VaeSpec;
import io.elbo.data.DataException;
import io.elbo.data.table.Schema;
import io.elbo.internal.Json;
import io.elbo.internal.ModelFile;
import io.elbo.internal.Safetensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A table's model as a safetensors file: the weights of the VAE, and schema and encoding in the metadata. */
final class TableModelFile {
    static final String FORMAT = "elbo-table-1";
    private static final String TABLE = "table";

    private TableModelFile() {}

    /** What a table's model has beside its VAE. */
    private record Table(Schema schema, TableEncoding encoding, int components) {
        Table {
            if (schema == null || encoding == null) {
                throw new IllegalArgumentException("table: needs a schema and an encoding");
            }
            for (int column : encoding.columns()) {
                if (column < 0 || column >= schema.columns().size()) {
                    throw new IllegalArgumentException("encoding: column " + column + " of "
                            + schema.columns().size());
                }
            }
        }
    }

    static void write(Path file, TableModel model) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ModelFile.FORMAT, FORMAT);
        metadata.put(ModelFile.SPEC, model.vae().spec().toJson());
        metadata.put(ModelFile.PROVENANCE, Json.write(model.provenance()));
        metadata.put(TABLE, Json.write(new Table(model.schema(), model.encoding(), model.components())));
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        ModelFile.put(tensors, "", model.vae().parameters());
        new Safetensors(metadata, tensors).write(file);
    }

    static TableModel read(Path file) {
        Safetensors contents = Safetensors.read(file);
        ModelFile.checkFormat(contents, FORMAT, "table's model", file);
        VaeSpec spec = ModelFile.spec(contents, file);
        Provenance provenance = Json.read(
                ModelFile.text(contents, ModelFile.PROVENANCE, file), Provenance.class, file + ": provenance");
        Table table = Json.read(ModelFile.text(contents, TABLE, file), Table.class, file + ": table");
        Map<String, float[]> weights = new LinkedHashMap<>();
        contents.tensors().forEach((name, tensor) -> weights.put(name, tensor.values()));
        try {
            Vae vae = Vae.of(spec, weights, provenance);
            if (!spec.likelihood().equals(table.encoding.likelihood(table.components))
                    || spec.input() == null
                    || spec.input().get(0) != table.encoding.inputWidth()) {
                throw new DataException("the model's spec is not that of the table's columns");
            }
            return new TableModel(table.schema, table.encoding, table.components, vae);
        } catch (DataException | IllegalArgumentException e) {
            throw new DataException(file + ": " + e.getMessage(), e);
        }
    }
}
