package io.elbo.studio.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elbo.data.image.LeftOut;
import io.elbo.data.table.BrokenRows;
import io.elbo.data.table.CsvOptions;
import io.elbo.doctor.AllAdvice;
import io.elbo.doctor.Finding;
import io.elbo.model.Categorical;
import io.elbo.model.ScoreFunction;
import io.elbo.run.RunData;
import io.elbo.spec.Change;
import io.elbo.spec.PictureSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Converts the library's data and changes to requests. */
class RequestsTest {
    private static void asks(String expected, Change change) {
        assertEquals(expected, String.join(" ", ChangeRequest.of(change).words()));
    }

    @Test
    void everyChangeToBeginWithCanBeAskedFor() {
        for (Map<String, Finding> all : List.of(AllAdvice.ofImages(), AllAdvice.ofTables())) {
            all.forEach((name, finding) -> {
                if (!finding.changes().isEmpty() && !name.startsWith("odd_names")) {
                    assertFalse(ChangeRequest.of(finding.changes()).said().isEmpty(), name);
                }
                finding.advice().changes().forEach(ChangeRequest::of);
            });
        }
    }

    @Test
    void changesAreFlagsWithTheirValues() {
        asks("--epochs 20", new Change.WithEpochs(20));
        asks("--learning-rate 0.001", new Change.WithLearningRate(0.001));
        asks("--clip-norm 100", new Change.WithClipNorm(100));
        asks("--kl-warm-up 10", Change.WithObjective.warmUp(10));
        asks("--hidden 64,9", new Change.WithHidden(List.of(64, 9)));
        asks("", Change.Open.LARGER_VARIANCE);
        assertEquals(
                List.of("--latent=5", "--patience=3"),
                ChangeRequest.of(List.of(new Change.WithLatent(5), new Change.WithPatience(3)))
                        .flags());
    }

    @Test
    void namesThatNoListOfNamesCanHoldAreNoFlags() {
        asks(
                "--ignore then,the day",
                new Change.WithoutColumns(
                        List.of("--out", "@file", "a,b", "a\"b", "it's", " when", "a\nb", "", "then", "the day")));
        asks("", new Change.WithoutColumns(List.of("--out")));
    }

    @Test
    void whatNobodyAdvisesIsRefused() {
        for (Change change : List.of(
                new Change.WithObjective(new ScoreFunction(1)), new Change.WithLikelihood(new Categorical(3)))) {
            assertThrows(IllegalArgumentException.class, () -> ChangeRequest.of(change));
        }
    }

    @Test
    void dataOfARunAreAskedForAsTheyWereGiven() {
        RunData images = new RunData(
                "/far/icons",
                false,
                "/sets",
                "8x8",
                40,
                new LeftOut("x", 12, 15),
                "/far/noisy",
                "4x4",
                null,
                new PictureSettings("#ffcc00", 4095, null, true));
        assertEquals(
                List.of(
                        "--data=/far/icons",
                        "--data-dir=/sets",
                        "--resize=8x8",
                        "--limit=40",
                        "--leave-out=" + new LeftOut("x", 12, 15),
                        "--pairs=/far/noisy",
                        "--resize-pairs=4x4",
                        "--background=#ffcc00",
                        "--white=4095",
                        "--broken=skip"),
                DataRequest.of(images).flags());
        CsvOptions options = new CsvOptions(
                Optional.of('\t'),
                Optional.of('\''),
                Optional.of(StandardCharsets.ISO_8859_1),
                Optional.of(true),
                Optional.of(false),
                BrokenRows.SKIP,
                Optional.of("2"));
        assertEquals(
                List.of(
                        "--data=/far/a.csv",
                        "--limit=9",
                        "--delimiter=tab",
                        "--quote='",
                        "--encoding=ISO-8859-1",
                        "--decimal-comma=false",
                        "--sheet=2",
                        "--header",
                        "--broken=skip"),
                DataRequest.of(RunData.table("/far/a.csv", 9, options)).flags());
        assertEquals(
                List.of("--data=lines"), DataRequest.of(RunData.images("lines")).flags());
    }
}
