package io.elbo.plot;

import io.elbo.spec.Elbo;
import io.elbo.spec.EpochMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Draws the terms of the ELBO over the epochs for training and validation, one panel per term. */
public final class Curves {
    private Curves() {}

    public static Drawing draw(List<EpochMetrics> epochs) {
        return PlotPainter.draw(List.of(
                panel("ELBO", epochs, Elbo::value),
                panel("reconstruction", epochs, Elbo::reconstruction),
                panel("KL", epochs, Elbo::kl)));
    }

    private static LinePlot panel(String title, List<EpochMetrics> epochs, ToDoubleFunction<Elbo> term) {
        List<LinePlot.Series> series = new ArrayList<>(List.of(series("training", epochs, EpochMetrics::train, term)));
        if (!epochs.isEmpty() && epochs.get(0).validation() != null) {
            series.add(series("validation", epochs, EpochMetrics::validation, term));
        }
        return new LinePlot(
                title,
                new LinePlot.Axis("epoch", LinePlot.Scale.WHOLE),
                new LinePlot.Axis("nats", LinePlot.Scale.LINEAR),
                series);
    }

    private static LinePlot.Series series(
            String name, List<EpochMetrics> epochs, Function<EpochMetrics, Elbo> part, ToDoubleFunction<Elbo> term) {
        List<LinePlot.Point> points = epochs.stream()
                .map(m -> new LinePlot.Point(m.epoch(), term.applyAsDouble(part.apply(m))))
                .toList();
        return new LinePlot.Series(name, points, false);
    }
}
