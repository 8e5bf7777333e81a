package io.elbo.table;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.engine.execution.Parameters;
import io.elbo.file.ModelFile;
import io.elbo.file.Safetensors;
import io.elbo.json.Json;
import io.elbo.spec.Provenance;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.CentreDistance;
import io.elbo.statistics.baseline.MahalanobisDistance;
import io.elbo.training.loop.Kept;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The detectors of a table's model in its file. Weights, centres and factors are tensors, the rest is metadata. */
final class ScorerFile {
    private static final String VAE = "vae.";
    private static final String FEW = "few";
    private static final String MANY = "many";
    private static final String MEAN = "joint.mean";
    private static final String COVARIANCE = "joint.covariance";
    /** The limit of weights, which training never reaches. Beyond it, a network's values may not be finite. */
    private static final float MOST_WEIGHT = 1e6f;

    private final Safetensors contents;
    private final Path file;
    private final Set<String> known = new HashSet<>();

    ScorerFile(Safetensors contents, Path file) {
        this.contents = contents;
        this.file = file;
    }

    /** A fold in a checkpoint. */
    static final Kept<TableScorer.Fold> FOLD = new Kept<>() {
        private static final String TEXT = "fold";

        @Override
        public Safetensors write(TableScorer.Fold fold) {
            Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
            put(tensors, "", fold);
            return new Safetensors(Map.of(TEXT, Json.write(Fold.of(fold))), tensors);
        }

        @Override
        public TableScorer.Fold read(Safetensors kept, Path file) {
            Fold fold = Json.read(ModelFile.text(kept, TEXT, file), Fold.class, file + ": " + TEXT);
            return new ScorerFile(kept, file).read("", fold);
        }
    };

    /**
     * The metadata of one VAE of a fold.
     *
     * @param bins the bins of the numeric columns
     */
    record Member(List<BinEncoding.Bins> bins, VaeSpec spec, Provenance provenance) {
        Member {
            if (bins == null || spec == null || provenance == null) {
                throw new IllegalArgumentException("vaes: each needs bins, spec and provenance");
            }
        }

        static Member of(BinnedVae vae) {
            return new Member(vae.bins().bins(), vae.vae().spec(), vae.vae().provenance());
        }
    }

    /**
     * The metadata of one fold.
     *
     * @param few the number of centres of each set
     * @param heldOut the scores of held-out rows, rising
     */
    record Fold(
            TableEncoding encoding,
            List<Member> vaes,
            Vectors all,
            List<Integer> few,
            Vectors ordinary,
            List<RowDetectors.Scale> scales,
            List<Double> heldOut) {
        Fold {
            if (encoding == null || vaes == null || all == null || few == null || ordinary == null || scales == null) {
                throw new IllegalArgumentException("scorer: needs encoding, vaes, all, few, ordinary and scales");
            }
            if (heldOut == null || heldOut.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("scorer: needs held_out");
            }
            if (vaes.isEmpty()
                    || vaes.stream().anyMatch(Objects::isNull)
                    || scales.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("scorer: needs one VAE at least, and scales");
            }
            if (few.isEmpty() || few.stream().anyMatch(n -> n == null || n < 1)) {
                throw new IllegalArgumentException("few: needs sets of one centre at least");
            }
        }

        static Fold of(TableScorer.Fold fold) {
            RowDetectors detectors = fold.detectors();
            return new Fold(
                    detectors.encoding(),
                    detectors.vaes().stream().map(Member::of).toList(),
                    Vectors.of(detectors.all()),
                    Arrays.stream(detectors.few().centres())
                            .map(set -> set.length)
                            .toList(),
                    Vectors.of(detectors.ordinary()),
                    detectors.scales(),
                    Arrays.stream(fold.heldOut()).boxed().toList());
        }
    }

    /** The map from rows to points. */
    record Vectors(List<Double> mean, List<Double> deviation, double limit) {
        static Vectors of(RowVectors rows) {
            return new Vectors(rows.mean(), rows.deviation(), rows.limit());
        }

        RowVectors rows(TableEncoding encoding) {
            return new RowVectors(encoding, mean, deviation, limit);
        }
    }

