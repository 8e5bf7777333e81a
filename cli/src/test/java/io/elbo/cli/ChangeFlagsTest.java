package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.doctor.AllAdvice;
import io.elbo.doctor.Finding;
import io.elbo.training.DivergenceException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;

/** Who uses the command reads which flags to change. */
class ChangeFlagsTest {
    private static final CommandSpec TRAIN =
            Main.commandLine().getSubcommands().get("train").getCommandSpec();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    posterior_collapse          | --kl-warm-up 10 | --kl-warm-up 10 lets the latents begin before the KL divergence presses them; --free-bits 0.25 gives each some nats free; a lower --beta, where it is above 1, presses them less
                    dead_latents                | --latent 5 | --latent 5 is as good and smaller; if they should carry something, --free-bits 0.25 or --kl-warm-up 10
                    duplicated_latents          | --latent 3 | --latent 3 leaves them out; --objective total_correlation --beta 6 presses latents to differ
                    posterior_variance_to_zero  | "" | a larger --variance of a gaussian likelihood, or a larger --beta, makes codes overlap
                    holes_in_the_prior          | --prior mixture:100 | --prior mixture:100 learns the prior; a larger --beta or --objective info --mmd 100 closes the gap; after training, sample from a mixture fitted to the latents
                    over_fitting                | --patience 5 | --patience 5 stops in time; more data, --hidden with fewer units, or dropout in --spec help
                    loss_still_falling          | --epochs 20 | --epochs 20, or --resume the run with it
                    divergence                  | --learning-rate 0.001 | the learning rate of 0.02 is too high: --learning-rate 0.001, or --clip-norm 1
                    learning_rate_too_high      | --learning-rate 2.0E-5 | --learning-rate 2.0E-5, --schedule cosine or --clip-norm 100
                    likelihood_does_not_fit     | --binarize dynamic | --binarize dynamic, or --likelihood continuous_bernoulli
                    binary                      | --likelihood bernoulli | --likelihood bernoulli
                    likelihood_scale            | --variance 0.012 | --variance 0.012, or --variance shared to learn it
                    likelihood_variance_to_zero | --variance shared | --variance shared, or a fixed one, --variance 0.01; leave constant features out
                    """)
    void adviceOfImagesIsInFlags(String finding, String flags, String advice) {
        Finding found = AllAdvice.ofImages().get(finding);
        assertEquals(flags, String.join(" ", ChangeFlags.of(found.changes())));
        assertEquals(advice, ChangeFlags.advice(found));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    posterior_collapse        | --kl-warm-up 10 | --kl-warm-up 10 lets the latents begin before the KL divergence presses them; if the columns have nothing to do with each other, there is nothing for latents to carry
                    too_few_epochs            | --epochs 30 | --epochs 30 suits a table of this size: 10 may be too few for latents to begin
                    over_fitting              | --hidden 64 | --hidden 64 has less to learn rows by heart with; more rows help
                    loss_still_falling        | --epochs 20 | --epochs 20 goes on for longer
                    values_beyond_training    | "" | --data with such rows among them; --ignore leaves a column out that only ever goes on
                    dates_beyond_training     | --ignore when,the day | --ignore 'when,the day' leaves out dates, which only go on; --data with newer rows
                    odd_names_beyond_training | "" | --ignore leaves out dates, which only go on; --data with newer rows
                    rows_unlike_training      | "" | --data with such rows among them, if they are what the model is for; score --explain names their cells
                    """)
    void adviceOfTablesIsInFlagsThatDoTheSameThere(String finding, String flags, String advice) {
        Finding found = AllAdvice.ofTables().get(finding);
        assertEquals(flags, String.join(" ", ChangeFlags.of(found.changes())));
        assertEquals(advice, ChangeFlags.advice(found));
    }

    @Test
    void everyFlagThatIsAdvisedIsOneOfTrain() {
        for (Map<String, Finding> all : List.of(AllAdvice.ofImages(), AllAdvice.ofTables())) {
            all.forEach((name, finding) -> {
                List<String> words = ChangeFlags.of(finding.advice().changes());
                for (int i = 0; i < words.size(); i += 2) {
                    assertNotNull(TRAIN.findOption(words.get(i)), words.get(i));
                }
                assertTrue(finding.advice().changes().stream()
                        .map(ChangeFlags::words)
                        .allMatch(text -> text.contains("--")));
            });
        }
    }

    @Test
    void aTrainingThatRanAwayNamesTheFlagsThatTheCommandHas() {
        DivergenceException bare = new DivergenceException("it ran away", 0.5, 0);
        assertEquals(" (--learning-rate 0.001, --clip-norm 1)", ChangeFlags.inBrackets(bare.changes(), TRAIN));
        assertEquals(
                " (--learning-rate 0.001)",
                ChangeFlags.inBrackets(new DivergenceException("it ran away", 0.5, 3).changes(), TRAIN));
        CommandSpec other = Main.commandLine().getSubcommands().get("evaluate").getCommandSpec();
        assertEquals("", ChangeFlags.inBrackets(bare.changes(), other), "it has neither");
    }
}
