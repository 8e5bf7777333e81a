package io.elbo.image.generation;

import io.elbo.data.DataException;
import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.execution.Parameters;
import io.elbo.file.ModelFile;
import io.elbo.file.Safetensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes classifiers as safetensors files. The shapes of the weights define the layer sizes. */
final class FeatureFile {
    private static final String FORMAT = "elbo-features-1";

    private FeatureFile() {}

    static void write(Path file, FeatureClassifier.Form form, Parameters parameters) {
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        for (Node node : form.parameters()) {
            String name = ((Op.Parameter) node.op()).name();
            tensors.put(name, new Safetensors.Tensor(node.shape().extents(), parameters.get(name)));
        }
        new Safetensors(Map.of(ModelFile.FORMAT, FORMAT), tensors).write(file);
    }

    static FeatureClassifier read(Path file) {
        Safetensors contents = Safetensors.read(file);
        ModelFile.checkFormat(contents, FORMAT, "feature classifier", file);
        List<Integer> hidden = matrix(contents, "hidden", file);
        List<Integer> logits = matrix(contents, "logits", file);
        FeatureClassifier.Form form =
                new FeatureClassifier.Form(hidden.get(1), hidden.get(0), logits.get(1), logits.get(0));
        List<Node> nodes = form.parameters();
        for (Node node : nodes) {
            String name = ((Op.Parameter) node.op()).name();
            Safetensors.Tensor tensor = contents.tensors().get(name);
            if (tensor == null || !tensor.shape().equals(node.shape().extents())) {
                throw new DataException(file + ": tensor " + name
                        + (tensor == null ? " is missing" : " has shape " + tensor.shape()) + "; the classifier needs "
                        + node.shape().extents());
            }
        }
        Parameters parameters = Parameters.zeros(nodes);
        parameters
                .names()
                .forEach(name ->
                        parameters.set(name, contents.tensors().get(name).values()));
        return new FeatureClassifier(form, parameters);
    }

    private static List<Integer> matrix(Safetensors contents, String layer, Path file) {
        Safetensors.Tensor tensor = contents.tensors().get(layer + ".weight");
        if (tensor == null || tensor.shape().size() != 2) {
            throw new DataException(file + ": tensor " + layer + ".weight must be a matrix");
        }
        return tensor.shape();
    }
}
