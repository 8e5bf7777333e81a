package io.elbo.image.generation;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.file.ModelFile;
import io.elbo.file.Safetensors;
import io.elbo.json.Json;
import io.elbo.spec.Provenance;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.GaussianMixture;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes samplers as safetensors files, which contain the kind, the digest of the model and the parameters. */
final class SamplerFile {
    private static final String FORMAT = "elbo-sampler-1";
    private static final String KIND = "kind";
    private static final String MIXTURE = "mixture";
    private static final String TWO_STAGE = "two-stage";
    private static final String MODEL = "model";
    private static final String STAGE = "stage.";

    private SamplerFile() {}

    private static Map<String, String> metadata(String kind, String model) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ModelFile.FORMAT, FORMAT);
        metadata.put(KIND, kind);
        metadata.put(MODEL, model);
        return metadata;
    }

    static void write(Path file, GaussianMixture mixture, String model) {
        double[] weights = mixture.weights();
        double[][] means = mixture.means();
        int d = means[0].length;
        float[] mean = new float[weights.length * d];
        float[] root = new float[weights.length * d * d];
        float[] weight = new float[weights.length];
        for (int c = 0; c < weights.length; c++) {
            weight[c] = (float) weights[c];
            double[][] lower = mixture.root(c);
            for (int i = 0; i < d; i++) {
                mean[c * d + i] = (float) means[c][i];
                for (int j = 0; j < d; j++) {
                    root[(c * d + i) * d + j] = (float) lower[i][j];
                }
            }
        }
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        tensors.put("weight", new Safetensors.Tensor(List.of(weights.length), weight));
        tensors.put("mean", new Safetensors.Tensor(List.of(weights.length, d), mean));
        tensors.put("root", new Safetensors.Tensor(List.of(weights.length, d, d), root));
        new Safetensors(metadata(MIXTURE, model), tensors).write(file);
    }

    static void write(Path file, TwoStageSampler sampler, String model) {
        Vae stage = sampler.stage();
        Map<String, String> metadata = metadata(TWO_STAGE, model);
        metadata.put(ModelFile.SPEC, stage.spec().toJson());
        metadata.put(ModelFile.PROVENANCE, Json.write(stage.provenance()));
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        tensors.put("shift", vector(sampler.shift()));
        tensors.put("scale", vector(sampler.scale()));
        for (String name : stage.weightNames()) {
            // flat because the stage's spec defines the shapes
            tensors.put(STAGE + name, vector(stage.weight(name)));
        }
        new Safetensors(metadata, tensors).write(file);
    }

    private static Safetensors.Tensor vector(float[] values) {
        return new Safetensors.Tensor(List.of(values.length), values);
    }

    static LatentSampler read(Path file, Vae vae) {
        Safetensors contents = Safetensors.read(file);
        ModelFile.checkFormat(contents, FORMAT, "sampler", file);
        if (!ModelFile.text(contents, MODEL, file).equals(vae.digest())) {
            throw new DataException(file + ": was fitted to another model; fit one to this model");
        }
        String kind = ModelFile.text(contents, KIND, file);
        try {
            return switch (kind) {
                case MIXTURE -> mixture(contents, vae, file);
                case TWO_STAGE -> twoStage(contents, vae, file);
                default ->
                    throw new DataException(
                            file + ": kind is " + Json.brief(kind) + ", must be " + MIXTURE + " or " + TWO_STAGE);
            };
        } catch (IllegalArgumentException e) {
            throw new DataException(file + ": " + e.getMessage(), e);
        }
    }

    private static LatentSampler mixture(Safetensors contents, Vae vae, Path file) {
        int d = vae.spec().latent();
        Safetensors.Tensor weight = contents.tensors().get("weight");
        if (weight == null || weight.shape().size() != 1) {
            throw new DataException(file + ": tensor weight must be a vector");
        }
        int components = weight.values().length;
        float[] mean = tensor(contents, "mean", List.of(components, d), file);
        float[] root = tensor(contents, "root", List.of(components, d, d), file);
        double[] weights = new double[components];
        double[][] means = new double[components][d];
        double[][][] roots = new double[components][d][d];
        for (int c = 0; c < components; c++) {
            weights[c] = weight.values()[c];
            for (int i = 0; i < d; i++) {
                means[c][i] = mean[c * d + i];
                for (int j = 0; j <= i; j++) {
                    roots[c][i][j] = root[(c * d + i) * d + j];
                }
            }
        }
        return MixtureSampler.of(GaussianMixture.of(weights, means, roots), vae.digest());
    }

    private static LatentSampler twoStage(Safetensors contents, Vae vae, Path file) {
        int d = vae.spec().latent();
        VaeSpec spec = ModelFile.spec(contents, file);
        Provenance provenance = Json.read(
                ModelFile.text(contents, ModelFile.PROVENANCE, file), Provenance.class, file + ": provenance");
        Map<String, float[]> weights = new LinkedHashMap<>();
        contents.tensors().forEach((name, tensor) -> {
            if (name.startsWith(STAGE)) {
                weights.put(name.substring(STAGE.length()), tensor.values());
            }
        });
        float[] shift = tensor(contents, "shift", List.of(d), file);
        float[] scale = tensor(contents, "scale", List.of(d), file);
        Vae stage;
        try {
            stage = Vae.of(spec, weights, provenance);
        } catch (DataException e) {
            throw new DataException(file + ": " + e.getMessage(), e);
        }
        return new TwoStageSampler(stage, shift, scale, vae.digest());
    }

    private static float[] tensor(Safetensors contents, String name, List<Integer> shape, Path file) {
        Safetensors.Tensor tensor = contents.tensors().get(name);
        if (tensor == null || !tensor.shape().equals(shape)) {
            throw new DataException(file + ": tensor " + name
                    + (tensor == null ? " is missing" : " has shape " + tensor.shape()) + ", must have shape " + shape);
        }
        return tensor.values();
    }
}
