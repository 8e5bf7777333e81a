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

/** Advice names the flags to change. */
class ChangeFlagsTest {
    private static final CommandSpec TRAIN =
            Main.commandLine().getSubcommands().get("train").getCommandSpec();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    posterior_collapse          | --kl-warm-up 10 | --kl-warm-up 10 lets the latents carry information before the KL divergence has its full weight; --free-bits 0.25 exempts some nats of each latent from the KL penalty; a lower --beta, if it is above 1, weakens the penalty
                    dead_latents                | --latent 5 | --latent 5 performs as well and is smaller; if the unused latents should carry information, use --free-bits 0.25 or --kl-warm-up 10
                    duplicated_latents          | --latent 3 | --latent 3 removes the duplicates; --objective total_correlation --beta 6 encourages the latents to differ
                    posterior_variance_to_zero  | "" | a larger --variance of a gaussian likelihood or a larger --beta makes the codes overlap
                    holes_in_the_prior          | --prior mixture:100 | --prior mixture:100 learns the prior; a larger --beta or --objective info --mmd 100 closes the gap; after training, sample from a mixture fitted to the latents
                    over_fitting                | --patience 5 | --patience 5 stops the training in time; more data, --hidden with fewer units or dropout in --spec also help
                    loss_still_falling          | --epochs 20 | --epochs 20, or --resume the run with it
                    divergence                  | --learning-rate 0.001 | the learning rate of 0.02 is too high; use --learning-rate 0.001 or --clip-norm 1
                    learning_rate_too_high      | --learning-rate 2.0E-5 | --learning-rate 2.0E-5, --schedule cosine or --clip-norm 100
                    likelihood_does_not_fit     | --binarize dynamic | --binarize dynamic, or --likelihood continuous_bernoulli
                    binary                      | --likelihood bernoulli | --likelihood bernoulli
                    likelihood_scale            | --variance 0.012 | --variance 0.012, or --variance shared to learn it
                    likelihood_variance_to_zero | --variance shared | --variance shared, or a fixed one such as --variance 0.01; leave out constant features
                    """)
    void adviceOfImagesIsInFlags(String finding, String flags, String advice) {
        Finding found = AllAdvice.ofImages().get(finding);
        assertEquals(flags, String.join(" ", ChangeFlags.of(found.changes())));
        assertEquals(advice, ChangeFlags.advice(found));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    posterior_collapse        | --kl-warm-up 10 | --kl-warm-up 10 lets the latents carry information before the KL divergence has its full weight; if the columns are independent, there is nothing for the latents to carry
                    too_few_epochs            | --epochs 30 | --epochs 30 suits a table of this size; 10 may be too few for the latents to become active
                    over_fitting              | --hidden 64 | --hidden 64 has less capacity to memorise rows; more rows also help
                    loss_still_falling        | --epochs 20 | --epochs 20 continues for longer
                    values_out_of_range    | "" | --data that include such rows; --ignore leaves out a column whose values only ever increase
                    dates_out_of_range     | --ignore when,the day | --ignore 'when,the day' leaves out dates, which only ever increase; --data with newer rows
                    odd_names_out_of_range | "" | --ignore leaves out dates, which only ever increase; --data with newer rows
                    rows_unlike_training      | "" | --data that include such rows, if the model is meant for them; score --explain names their cells
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
