package io.elbo.studio;

import io.elbo.data.image.Images;
import io.elbo.image.score.ComplexityCorrected;
import io.elbo.image.score.NegativeElbo;
import io.elbo.image.score.NegativeLogLikelihood;
import io.elbo.image.score.ReconstructionError;
import io.elbo.image.score.Score;
import io.elbo.rows.Examples;
import io.elbo.table.TableModel;
import io.elbo.table.TableScores;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Scores items by the score that the page names. */
final class Scoring {
    private static final String TABLE = "table";
    private static final long SEED = 1;
    /** Gives held-out items other random numbers than the scored items, so that the two sets of scores are independent. */
    private static final long OTHER_DRAWS = 0x5DEECE66DL;

    private static final int DRAWS = 16;
    private static final Map<String, Score> SCORES = Map.of(
            "elbo", new NegativeElbo(DRAWS),
            "likelihood", new NegativeLogLikelihood(DRAWS),
            "reconstruction", new ReconstructionError(),
            "complexity", new ComplexityCorrected(new NegativeElbo(DRAWS)));

    private Scoring() {}

    /** Returns the name of the score to use. Tables have only one. */
    static String name(String asked, Loaded model) {
        if (model.table() != null) {
            return TABLE;
        }
        if (asked == null) {
            return new NegativeElbo().refuses(model.vae().spec()).isEmpty() ? "elbo" : "reconstruction";
        }
        Score score = SCORES.get(asked);
        if (score == null) {
            throw Problem.wrong("score: must be elbo, likelihood, reconstruction or complexity");
        }
        score.refuses(model.vae().spec()).ifPresent(why -> {
            throw Problem.wrong(why);
        });
        return asked;
    }

    /** Scores at most {@code points} items, spread evenly over the data. */
    static Scored of(String name, Items items, int points, Jobs.Progress progress) {
        int n = Math.min(points, items.count());
        int[] chosen = IntStream.range(0, n)
                .map(i -> (int) ((long) i * items.count() / n))
                .toArray();
        return items instanceof TableItems table
                ? table(table, chosen, progress)
                : images(SCORES.get(name), (ImageItems) items, chosen, progress);
    }

    private static Scored table(TableItems items, int[] chosen, Jobs.Progress progress) {
        TableModel model = items.model();
        double[] scores = Scored.inBlocks(
                chosen.length,
                from -> {
                    TableScores some = model.score(items.rows(places(chosen, Scored.block(from, chosen.length))));
                    return some.score();
                },
                progress,
                0,
                1);
        return new Scored("nats", chosen, scores, model.heldOutScores());
    }

    private static Scored images(Score score, ImageItems items, int[] chosen, Jobs.Progress progress) {
        Examples all = items.examples();
        double[] scores = Scored.inBlocks(
                chosen.length,
                from -> score.of(
                        items.vae(), all.select(places(chosen, Scored.block(from, chosen.length))), SEED + from),
                progress,
                0,
                0.7);
        Examples heldOut = heldOut(items);
        double[] ordinary = heldOut == null
                ? scores.clone()
                : Scored.inBlocks(
                        heldOut.count(),
                        from -> score.of(
                                items.vae(),
                                heldOut.select(Scored.block(from, heldOut.count())),
                                (SEED ^ OTHER_DRAWS) + from),
                        progress,
                        0.7,
                        1);
        Arrays.sort(ordinary);
        return new Scored(score.unit(), chosen, scores, ordinary);
    }

    /** Returns the held-out rows, or null if there are none; the items are then compared with each other. */
    private static Examples heldOut(ImageItems items) {
        if (items.examples().input() != null) {
            return null;
        }
        Images images = items.vae().heldOut(items.images()).orElse(null);
        return images == null ? null : items.vae().examples(images);
    }

    private static int[] places(int[] items, int[] of) {
        return IntStream.of(of).map(i -> items[i]).toArray();
    }
}
