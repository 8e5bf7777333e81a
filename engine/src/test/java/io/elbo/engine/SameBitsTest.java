package io.elbo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.engine.kernel.KernelChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the promise that a program gives the same bits, however it is run. */
class SameBitsTest {
    /** The digests on x86 with JDK 17. A change of the arithmetic changes them and belongs in the release notes. */
    private static final String PINNED = "76bae15b15a048d983ec1a7b56383202185bf8da5f2a8d6346999975b2d14619 "
            + "fca73628a03e70a62aa9be90a2c1c4479adb65e0a5b750ff0794a7c74a113498 "
            + "cea1a2b8622f24d5844e2a335caf7bc2137f5e9cb789807fdae37196a7129b93 "
            + "f172fef57e7e6bd75cd69eaadce9bcb29bd3c234ad6b7539bd3a528b97d0dc1d "
            + "3051233a19041792d03c536c31842a013d1416569de223ba18fba8bbbeedfedd "
            + "20438d64f6194a6c4d3f54d16e4998595e5e78cbe425e9e40170eecc62971e50";

    private static final String VECTOR = "--add-modules=jdk.incubator.vector";

    static List<Nets.Net> nets() {
        return List.of(Nets.dense(), Nets.convolutional(), Nets.draws(7, true));
    }

    @ParameterizedTest
    @MethodSource("nets")
    @Tag("slow")
    void anyNumberOfThreadsAndAnyCapacityEndsInTheSameBits(Nets.Net net) {
        String expected = Nets.train(net, new Optimizer.Adam(), 0, 3, 37, 37, 1);
        for (int threads = 1; threads <= 3; threads++) {
            for (int capacity : new int[] {37, 64, 200}) {
                assertEquals(
                        expected,
                        Nets.train(net, new Optimizer.Adam(), 0, 3, 37, capacity, threads),
                        threads + " threads, capacity " + capacity);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01})
    void rowsThatSeeEachOtherEndInTheSameBits(double greatestNorm) {
        Optimizer sgd = new Optimizer.Sgd(0.9);
        String expected = Nets.train(Nets.coupled(37), sgd, greatestNorm, 3, 37, 37, 1);
        for (int threads = 1; threads <= 3; threads++) {
            for (int capacity : new int[] {37, 64, 100}) {
                assertEquals(
                        expected,
                        Nets.train(Nets.coupled(capacity), sgd, greatestNorm, 3, 37, capacity, threads),
                        threads + " threads, capacity " + capacity);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("nets")
    void theNormOfTheGradientsDoesNotDependOnThreads(Nets.Net net) {
        String expected = Nets.train(net, new Optimizer.Sgd(0), 0.01, 3, 37, 37, 1);
        for (int threads = 2; threads <= 4; threads++) {
            assertEquals(expected, Nets.train(net, new Optimizer.Sgd(0), 0.01, 3, 37, 37, threads));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void aStepMoreOrLessShowsInTheDigest(double greatestNorm) {
        Optimizer adam = new Optimizer.Adam();
        String two = Nets.train(Nets.dense(), adam, greatestNorm, 2, 37, 37, 1);
        assertTrue(!two.equals(Nets.train(Nets.dense(), adam, greatestNorm, 3, 37, 37, 1)));
    }

    @Test
    void everyMachineEndsInThePinnedBits() {
        assertEquals(PINNED, DigestProgram.digests(2));
    }

    /** Kernels, vector widths and fused multiply-add differ between these virtual machines; the weights do not. */
    @Test
    @Tag("slow")
    void everyKindOfProcessorEndsInTheSameBits() throws Exception {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        kinds.put("as it is", List.of(VECTOR));
        kinds.put("plain kernels", List.of(VECTOR, "-Delbo.plain=true"));
        kinds.put("no Vector API", List.of());
        if (List.of("amd64", "x86_64").contains(System.getProperty("os.arch"))) {
            if (KernelChoice.describe().endsWith(" 512 bits")) {
                kinds.put("AVX2", List.of(VECTOR, "-XX:UseAVX=2"));
            }
            kinds.put("AVX", List.of(VECTOR, "-XX:UseAVX=1"));
            kinds.put("no AVX, no fused multiply-add", List.of(VECTOR, "-XX:UseAVX=0"));
        }
        Map<String, Process> running = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> kind : kinds.entrySet()) {
            running.put(kind.getKey(), Jvm.start(kind.getValue(), DigestProgram.class));
        }
        for (Map.Entry<String, Process> kind : running.entrySet()) {
            List<String> lines = Jvm.output(kind.getValue());
            List<String> digests = lines.subList(lines.size() - 2, lines.size());
            assertEquals(List.of(PINNED, PINNED), digests, kind.getKey() + ": " + lines);
        }
    }
}
