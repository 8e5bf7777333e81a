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
 * The values of shared nodes by name. Values are read and written in the parameter's own order (PyTorch's); in memory they have
 * the layout that the kernels need. They must not change while a program runs. Any number of programs may read them at once.
 */
public final class Parameters {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    private Parameters() {}

    /**
     * Returns the initial values of the parameters of a program.
     *
     * @param parameters nodes made by {@link Graph#parameter}
     * @param seed of the random values
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

    /** Returns parameters of the same names and shapes, all zero. */
    public static Parameters zeros(Collection<Node> parameters) {
        Parameters result = new Parameters();
        for (Node node : parameters) {
            String name = ((Op.Parameter) node.op()).name();
            result.tensors.put(name, new Tensor(name, node.shape(), new Layout(node.shape())));
        }
        return result;
    }

    /** Returns parameters of the same names and shapes, all zero. */
    public Parameters zerosLike() {
        Parameters result = new Parameters();
        tensors.forEach((name, t) -> result.tensors.put(name, new Tensor(name, t.shape(), t.layout())));
        return result;
    }

    /** Returns an independent copy. */
    public Parameters copy() {
        Parameters result = zerosLike();
        tensors.forEach((name, t) -> result.tensors.get(name).copyFrom(t));
        return result;
    }

    /** Copies all values from parameters of the same names and shapes. */
    public void copyFrom(Parameters other) {
        tensors.forEach((name, t) -> t.copyFrom(other.tensor(name)));
    }

    /** Returns the names, in order. */
    public Set<String> names() {
        return java.util.Collections.unmodifiableSet(tensors.keySet());
    }

    /** Returns the shape of one parameter. */
    public Shape shape(String name) {
        return tensor(name).shape();
    }

    /** Returns the values of one parameter, in its own order. */
    public float[] get(String name) {
        return tensor(name).get();
    }

    /** Sets the values of one parameter, in its own order. */
    public void set(String name, float[] values) {
        tensor(name).set(values);
    }

    /** Returns the number of values. */
    public long size() {
        return tensors.values().stream().mapToLong(t -> t.shape().size()).sum();
    }

    /** Returns the SHA-256 of all names, shapes and values, in hexadecimal. */
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
            throw new IllegalArgumentException("no parameter " + name + "; known parameters are " + tensors.keySet());
        }
        return tensor;
    }
}
