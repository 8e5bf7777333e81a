package io.elbo.table;

import io.elbo.Provenance;
import io.elbo.Vae;
import io.elbo.VaeSpec;
import io.elbo.data.DataException;
import io.elbo.data.table.Schema;
import io.elbo.engine.Parameters;
import io.elbo.internal.Json;
import io.elbo.internal.ModelFile;
import io.elbo.internal.Safetensors;
import io.elbo.model.DiagonalGaussian;
import io.elbo.model.StandardNormal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A table's model as a safetensors file: the weights of the VAE, and schema and encoding in the metadata. */
final class TableModelFile {
    private static final String FAMILY = "elbo-table-";
    static final String FORMAT = FAMILY + "3";
    private static final String TABLE = "table";
    private static final String SCORER = "scorer.";
    private static final String RELATIONS = "relations.";

    private TableModelFile() {}

    /** What a table's model has beside its VAE. */
    private record Table(
            Schema schema,
            TableEncoding encoding,
            int components,
            List<List<BinEncoding.Bins>> scorer,
            Relations.Limits relations,
            List<Double> heldOut,
            Gaps gaps,
            Correction correction) {
        Table {
            if (schema == null || encoding == null || scorer == null || heldOut == null) {
                throw new IllegalArgumentException("table: needs schema, encoding, scorer and held_out");
            }
            if (relations == null || gaps == null || correction == null) {
                throw new IllegalArgumentException("table: needs relations, gaps and correction");
            }
            if (scorer.isEmpty() || heldOut.isEmpty()) {
                throw new IllegalArgumentException("table: scorer and held_out need one entry at least");
            }
            double last = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < heldOut.size(); i++) {
                Double score = heldOut.get(i);
                if (score == null || !Double.isFinite(score) || score < last) {
                    throw new IllegalArgumentException("held_out: must be finite and rise; entry " + i + " does not");
                }
                last = score;
            }
            encoding.check(schema);
            gaps.check(encoding);
            correction.check(encoding);
        }

        /** Refuses the spec of another model. */
        void check(VaeSpec spec) {
            boolean fits = spec.likelihood().equals(encoding.likelihood(components))
                    && spec.data().equals(List.of(encoding.targetWidth()))
                    && List.of(encoding.inputWidth()).equals(spec.input())
                    && spec.condition() == null;
            if (!fits) {
                throw new IllegalArgumentException("the model's spec is not that of the table's columns");
            }
            if (!(spec.posterior() instanceof DiagonalGaussian && spec.prior() instanceof StandardNormal)) {
                throw new IllegalArgumentException(
                        "the model's spec must have a diagonal Gaussian posterior and a standard normal prior");
            }
        }

        List<BinEncoding> bins() {
            return IntStream.range(0, scorer.size())
                    .mapToObj(i -> new BinEncoding(TableScorer.part(encoding, i), scorer.get(i)))
                    .toList();
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
                        model.scorer().limits(),
                        Arrays.stream(model.heldOut()).boxed().toList(),
                        model.synthesizer().gaps(),
                        model.synthesizer().correction())));
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        ModelFile.put(tensors, "", model.vae().parameters());
        for (int i = 0; i < members.size(); i++) {
            ModelFile.put(tensors, SCORER + i + ".", members.get(i).vae().parameters());
        }
        ModelFile.put(tensors, RELATIONS, model.scorer().relations().vae().parameters());
        new Safetensors(metadata, tensors).write(file);
    }

    static boolean isOne(Path file) {
        String format = Safetensors.read(file).metadata().get(ModelFile.FORMAT);
        return format != null && format.startsWith(FAMILY);
    }

    static TableModel read(Path file) {
        Safetensors contents = Safetensors.read(file);
        ModelFile.checkFormat(contents, FORMAT, "table's model", file);
        VaeSpec spec = ModelFile.spec(contents, file);
        Provenance provenance = Json.read(
                ModelFile.text(contents, ModelFile.PROVENANCE, file), Provenance.class, file + ": provenance");
        Table table = Json.read(ModelFile.text(contents, TABLE, file), Table.class, file + ": table");
        List<BinEncoding> bins;
        try {
            table.check(spec);
            bins = table.bins();
        } catch (IllegalArgumentException e) {
            throw new DataException(file + ": " + e.getMessage(), e);
        }
        Set<String> known = new HashSet<>();
        Vae vae = Vae.of(spec, parameters(contents, "", spec, known, file), provenance);
        List<TableScorer.Member> members = new ArrayList<>();
        for (int i = 0; i < bins.size(); i++) {
            VaeSpec member = TableScorer.spec(bins.get(i));
            Parameters parameters = parameters(contents, SCORER + i + ".", member, known, file);
            members.add(new TableScorer.Member(bins.get(i), Vae.of(member, parameters, provenance)));
        }
        VaeSpec own = Relations.spec(table.encoding);
        Vae relations = Vae.of(own, parameters(contents, RELATIONS, own, known, file), provenance);
        for (String name : contents.tensors().keySet()) {
            if (!known.contains(name)) {
                throw new DataException(file + ": tensor " + name + " does not belong to the table's model");
            }
        }
        return new TableModel(
                table.schema,
                table.encoding,
                table.components,
                vae,
                new TableScorer(members, new Relations(table.encoding, relations), table.relations),
                table.heldOut.stream().mapToDouble(d -> d).toArray(),
                table.gaps,
                table.correction);
    }

    private static Parameters parameters(
            Safetensors contents, String prefix, VaeSpec spec, Set<String> known, Path file) {
        Parameters parameters = ModelFile.get(contents, prefix, ModelFile.parameters(spec), file);
        parameters.names().forEach(name -> known.add(prefix + name));
        return parameters;
    }
}
