package io.elbo.table;

import io.elbo.file.ModelFile;
import io.elbo.file.Safetensors;
import io.elbo.json.Json;
import io.elbo.statistics.boosting.HistogramBoosting;
import io.elbo.training.loop.Kept;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The density ratio {@code r(x)} between the rows of the table and draws of the VAE. {@code ln r(x)} is the sum of the log odds of boosted
 * trees that distinguish the two. Each round is fitted to draws that the rounds before have already selected. Draws that are kept with the
 * probability {@code min(1, r(x) / c)} are closer to the table (Azadi et al. 2019, "Discriminator Rejection Sampling").
 *
 * @param rounds the rounds; none if the trees found no difference
 * @param highest ln c
 */
record DensityRatio(List<HistogramBoosting> rounds, double highest) {
    /** The limit of valid log odds in a file. */
    private static final double MOST = 1e6;

    static final DensityRatio NONE = new DensityRatio(List.of(), 0);

    /** In a checkpoint. */
    static final Kept<DensityRatio> KEPT = new Kept<>() {
        private static final String RATIO = "ratio";

        @Override
        public Safetensors write(DensityRatio ratio) {
            return new Safetensors(Map.of(RATIO, Json.write(ratio)), Map.of());
        }

        @Override
        public DensityRatio read(Safetensors kept, Path file) {
            return Json.read(ModelFile.text(kept, RATIO, file), DensityRatio.class, file + ": " + RATIO);
        }
    };

    DensityRatio {
        if (rounds == null || rounds.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("correction: needs rounds");
        }
        if (!(Math.abs(highest) <= MOST)) {
            throw new IllegalArgumentException("correction: highest " + highest + ": must be finite");
        }
        for (HistogramBoosting round : rounds) {
            boolean high = Math.abs(round.start()) > MOST
                    || round.trees().stream().anyMatch(t -> t.value().stream().anyMatch(v -> Math.abs(v) > MOST));
            if (high) {
                throw new IllegalArgumentException("correction: log odds beyond " + MOST);
            }
        }
        rounds = List.copyOf(rounds);
    }

    /** @throws IllegalArgumentException if this is the ratio of another table */
    void check(TableEncoding encoding) {
        for (HistogramBoosting round : rounds) {
            boolean fits = round.columns().size() == encoding.cells().size()
                    && IntStream.range(0, encoding.cells().size()).allMatch(i -> {
                        List<Integer> bins = round.columns().get(i).binOf();
                        return encoding.cells().get(i) instanceof CellEncoding.Levels levels
                                ? bins != null
                                        && bins.size() == levels.classOf().size()
                                : bins == null;
                    });
            if (!fits) {
                throw new IllegalArgumentException("correction: its columns are not those of the table");
            }
        }
    }

    /** Returns a function for ln r of a row, by the columns that take part. Create it once for many rows. */
    ToDoubleFunction<double[]> logRatio() {
        List<ToDoubleFunction<double[]>> functions =
                rounds.stream().map(HistogramBoosting::function).toList();
        return row -> {
            double sum = 0;
            for (ToDoubleFunction<double[]> f : functions) {
                sum += f.applyAsDouble(row);
            }
            return sum;
        };
    }

    /** Returns the probability that a draw is kept, given ln r. */
    double kept(double logRatio) {
        return rounds.isEmpty() ? 1 : StrictMath.exp(Math.min(0, logRatio - highest));
    }
}
