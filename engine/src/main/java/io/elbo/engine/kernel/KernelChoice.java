package io.elbo.engine.kernel;

import io.elbo.math.elementary.Fma;
import java.util.ServiceLoader;

/**
 * Chooses the kernels that run. Plain Java always works. The vector kernels need the module {@code jdk.incubator.vector}, Java's
 * second compiler and a processor with fused multiply-add. Vector code is slow until the JIT compiler has compiled it, so work
 * starts on the plain kernels while a thread warms up the vector kernels, and switches when they are ready. Both give the same
 * bits. The choice and its reason are logged once, to the logger {@code io.elbo.engine}.
 */
public final class KernelChoice {
    /** Provides vector kernels where the Vector API is present. It is loaded as a service, so that this package does not need the API. */
    public interface Provider {
        /** Returns the floats in a vector of the machine's preferred width. */
        int lanes();

        /** Returns the kernels. */
        Kernels kernels();
    }

    private static final String MODULE = "jdk.incubator.vector";

    /**
     * A choice of kernels.
     *
     * @param vector null where only the plain kernels run
     * @param words which kernels run, and why no faster ones
     */
    private record Choice(Provider vector, String words) {
        static Choice vector(Provider provider) {
            return new Choice(provider, "Vector API, " + 32 * provider.lanes() + " bits");
        }

        static Choice plain(String why) {
            return new Choice(null, "plain Java, because " + why);
        }
    }

    private static final Choice CHOICE = choose();
    private static final Provider VECTOR = CHOICE.vector();
    private static final Kernels PLAIN = new PlainKernels();
    private static volatile Kernels current = PLAIN;
    private static volatile boolean warming;

    static {
        // Java prints higher levels even where no logging is configured
        System.getLogger("io.elbo.engine").log(System.Logger.Level.DEBUG, "kernels: " + CHOICE.words());
    }

    private KernelChoice() {}

    /** Returns the kernels to use now. */
    public static Kernels current() {
        return current;
    }

    /** Returns the plain kernels. */
    public static Kernels plain() {
        return PLAIN;
    }

    /** Returns the vector kernels, or null if there are none. */
    public static Kernels vector() {
        return VECTOR == null ? null : VECTOR.kernels();
    }

    /** Describes which kernels run here and why, for provenance and messages. */
    public static String describe() {
        return CHOICE.words();
    }

    static int panelWidth() {
        return VECTOR == null ? 16 : 2 * VECTOR.lanes();
    }

    /** Starts to warm up the vector kernels, once. */
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

    private static Choice choose() {
        if (Boolean.getBoolean("elbo.plain")) {
            return Choice.plain("elbo.plain is true");
        }
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Choice.plain("Java runs without the module " + MODULE + " (its option add-modules adds it)");
        }
        if (!hasSecondCompiler()) {
            return Choice.plain("Java runs without its second compiler (-Xint or -XX:TieredStopAtLevel=1)");
        }
        if (!Fma.HARDWARE) {
            return Choice.plain("Java finds no fused multiply-add in this processor");
        }
        return ServiceLoader.load(Provider.class, KernelChoice.class.getClassLoader())
                .findFirst()
                .map(Choice::vector)
                .orElseGet(() -> Choice.plain("no vector kernels are on the class path"));
    }

    /**
     * Returns whether Java's second compiler runs; without it, vectors are objects in memory. The property is HotSpot's own
     * description, as in {@code java -version}; "client" is its first compiler alone. A Java that reports neither is assumed to
     * have both.
     */
    private static boolean hasSecondCompiler() {
        String mode = System.getProperty("java.vm.info", "");
        return !mode.contains("interpreted") && !mode.contains("client");
    }
}
