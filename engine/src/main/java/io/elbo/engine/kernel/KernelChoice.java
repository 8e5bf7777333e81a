package io.elbo.engine.kernel;

import io.elbo.math.elementary.Fma;
import java.util.ServiceLoader;

/**
 * Which kernels run. Plain Java always works; the vector kernels need the module {@code jdk.incubator.vector} and a
 * processor with fused multiply-add. Vector code is slow until the JIT compiler has seen it, so work begins on the plain
 * kernels while a thread warms the vector kernels up, and changes over when they are ready. Both give the same bits.
 */
public final class KernelChoice {
    /** Finds vector kernels where the Vector API is present; loaded as a service, so that nothing here needs the API. */
    public interface Provider {
        /** Floats in a vector of the machine's preferred width. */
        int lanes();

        /** The kernels. */
        Kernels kernels();
    }

    private static final Provider VECTOR = find();
    private static final Kernels PLAIN = new PlainKernels();
    private static volatile Kernels current = PLAIN;
    private static volatile boolean warming;

    private KernelChoice() {}

    /** The kernels to use now. */
    public static Kernels current() {
        return current;
    }

    /** The plain kernels. */
    public static Kernels plain() {
        return PLAIN;
    }

    /** The vector kernels, or null where there are none. */
    public static Kernels vector() {
        return VECTOR == null ? null : VECTOR.kernels();
    }

    /** What runs here, in words: for provenance and messages. */
    public static String describe() {
        return VECTOR == null ? "plain Java" : "Vector API, " + 32 * VECTOR.lanes() + " bits";
    }

    static int panelWidth() {
        return VECTOR == null ? 16 : 2 * VECTOR.lanes();
    }

    /** Starts warming the vector kernels up, once. */
    public static void warmUp() {
        if (!warming && VECTOR != null) {
            start();
        }
    }

    private static synchronized void start() {
        if (warming) {
            return;
        }
        warming = true;
        Thread thread = new Thread(
                () -> {
                    Kernels kernels = VECTOR.kernels();
                    WarmUp.products(kernels);
                    current = new MixedKernels(kernels, PLAIN);
                    WarmUp.elementwise(kernels);
                    current = kernels;
                },
                "elbo-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static Provider find() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (!present || !Fma.HARDWARE || Boolean.getBoolean("elbo.plain")) {
            return null;
        }
        return ServiceLoader.load(Provider.class, KernelChoice.class.getClassLoader())
                .findFirst()
                .orElse(null);
    }
}
