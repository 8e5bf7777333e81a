package io.elbo.semi;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.engine.execution.Parameters;
import io.elbo.file.ModelFile;
import io.elbo.file.Safetensors;
import io.elbo.json.Json;
import io.elbo.spec.Provenance;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.LinearClassifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A classifier as a safetensors file. The tensors are all weights: those of the autoencoder under {@code vae.}, those of M2 under {@code m2.}.
 * The metadata are its definition and provenance.
 *
 * @param latents of M1 and M1+M2
 * @param linear of M1
 * @param m2 of M2 and M1+M2
 */
record SemiFile(SemiMethod method, SemiProvenance provenance, LatentFeatures latents, LinearClassifier linear, M2 m2) {
    private static final String FORMAT = "elbo-semi-2";
    private static final String VAE = "vae.";
    private static final String M2_PREFIX = "m2.";
    private static final String WEIGHT = "linear.weight";
    private static final String BIAS = "linear.bias";

    /**
     * The description of a classifier in a file.
     *
     * @param vae of M1 and M1+M2
     * @param vaeProvenance the provenance of that VAE
     * @param latents its latent dimensions that are used, from 0
     * @param classes of M1
     * @param m2 of M2 and M1+M2
     */
    private record Description(
            SemiMethod method,
            VaeSpec vae,
            Provenance vaeProvenance,
            List<Integer> latents,
            Integer classes,
            M2Spec m2) {
        Description {
            boolean onLatents = method != SemiMethod.M2;
            boolean fits = method != null
                    && onLatents == (vae != null)
                    && onLatents == (vaeProvenance != null)
                    && onLatents == (latents != null)
                    && (method == SemiMethod.M1) == (classes != null)
                    && (method == SemiMethod.M1) == (m2 == null);
            if (!fits) {
                throw new IllegalArgumentException("its parts are not those of its method");
            }
            if (classes != null && (classes < 2 || classes > 10_000)) {
                throw new IllegalArgumentException("classes " + classes + ": must be 2 to 10000");
            }
        }
    }

    private record Whole(Description classifier, SemiProvenance provenance, String weightsDigest) {}

    private Description description() {
        Vae vae = latents == null ? null : latents.vae();
        return new Description(
                method,
                vae == null ? null : vae.spec(),
                vae == null ? null : vae.provenance(),
                latents == null ? null : latents.kept(),
                linear == null ? null : linear.classes().length,
                m2 == null ? null : m2.spec());
    }

    static SemiFile of(SemiModel model) {
        if (model instanceof M1 m1) {
            return m1.file();
        }
        return model instanceof M2 m2 ? m2.file() : ((M1M2) model).file();
    }

    SemiModel model() {
        return switch (method) {
            case M1 -> new M1(latents, linear, provenance);
            case M2 -> m2;
            case M1M2 -> new M1M2(latents, m2);
        };
    }

    String toJson() {
        return Json.write(new Whole(description(), provenance, digest()));
    }

    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            tensors().forEach((name, tensor) -> {
                digest.update((name + tensor.shape()).getBytes(StandardCharsets.UTF_8));
                ByteBuffer bytes =
                        ByteBuffer.allocate(4 * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(tensor.values());
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void write(Path file) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("classifier", Json.write(description()));
        metadata.put("provenance", Json.write(provenance));
        new Safetensors(metadata, tensors()).write(file);
    }

    private Map<String, Safetensors.Tensor> tensors() {
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        if (latents != null) {
            ModelFile.put(tensors, VAE, latents.vae().parameters());
        }
        if (linear != null) {
            int classes = linear.classes().length;
            int features = latents.kept().size();
            double[][] weights = linear.weights();
            double[] intercepts = linear.intercepts();
            float[] values = new float[classes * features];
            float[] bias = new float[classes];
            for (int c = 0; c < classes; c++) {
                bias[c] = (float) intercepts[c];
                for (int j = 0; j < features; j++) {
                    values[c * features + j] = (float) weights[c][j];
                }
            }
            tensors.put(WEIGHT, new Safetensors.Tensor(List.of(classes, features), values));
            tensors.put(BIAS, new Safetensors.Tensor(List.of(classes), bias));
        }
        if (m2 != null) {
            ModelFile.put(tensors, M2_PREFIX, m2.parameters());
        }
        return tensors;
    }

    static SemiFile read(Path file) {
        Safetensors contents = Safetensors.read(file);
        ModelFile.checkFormat(contents, FORMAT, "classifier", file);
        Description what =
                Json.read(ModelFile.text(contents, "classifier", file), Description.class, file + ": classifier");
        SemiProvenance provenance =
                Json.read(ModelFile.text(contents, "provenance", file), SemiProvenance.class, file + ": provenance");
        if ((what.m2 == null) != (provenance.training() == null)) {
            throw new DataException(file + ": provenance: its training is not that of its method");
        }
        SemiFile read = new SemiFile(
                what.method,
                provenance,
                what.vae == null ? null : latents(contents, what, file),
                what.classes == null ? null : linear(contents, what, file),
                what.m2 == null ? null : m2(contents, what, provenance, file));
        Set<String> names = read.tensors().keySet();
        for (String name : contents.tensors().keySet()) {
            if (!names.contains(name)) {
                throw new DataException(file + ": tensor " + name + " does not belong to the classifier");
            }
        }
        return read;
    }

    private static LatentFeatures latents(Safetensors contents, Description what, Path file) {
        Parameters weights = ModelFile.get(contents, VAE, ModelFile.parameters(what.vae), file);
        try {
            return new LatentFeatures(Vae.of(what.vae, weights, what.vaeProvenance), what.latents);
        } catch (IllegalArgumentException e) {
            throw new DataException(file + ": classifier: " + e.getMessage(), e);
        }
    }

    private static M2 m2(Safetensors contents, Description what, SemiProvenance provenance, Path file) {
        if (what.latents != null && what.m2.features() != what.latents.size()) {
            throw new DataException(file + ": classifier: M2 of " + what.m2.features() + " features on "
                    + what.latents.size() + " latents");
        }
        return new M2(what.m2, ModelFile.get(contents, M2_PREFIX, M2Program.parameters(what.m2), file), provenance);
    }

    private static LinearClassifier linear(Safetensors contents, Description what, Path file) {
        int classes = what.classes;
        int features = what.latents.size();
        float[] bias = tensor(contents, BIAS, List.of(classes), file);
        float[] values = tensor(contents, WEIGHT, List.of(classes, features), file);
        double[][] weights = new double[classes][features];
        double[] intercepts = new double[classes];
        for (int c = 0; c < classes; c++) {
            intercepts[c] = bias[c];
            for (int j = 0; j < features; j++) {
                weights[c][j] = values[c * features + j];
            }
        }
        return LinearClassifier.of(IntStream.range(0, classes).toArray(), weights, intercepts);
    }

    private static float[] tensor(Safetensors contents, String name, List<Integer> shape, Path file) {
        Safetensors.Tensor tensor = contents.tensors().get(name);
        if (tensor == null || !tensor.shape().equals(shape)) {
            throw new DataException(file + ": tensor " + name
                    + (tensor == null ? " is missing" : " has shape " + tensor.shape() + ", not " + shape));
        }
        return tensor.values();
    }
}
