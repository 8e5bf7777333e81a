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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table's model as a safetensors file: the weights of the VAE, and schema and encoding in the metadata. */
final class TableModelFile {
    static final String FORMAT = "elbo-table-1";
    private static final String TABLE = "table";
    private static final String SCORER = "scorer.";

    private TableModelFile() {}

    /** What a table's model has beside its VAE. */
    private record Table(
            Schema schema,
            TableEncoding encoding,
            int components,
            List<List<BinEncoding.Bins>> scorer,
            List<Double> heldOut) {
        Table {
            if (schema == null || encoding == null || scorer == null || heldOut == null) {
                throw new IllegalArgumentException("table: needs schema, encoding, scorer and held_out");
            }
            for (int i = 1; i < heldOut.size(); i++) {
                if (!(heldOut.get(i - 1) <= heldOut.get(i))) {
                    throw new IllegalArgumentException("held_out: must rise; entry " + i + " does not");
                }
            }
            for (List<BinEncoding.Bins> bins : scorer) {
                if (bins.size() != encoding.numbers() || bins.contains(null)) {
                    throw new IllegalArgumentException(
                            "scorer: needs bins for each of " + encoding.numbers() + " numbers");
                }
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
        List<TableScorer.Member> members = model.scorer().members();
        metadata.put(
                TABLE,
                Json.write(new Table(
                        model.schema(),
                        model.encoding(),
                        model.components(),
                        members.stream().map(m -> m.bins().bins()).toList(),
                        Arrays.stream(model.heldOut()).boxed().toList())));
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        ModelFile.put(tensors, "", model.vae().parameters());
        for (int i = 0; i < members.size(); i++) {
            ModelFile.put(tensors, SCORER + i + ".", members.get(i).vae().parameters());
        }
        new Safetensors(metadata, tensors).write(file);
    }

    static boolean isOne(Path file) {
        return FORMAT.equals(Safetensors.read(file).metadata().get(ModelFile.FORMAT));
    }

    static TableModel read(Path file) {
        Safetensors contents = Safetensors.read(file);
        ModelFile.checkFormat(contents, FORMAT, "table's model", file);
        VaeSpec spec = ModelFile.spec(contents, file);
        Provenance provenance = Json.read(
                ModelFile.text(contents, ModelFile.PROVENANCE, file), Provenance.class, file + ": provenance");
        Table table = Json.read(ModelFile.text(contents, TABLE, file), Table.class, file + ": table");
        try {
            Vae vae = Vae.of(spec, weights(contents, ""), provenance);
            if (!spec.likelihood().equals(table.encoding.likelihood(table.components))
                    || spec.input() == null
                    || spec.input().get(0) != table.encoding.inputWidth()) {
                throw new DataException("the model's spec is not that of the table's columns");
            }
            List<TableScorer.Member> members = new ArrayList<>();
            for (int i = 0; i < table.scorer.size(); i++) {
                BinEncoding bins = new BinEncoding(table.encoding, table.scorer.get(i));
                Vae member = Vae.of(TableScorer.spec(bins), weights(contents, SCORER + i + "."), provenance);
                members.add(new TableScorer.Member(bins, member));
            }
            return new TableModel(
                    table.schema,
                    table.encoding,
                    table.components,
                    vae,
                    new TableScorer(members),
                    table.heldOut.stream().mapToDouble(d -> d).toArray());
        } catch (DataException | IllegalArgumentException e) {
            throw new DataException(file + ": " + e.getMessage(), e);
        }
    }

    /** The tensors whose names begin so; with no prefix, those of no scorer. */
    private static Map<String, float[]> weights(Safetensors contents, String prefix) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        contents.tensors().forEach((name, tensor) -> {
            if (prefix.isEmpty() ? !name.startsWith(SCORER) : name.startsWith(prefix)) {
                weights.put(name.substring(prefix.length()), tensor.values());
            }
        });
        return weights;
    }
}
