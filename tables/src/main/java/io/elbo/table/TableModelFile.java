package io.elbo.table;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.table.Schema;
import io.elbo.file.ModelFile;
import io.elbo.file.Safetensors;
import io.elbo.json.Json;
import io.elbo.spec.Provenance;
import io.elbo.spec.VaeSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A table's model as a safetensors file: the weights of the VAE, and schema and encoding in the metadata. */
final class TableModelFile {
    private static final String FAMILY = "elbo-table-";
    static final String FORMAT = FAMILY + "4";
    private static final String TABLE = "table";
    private static final String SCORER = "scorer.";

    private TableModelFile() {}

    /** What a table's model has beside its VAE. */
    private record Table(
            Schema schema,
            TableEncoding encoding,
            int components,
            List<ScorerFile.Fold> scorer,
            MissingnessPatterns gaps,
            List<RowRules.Learned> rules,
            DensityRatio correction) {
        Table {
            if (schema == null || encoding == null || scorer == null || gaps == null || correction == null) {
                throw new IllegalArgumentException("table: needs schema, encoding, scorer, gaps and correction");
            }
            if (rules == null || rules.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("table: needs rules, if none an empty list");
            }
            if (scorer.isEmpty() || scorer.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("scorer: needs one entry at least");
            }
            for (ScorerFile.Fold fold : scorer) {
                fold.encoding().checkColumns(schema);
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
            if (!(spec.posterior().random() && spec.prior().standard())) {
                throw new IllegalArgumentException(
                        "the model's spec must have a diagonal Gaussian posterior and a standard normal prior");
            }
        }
    }

    static void write(Path file, TableModel model) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ModelFile.FORMAT, FORMAT);
        metadata.put(ModelFile.SPEC, model.vae().spec().toJson());
        metadata.put(ModelFile.PROVENANCE, Json.write(model.provenance()));
        metadata.put(
                TABLE,
                Json.write(new Table(
                        model.schema(),
                        model.encoding(),
                        model.components(),
                        model.scorer().folds().stream().map(ScorerFile.Fold::of).toList(),
                        model.synthesizer().gaps(),
                        model.synthesizer().rules().learned(),
                        model.synthesizer().correction())));
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        ModelFile.put(tensors, "", model.vae().parameters());
        for (int i = 0; i < model.scorer().folds().size(); i++) {
            ScorerFile.put(tensors, SCORER + i + ".", model.scorer().folds().get(i));
        }
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
        RowRules rules;
        try {
            table.check(spec);
            rules = new RowRules(table.schema, table.rules);
        } catch (IllegalArgumentException e) {
            throw new DataException(file + ": " + e.getMessage(), e);
        }
        ScorerFile tensors = new ScorerFile(contents, file);
        Vae vae = Vae.of(spec, tensors.parameters("", spec), provenance);
        List<TableScorer.Fold> folds = new ArrayList<>();
        for (int i = 0; i < table.scorer.size(); i++) {
            folds.add(tensors.read(SCORER + i + ".", table.scorer.get(i), provenance));
        }
        Set<String> known = tensors.known();
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
                new TableScorer(folds),
                table.gaps,
                rules,
                table.correction);
    }
}
