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

/** A table's model as a safetensors file: weights as tensors, schema and encoding as metadata. */
final class TableModelFile {
    private static final String FAMILY = "elbo-table-";
    static final String FORMAT = FAMILY + "5";
    private static final String TABLE = "table";
    private static final String SCORER = "scorer.";

    private TableModelFile() {}

    /**
     * The parts of a table's model other than its VAE.
     *
     * @param scorer null if the spec has none
     * @param correction null if the spec has no synthesizer
     */
    private record Table(
            TableSpec spec,
            Schema schema,
            TableEncoding encoding,
            List<ScorerFile.Fold> scorer,
            MissingnessPatterns missingness,
            List<RowRules.Learned> rules,
            IntervalCalibration intervals,
            DensityRatio correction) {
        Table {
            if (spec == null || schema == null || encoding == null || missingness == null || intervals == null) {
                throw new IllegalArgumentException("table: needs spec, schema, encoding, missingness and intervals");
            }
            if (rules == null || rules.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("table: needs rules, if none an empty list");
            }
            if ((spec.scorer() == null) != (scorer == null)) {
                throw new IllegalArgumentException("table: needs a scorer if its spec has one, else none");
            }
            if ((spec.synthesizer() == null) != (correction == null)) {
                throw new IllegalArgumentException(
                        "table: needs a correction if its spec has a synthesizer, else none");
            }
            encoding.check(schema);
            missingness.check(encoding);
            intervals.check(encoding);
            if (scorer != null) {
                if (scorer.isEmpty() || scorer.stream().anyMatch(Objects::isNull)) {
                    throw new IllegalArgumentException("scorer: needs one entry at least");
                }
                for (ScorerFile.Fold fold : scorer) {
                    fold.encoding().checkColumns(schema);
                }
            }
            if (correction != null) {
                correction.check(encoding);
            }
        }

        /** Rejects the spec of another model. */
        void check(VaeSpec vae) {
            TableEncoding.check(
                    vae, encoding.likelihood(spec.model().components()), encoding.targetWidth(), encoding.inputWidth());
        }
    }

    static void write(Path file, TableModel model) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ModelFile.FORMAT, FORMAT);
        metadata.put(ModelFile.SPEC, model.vae().spec().toJson());
        metadata.put(ModelFile.PROVENANCE, Json.write(model.provenance()));
        List<TableScorer.Fold> folds =
                model.spec().scorer() == null ? null : model.scorer().folds();
        metadata.put(
                TABLE,
                Json.write(new Table(
                        model.spec(),
                        model.schema(),
                        model.encoding(),
                        folds == null
                                ? null
                                : folds.stream().map(ScorerFile.Fold::of).toList(),
                        model.synthesizer().missingness(),
                        model.synthesizer().rules().learned(),
                        model.intervals(),
                        model.spec().synthesizer() == null
                                ? null
                                : model.synthesizer().correction())));
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        ModelFile.put(tensors, "", model.vae().parameters());
        for (int i = 0; folds != null && i < folds.size(); i++) {
            ScorerFile.put(tensors, SCORER + i + ".", folds.get(i));
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
        TableScorer scorer = table.scorer == null ? null : scorer(tensors, table.scorer);
        Set<String> known = tensors.known();
        for (String name : contents.tensors().keySet()) {
            if (!known.contains(name)) {
                throw new DataException(file + ": tensor " + name + " does not belong to the table's model");
            }
        }
        return new TableModel(
                table.spec,
                table.schema,
                table.encoding,
                vae,
                scorer,
                table.missingness,
                rules,
                table.intervals,
                table.correction);
    }

    private static TableScorer scorer(ScorerFile tensors, List<ScorerFile.Fold> of) {
        List<TableScorer.Fold> folds = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            folds.add(tensors.read(SCORER + i + ".", of.get(i)));
        }
        return new TableScorer(folds);
    }
}
