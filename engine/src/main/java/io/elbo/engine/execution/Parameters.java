package io.elbo.engine.execution;

import io.elbo.engine.Graph;
import io.elbo.engine.Initializer;
import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.Shape;
import io.elbo.math.Noise;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The values of shared nodes by name. Values are read and written in the parameter's own order (PyTorch's); in memory
 * they lie as the kernels want them. Not safe for change while a program runs; any number of programs may read at once.
 */
public final class Parameters {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    private Parameters() {}

    /**
     * The first values of the parameters of a program.
     *
     * @param parameters nodes made by {@link Graph#parameter}
     * @param seed of the random ones
     */
    public static Parameters initial(Collection<Node> parameters, long seed) {
        Parameters result = zeros(parameters);
        for (Node node : parameters) {
            Op.Parameter parameter = (Op.Parameter) node.op();
            float[] values = new float[node.shape().size()];
            int stream = Noise.stream(parameter.name());
            if (parameter.initializer() instanceof Initializer.Constant c) {
                java.util.Arrays.fill(values, c.value());
            } else if (parameter.initializer() instanceof Initializer.Normal n) {
                Noise.normal(seed, stream, 0, 0, values, 0, values.length);
                scale(values, n.standardDeviation(), 0);
            } else if (parameter.initializer() instanceof Initializer.Uniform u) {
                Noise.uniform(seed, stream, 0, 0, values, 0, values.length);
                scale(values, 2 * u.bound(), -u.bound());
            }
            result.set(parameter.name(), values);
        }
        return result;
    }

    private static void scale(float[] values, double factor, double summand) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * factor + summand);
        }
    }

    /** Parameters of the same names and shapes, all zero. */
    public static Parameters zeros(Collection<Node> parameters) {
        Parameters result = new Parameters();
        for (Node node : parameters) {
            String name = ((Op.Parameter) node.op()).name();
            result.tensors.put(name, new Tensor(name, node.shape(), new Layout(node.shape())));
        }
        return result;
    }

    /** Parameters of the same names and shapes, all zero. */
    public Parameters zerosLike() {
        Parameters result = new Parameters();
        tensors.forEach((name, t) -> result.tensors.put(name, new Tensor(name, t.shape(), t.layout())));
        return result;
    }

    /** A copy that shares nothing. */
    public Parameters copy() {
        Parameters result = zerosLike();
        tensors.forEach((name, t) -> result.tensors.get(name).copyFrom(t));
        return result;
    }

    /** Takes over all values of parameters of the same names and shapes. */
    public void copyFrom(Parameters other) {
        tensors.forEach((name, t) -> t.copyFrom(other.tensor(name)));
    }

    /** The names, in order. */
    public Set<String> names() {
        return java.util.Collections.unmodifiableSet(tensors.keySet());
    }

    /** The shape of one. */
    public Shape shape(String name) {
        return tensor(name).shape();
    }

    /** The values of one, in its own order. */
    public float[] get(String name) {
        return tensor(name).get();
    }

    /** Sets the values of one, in its own order. */
    public void set(String name, float[] values) {
        tensor(name).set(values);
    }

    /** The number of values. */
    public long size() {
        return tensors.values().stream().mapToLong(t -> t.shape().size()).sum();
    }

    /** The SHA-256 of all names, shapes and values, in hexadecimal. */
    public String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Tensor tensor : tensors.values()) {
                digest.update((tensor.name() + tensor.shape()).getBytes(StandardCharsets.UTF_8));
                float[] values = tensor.get();
                ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no parameter " + name + "; there are " + tensors.keySet());
        }
        return tensor;
    }
}
