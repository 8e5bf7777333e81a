package io.elbo.file;

import io.elbo.data.DataException;
import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.execution.Parameters;
import io.elbo.json.Json;
import io.elbo.program.DecodeProgram;
import io.elbo.program.TrainingProgram;
import io.elbo.spec.Provenance;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model as a safetensors file: weights under PyTorch's names and shapes; spec and provenance as metadata. */
public final class ModelFile {
    public static final String FORMAT = "format";
    public static final String SPEC = "spec";
    public static final String PROVENANCE = "provenance";
    private static final String MODEL = "elbo-model-1";
    private static final String DECODER = "elbo-decoder-1";

    private ModelFile() {}

    /**
     * What a file holds.
     *
     * @param parameters those of the decoder, if that is all
     */
    public record Contents(VaeSpec spec, Provenance provenance, Parameters parameters, boolean decoderOnly) {}

    public static void write(Path file, VaeSpec spec, Provenance provenance, Parameters parameters) {
        write(file, MODEL, spec, provenance, parameters);
    }

    /** @param parameters those of the decoder only */
    public static void writeDecoder(Path file, VaeSpec spec, Provenance provenance, Parameters parameters) {
        write(file, DECODER, spec, provenance, parameters);
    }

    private static void write(Path file, String format, VaeSpec spec, Provenance provenance, Parameters parameters) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FORMAT, format);
        metadata.put(SPEC, spec.toJson());
        metadata.put(PROVENANCE, Json.write(provenance));
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        put(tensors, "", parameters);
        new Safetensors(metadata, tensors).write(file);
    }

    /** Reads a whole model. */
    public static Contents read(Path file) {
        Contents contents = readAny(file);
        if (contents.decoderOnly) {
            throw new DataException(
                    file + ": is a decoder alone; it generates, but this needs the encoder: give the whole model");
        }
        return contents;
    }

    /** Reads a model or a decoder. */
    public static Contents readAny(Path file) {
        Safetensors contents = Safetensors.read(file);
        boolean decoder = DECODER.equals(contents.metadata().get(FORMAT));
        if (!decoder) {
            checkFormat(contents, MODEL, "model", file);
        }
        VaeSpec spec = spec(contents, file);
        Provenance provenance = Json.read(text(contents, PROVENANCE, file), Provenance.class, file + ": provenance");
        checkLabelNames(spec, provenance, file);
        Collection<Node> nodes = decoder ? DecodeProgram.parameters(spec) : parameters(spec);
        Parameters parameters = get(contents, "", nodes, file);
        for (String name : contents.tensors().keySet()) {
            if (!parameters.names().contains(name)) {
                throw new DataException(file + ": tensor " + name + " does not belong to "
                        + (decoder ? "a decoder of this spec" : "the model's spec"));
            }
        }
        return new Contents(spec, provenance, parameters, decoder);
    }

    private static void checkLabelNames(VaeSpec spec, Provenance provenance, Path file) {
        int names = provenance.labelNames().size();
        boolean labelled = spec.condition() != null && spec.condition().size() == 1;
        if (names > (labelled ? spec.condition().get(0) : 0)) {
            throw new DataException(file + ": provenance: has " + names + " label names; its spec has "
                    + (labelled ? spec.condition().get(0) + " classes" : "no classes"));
        }
    }

    /** The nodes of all parameters of a spec, in the order of the file. */
    public static Collection<Node> parameters(VaeSpec spec) {
        return TrainingProgram.parameters(spec);
    }

    /** Parameters of given values: those that a spec needs. */
    public static Parameters parameters(VaeSpec spec, Map<String, float[]> values) {
        Collection<Node> nodes = parameters(spec);
        for (Node node : nodes) {
            String name = ((Op.Parameter) node.op()).name();
            float[] given = values.get(name);
            if (given == null || given.length != node.shape().size()) {
                throw new DataException(
                        "weight " + name + (given == null ? " is missing" : " has " + given.length + " numbers")
                                + "; the spec needs " + node.shape().size());
            }
        }
        if (values.size() != nodes.size()) {
            throw new DataException(values.size() + " weights; the spec needs " + nodes.size());
        }
        Parameters parameters = Parameters.zeros(nodes);
        parameters.names().forEach(name -> parameters.set(name, values.get(name)));
        return parameters;
    }

    /** The first values of a model's parameters. */
    public static Parameters initial(VaeSpec spec, Training training) {
        return Parameters.initial(parameters(spec), training.seed());
    }

    /** Parameters of a spec, all zero. */
    public static Parameters zeros(VaeSpec spec) {
        return Parameters.zeros(parameters(spec));
    }

    /** Refuses a file of another format. */
    public static void checkFormat(Safetensors contents, String wanted, String what, Path file) {
        String format = contents.metadata().get(FORMAT);
        String family = wanted.substring(0, wanted.lastIndexOf('-') + 1);
        if (!wanted.equals(format) && format != null && format.startsWith(family)) {
            throw new DataException(file + ": is a " + what + " of another version of elbo (" + Json.brief(format)
                    + "); this one reads " + wanted + ", so train it again");
        }
        if (!wanted.equals(format)) {
            throw new DataException(file + ": is not a " + what + " of elbo; its metadata has "
                    + (format == null ? "no format" : "format " + Json.brief(format)) + ", not " + wanted);
        }
    }

    public static VaeSpec spec(Safetensors contents, Path file) {
        return Json.read(text(contents, SPEC, file), VaeSpec.class, file + ": spec");
    }

    /** A text of the metadata. */
    public static String text(Safetensors contents, String name, Path file) {
        String text = contents.metadata().get(name);
        if (text == null) {
            throw new DataException(file + ": its metadata has no " + name);
        }
        return text;
    }

    /** Adds parameters under names with a prefix. */
    public static void put(Map<String, Safetensors.Tensor> tensors, String prefix, Parameters parameters) {
        for (String name : parameters.names()) {
            tensors.put(
                    prefix + name, new Safetensors.Tensor(parameters.shape(name).extents(), parameters.get(name)));
        }
    }

    /** The parameters of a spec under names with a prefix. */
    public static Parameters get(Safetensors contents, String prefix, VaeSpec spec, Path file) {
        return get(contents, prefix, parameters(spec), file);
    }

    /** The parameters of some nodes under names with a prefix. All are checked before memory is taken for any. */
    public static Parameters get(Safetensors contents, String prefix, Collection<Node> nodes, Path file) {
        for (Node node : nodes) {
            String name = prefix + ((Op.Parameter) node.op()).name();
            Safetensors.Tensor tensor = contents.tensors().get(name);
            if (tensor == null) {
                throw new DataException(file + ": tensor " + name + " is missing");
            }
            if (!tensor.shape().equals(node.shape().extents())) {
                throw new DataException(file + ": tensor " + name + " has shape " + tensor.shape() + ", the spec needs "
                        + node.shape().extents());
            }
        }
        Parameters parameters = Parameters.zeros(nodes);
        for (String name : parameters.names()) {
            parameters.set(name, contents.tensors().get(prefix + name).values());
        }
        return parameters;
    }
}
