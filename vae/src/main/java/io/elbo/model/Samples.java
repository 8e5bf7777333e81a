package io.elbo.model;

import io.elbo.engine.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Draws of z in an objective. */
final class Samples {
    static final int MOST = 1000;

    private Samples() {}

    static void check(int samples) {
        if (samples < 1 || samples > MOST) {
            throw new IllegalArgumentException("samples " + samples + ": must be 1 to " + MOST);
        }
    }

    static List<Inference.Draw> draw(Inference inference, int samples) {
        List<Inference.Draw> draws = new ArrayList<>();
        for (int l = 0; l < samples; l++) {
            draws.add(inference.draw());
        }
        return draws;
    }

    /** {@code 1/L sum_l f(z_l)}. */
    static Node mean(List<Inference.Draw> draws, Function<Inference.Draw, Node> f) {
        Node sum = f.apply(draws.get(0));
        for (Inference.Draw draw : draws.subList(1, draws.size())) {
            sum = sum.plus(f.apply(draw));
        }
        return sum.times(1f / draws.size());
    }
}