    static void put(Map<String, Safetensors.Tensor> tensors, String prefix, TableScorer.Fold fold) {
        RowDetectors detectors = fold.detectors();
        for (int i = 0; i < detectors.vaes().size(); i++) {
            ModelFile.put(
                    tensors,
                    prefix + VAE + i + ".",
                    detectors.vaes().get(i).vae().parameters());
        }
        tensors.put(
                prefix + FEW,
                tensor(Arrays.stream(detectors.few().centres())
                        .flatMap(Arrays::stream)
                        .toArray(float[][]::new)));
        tensors.put(prefix + MANY, tensor(detectors.many().centres()[0]));
        detectors.joint().ifPresent(joint -> {
            tensors.put(prefix + MEAN, tensor(new float[][] {floats(joint.mean(), joint.width())}));
            tensors.put(
                    prefix + COVARIANCE,
                    tensor(Arrays.stream(joint.covariance())
                            .map(row -> floats(row, joint.width()))
                            .toArray(float[][]::new)));
        });
    }

    private static Safetensors.Tensor tensor(float[][] rows) {
        int width = rows[0].length;
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return new Safetensors.Tensor(List.of(rows.length, width), values);
    }

    private static float[] floats(double[] values, int width) {
        float[] floats = new float[width];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Returns the names of the tensors that were read. */
    Set<String> known() {
        return known;
    }

    /** @throws DataException if they are missing, have other shapes, or are too large for a network to stay finite */
    Parameters parameters(String prefix, VaeSpec spec) {
        Parameters parameters = ModelFile.get(contents, prefix, ModelFile.parameters(spec), file);
        for (String name : parameters.names()) {
            known.add(prefix + name);
            for (float value : contents.tensors().get(prefix + name).values()) {
                if (Math.abs(value) > MOST_WEIGHT) {
                    throw new DataException(
                            file + ": tensor " + prefix + name + ": a weight of " + value + "; at most 1e6 can be");
                }
            }
        }
        return parameters;
    }

    TableScorer.Fold read(String prefix, Fold fold) {
        List<BinnedVae> vaes = new ArrayList<>();
        try {
            int members = fold.vaes.size();
            for (int i = 0; i < members; i++) {
                Member member = fold.vaes.get(i);
                BinEncoding bins = new BinEncoding(RowDetectors.part(fold.encoding, i, members), member.bins);
                bins.check(member.spec);
                Vae vae = Vae.of(member.spec, parameters(prefix + VAE + i + ".", member.spec), member.provenance);
                vaes.add(new BinnedVae(bins, vae));
            }
            float[][] few = rows(prefix + FEW);
            float[][][] sets = new float[fold.few.size()][][];
            int from = 0;
            for (int i = 0; i < sets.length; i++) {
                int to = (int) Math.min(few.length, (long) from + fold.few.get(i));
                sets[i] = Arrays.copyOfRange(few, from, to);
                from = to;
            }
            RowDetectors detectors = new RowDetectors(
                    fold.encoding,
                    vaes,
                    fold.all.rows(fold.encoding),
                    CentreDistance.of(sets),
                    fold.ordinary.rows(fold.encoding),
                    CentreDistance.of(new float[][][] {rows(prefix + MANY)}),
                    joint(prefix),
                    fold.scales);
            return new TableScorer.Fold(
                    detectors, fold.heldOut.stream().mapToDouble(d -> d).toArray());
        } catch (IllegalArgumentException e) {
            throw new DataException(file + ": " + prefix + " " + e.getMessage(), e);
        }
    }

    private Optional<MahalanobisDistance> joint(String prefix) {
        if (!contents.tensors().containsKey(prefix + MEAN)) {
            return Optional.empty();
        }
        float[][] mean = rows(prefix + MEAN);
        float[][] covariance = rows(prefix + COVARIANCE);
        return Optional.of(MahalanobisDistance.of(
                doubles(mean[0]),
                Arrays.stream(covariance).map(ScorerFile::doubles).toArray(double[][]::new)));
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** Returns the rows of a two-dimensional tensor, checked to be finite. */
    private float[][] rows(String name) {
        Safetensors.Tensor tensor = contents.tensors().get(name);
        if (tensor == null || tensor.shape().size() != 2 || tensor.values().length == 0) {
            throw new DataException(file + ": needs a tensor " + name + " of rows and columns");
        }
        known.add(name);
        int width = tensor.shape().get(1);
        float[][] rows = new float[tensor.shape().get(0)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(tensor.values(), i * width, (i + 1) * width);
            for (float value : rows[i]) {
                if (!(Math.abs(value) <= MOST_WEIGHT)) {
                    throw new DataException(
                            file + ": tensor " + name + ": a value of " + value + "; at most 1e6 can be");
                }
            }
        }
        return rows;
    }
}
