package io.elbo.benchmarks;

import io.elbo.engine.Optimizer;
import io.elbo.engine.Unary;
import io.elbo.engine.kernel.KernelChoice;
import io.elbo.engine.kernel.Kernels;
import io.elbo.engine.kernel.Panels;
import io.elbo.engine.kernel.UpdateRule;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the kernels at the sizes of a 784-500-20-500-784 model in batches of 100, and the machine's peak. Scores of the products and of
 * the peak are floating-point operations per nanosecond, which is GFLOP/s of one core. Other scores are values per nanosecond.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBenchmark {
    private static final int DEPTH = 784;
    private static final int COLUMNS = 512;
    private static final int ROWS = 50;
    private static final int BATCH = 100;
    /** The number of terms for which at least one of a pair of rows, or of columns, is not zero, as in images of digits. */
    private static final int TERMS_OF_ROWS = DEPTH * 2 / 7;

    private static final int TERMS_OF_COLUMNS = BATCH / 5;
    private static final int PEAK_STEPS = 1000;
    private static final int PEAK_SUMS = 12;

    /** The kind of kernels. */
    @Param({"vector", "plain"})
    public String kind;

    private Kernels kernels;
    private float[] a;
    private float[] b;
    private float[] c;
    private float[] d;
    private float[] scratch;
    private int[] rowPlaces;
    private int[] columnPlaces;
    private int[] counts;
    private int[] bits;
    private UpdateRule adam;

    /** Creates the operands. */
    @Setup
    public void setUp() {
        kernels = kind.equals("vector") ? KernelChoice.vector() : KernelChoice.plain();
        a = filled(BATCH * (DEPTH + Panels.BLOCK));
        b = filled(DEPTH * COLUMNS);
        c = filled(Math.max(ROWS, DEPTH) * COLUMNS);
        d = filled(BATCH * COLUMNS);
        scratch = new float[16];
        rowPlaces = places(ROWS / 2, DEPTH, TERMS_OF_ROWS);
        columnPlaces = places(DEPTH / 2, BATCH, TERMS_OF_COLUMNS);
        counts = new int[DEPTH / 2];
        bits = new int[DEPTH];
        adam = new UpdateRule(new Optimizer.Adam());
        adam.prepare(1e-3, 10);
    }

    private static float[] filled(int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (i % 17 - 8) / 16f;
        }
        return x;
    }

    /** Multiplies 50 rows of 784 by 784x512. */
    @Benchmark
    @OperationsPerInvocation(2 * ROWS * DEPTH * COLUMNS / 1_000)
    public float[] multiplyKiloFlop() {
        Arrays.fill(c, 0, ROWS * COLUMNS, 0);
        for (int panel = 0; panel < COLUMNS / Panels.WIDTH; panel++) {
            kernels.multiply(
                    a, 0, DEPTH, ROWS, b, panel * DEPTH * Panels.WIDTH, DEPTH, c, panel * Panels.WIDTH, COLUMNS);
        }
        return c;
    }

    /** Sums 100 outer products of 768 by 512. */
    @Benchmark
    @OperationsPerInvocation(2 * BATCH * 768 * COLUMNS / 1_000)
    public float[] outerKiloFlop() {
        Arrays.fill(c, 0);
        for (int panel = 0; panel < COLUMNS / Panels.WIDTH; panel++) {
            for (int block = 0; block < 768 / Panels.BLOCK; block++) {
                kernels.outer(
                        a,
                        block * BATCH * Panels.BLOCK,
                        Panels.BLOCK,
                        d,
                        panel * BATCH * Panels.WIDTH,
                        BATCH,
                        c,
                        (panel * DEPTH + block * Panels.BLOCK) * Panels.WIDTH);
            }
        }
        return c;
    }

    /** Returns lists of the terms of pairs, in runs of four. */
    private static int[] places(int pairs, int depth, int terms) {
        int[] places = new int[pairs * terms];
        for (int i = 0; i < places.length; i++) {
            int t = i % terms;
            places[i] = (t / 4 * 4 * (depth / terms) + (i / terms % 3) + t % 4) * Panels.WIDTH;
        }
        return places;
    }

    /** Multiplies 50 rows of 784 by 784x512, where each pair of rows has 224 terms. Zero terms are not counted. */
    @Benchmark
    @OperationsPerInvocation(2 * ROWS * TERMS_OF_ROWS * COLUMNS / 1_000)
    public float[] termsOfRowsKiloFlop() {
        Arrays.fill(c, 0, ROWS * COLUMNS, 0);
        Arrays.fill(counts, TERMS_OF_ROWS);
        terms(rowPlaces, TERMS_OF_ROWS, ROWS, b, DEPTH, COLUMNS, Panels.WIDTH);
        return c;
    }

    /** Sums 100 outer products of 784 by 512, where each pair has 20 terms. */
    @Benchmark
    @OperationsPerInvocation(2 * DEPTH * TERMS_OF_COLUMNS * COLUMNS / 1_000)
    public float[] termsOfColumnsKiloFlop() {
        Arrays.fill(c, 0);
        Arrays.fill(counts, TERMS_OF_COLUMNS);
        terms(columnPlaces, TERMS_OF_COLUMNS, DEPTH, d, BATCH, Panels.WIDTH, DEPTH * Panels.WIDTH);
        return c;
    }

    private void terms(int[] places, int terms, int rows, float[] right, int depth, int cRow, int cPanel) {
        for (int panel = 0; panel < COLUMNS / Panels.WIDTH; panel += Panels.GROUP) {
            int panels = Math.min(Panels.GROUP, COLUMNS / Panels.WIDTH - panel);
            int at = panel * depth * Panels.WIDTH;
            kernels.multiplyTerms(
                    places,
                    a,
                    counts,
                    terms,
                    rows,
                    right,
                    at,
                    depth * Panels.WIDTH,
                    panels,
                    c,
                    panel * cPanel,
                    cRow,
                    cPanel);
        }
    }

    /** Finds the nonzero values among 784. */
    @Benchmark
    @OperationsPerInvocation(DEPTH)
    public int[] nonZeros() {
        kernels.nonZeros(a, 0, DEPTH, bits, 0);
        return bits;
    }

    /** Computes the softplus of 784 values. */
    @Benchmark
    @OperationsPerInvocation(DEPTH)
    public float[] softplus() {
        kernels.unary(Unary.SOFTPLUS, a, 0, c, 0, DEPTH);
        return c;
    }

    /** Sums 784 values. */
    @Benchmark
    @OperationsPerInvocation(DEPTH)
    public float sum() {
        return kernels.sum(a, 0, DEPTH, scratch);
    }

    /** Performs a step of Adam on 5,000 values. */
    @Benchmark
    @OperationsPerInvocation(5000)
    public float[] adam() {
        kernels.update(adam, c, a, d, 0, b, 0, 5000);
        return c;
    }

    /** Performs fused multiply-adds on registers, which is the processor's peak. The result is the same for both kinds. */
    @Benchmark
    @OperationsPerInvocation(PEAK_STEPS * PEAK_SUMS * 2)
    public FloatVector peakFlopTimesLanes() {
        var species = FloatVector.SPECIES_PREFERRED;
        FloatVector x = FloatVector.broadcast(species, a[0]);
        FloatVector y = FloatVector.broadcast(species, a[1]);
        FloatVector s0 = x;
        FloatVector s1 = x;
        FloatVector s2 = x;
        FloatVector s3 = x;
        FloatVector s4 = x;
        FloatVector s5 = x;
        FloatVector s6 = x;
        FloatVector s7 = x;
        FloatVector s8 = x;
        FloatVector s9 = x;
        FloatVector s10 = x;
        FloatVector s11 = x;
        for (int i = 0; i < PEAK_STEPS; i++) {
            s0 = x.fma(y, s0);
            s1 = x.fma(y, s1);
            s2 = x.fma(y, s2);
            s3 = x.fma(y, s3);
            s4 = x.fma(y, s4);
            s5 = x.fma(y, s5);
            s6 = x.fma(y, s6);
            s7 = x.fma(y, s7);
            s8 = x.fma(y, s8);
            s9 = x.fma(y, s9);
            s10 = x.fma(y, s10);
            s11 = x.fma(y, s11);
        }
        return s0.add(s1)
                .add(s2)
                .add(s3)
                .add(s4)
                .add(s5)
                .add(s6)
                .add(s7)
                .add(s8)
                .add(s9)
                .add(s10)
                .add(s11);
    }
}
