package io.elbo.engine.kernel;

import io.elbo.math.elementary.Fma;
import java.util.ServiceLoader;

/**
 * Which kernels run. Plain Java always works; the vector kernels need the module {@code jdk.incubator.vector}, Java's second
 * compiler and a processor with fused multiply-add. Vector code is slow until the JIT compiler has seen it, so work begins on
 * the plain kernels while a thread warms the vector kernels up, and changes over when they are ready. Both give the same bits.
 * What was chosen, and why, is said once, to the logger {@code io.elbo.engine}.
 */
public final class KernelChoice {
    /** Finds vector kernels where the Vector API is present; loaded as a service, so that nothing here needs the API. */
    public interface Provider {
        /** Floats in a vector of the machine's preferred width. */
        int lanes();

        /** The kernels. */
        Kernels kernels();
    }

    private static final String MODULE = "jdk.incubator.vector";

    /**
     * A choice.
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
        // at no higher level, which Java prints where nobody asked for logs
        System.getLogger("io.elbo.engine").log(System.Logger.Level.DEBUG, "kernels: " + CHOICE.words());
    }

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

    /** What runs here and why, in words: for provenance and messages. */
    public static String describe() {
        return CHOICE.words();
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
     * Whether Java's second compiler runs, without which vectors are objects in memory. The property is what HotSpot says of
     * itself in {@code java -version}; "client" is its first compiler alone. A Java that says neither is taken to have both.
     */
    private static boolean hasSecondCompiler() {
        String mode = System.getProperty("java.vm.info", "");
        return !mode.contains("interpreted") && !mode.contains("client");
    }
}
