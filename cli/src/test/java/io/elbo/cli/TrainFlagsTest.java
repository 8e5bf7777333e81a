package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.run.RunFolder;
import io.elbo.studio.request.DataRequest;
import io.elbo.studio.request.TrainRequest;
import io.elbo.studio.request.TrainSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** All settings of a training are in one list. */
class TrainFlagsTest {
    @TempDir
    Path folder;

    private static CommandLine train() {
        return Main.commandLine().getSubcommands().get(TrainCommand.NAME);
    }

    private static TrainRequest typed(String... words) {
        CommandLine main = Main.commandLine();
        main.parseArgs(
                Stream.concat(Stream.of(TrainCommand.NAME), Stream.of(words)).toArray(String[]::new));
        return TrainFlags.given(main.getSubcommands().get(TrainCommand.NAME).getCommandSpec());
    }

    @Test
    void theFlagsOfTrainAreThoseOfTheList() {
        Set<String> known = Arrays.stream(TrainSetting.values())
                .map(TrainSetting::flag)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> flags = new TreeSet<>();
        for (OptionSpec option : train().getCommandSpec().options()) {
            if (option.usageHelp()) {
                continue;
            }
            flags.add(option.longestName());
            TrainSetting setting = TrainSetting.of(option.longestName()).orElseThrow();
            assertEquals(option.arity().max() > 0, setting.takesValue(), option.longestName());
            boolean several = option.isMultiValue() && option.splitRegex().isEmpty();
            assertEquals(several, setting.repeats(), option.longestName());
        }
        assertEquals(known, flags);
    }

    @Test
    void whatIsTypedIsReadAsItIsSaidAndGoesOnAsFlags() {
        TrainRequest typed = typed(
                "--data",
                "lines",
                "--hidden",
                "64,32",
                "--broken=skip",
                "--seed=-3",
                "--decimal-comma",
                "--header",
                "--ignore",
                "a,b",
                "--ignore=c",
                "--as",
                "x=number",
                "--missing",
                "");
        assertEquals(
                List.of(
                        "--data=lines",
                        "--hidden=64,32",
                        "--broken=skip",
                        "--seed=-3",
                        "--decimal-comma=true",
                        "--header",
                        "--ignore=a,b",
                        "--ignore=c",
                        "--as=x=number",
                        "--missing="),
                typed.flags());
        assertEquals(typed, typed(typed.flags().toArray(String[]::new)));
        assertEquals(typed, typed(typed.words().toArray(String[]::new)));
        assertEquals(TrainRequest.NONE, typed());
    }

    /** The studio starts a run like another one, and resumes a run, from the data description in the run folder. */
    @Test
    void theFolderOfARunGivesTheFlagsOfItsDataBack() throws IOException {
        Path run = folder.resolve("run");
        Cli.run("train", "--limit", 30, "--leave-out", "x=12..13", "--hidden", 4, "--epochs", 1, "--out", run)
                .succeeded();
        TrainRequest images = DataRequest.of(RunFolder.data(run).orElseThrow());
        assertEquals(List.of("--data=lines", "--limit=30", "--leave-out=x=12.0..13.0"), images.flags());
        Cli.run(
                        "train",
                        "--resume=" + run,
                        images.flags().get(0),
                        images.flags().get(1),
                        images.flags().get(2),
                        "--epochs=2")
                .succeeded();

        Path table = Files.writeString(folder.resolve("a.txt"), "1\t2,5\n3\t4,5\nbroken\n" + "5\t6,5\n".repeat(40));
        Path tableRun = folder.resolve("table");
        String[] reading = {
            "--data=" + table,
            "--limit=30",
            "--delimiter=tab",
            "--encoding=UTF-8",
            "--decimal-comma=true",
            "--no-header",
            "--broken=skip"
        };
        Object[] command = new Object[reading.length + 3];
        command[0] = "train";
        System.arraycopy(reading, 0, command, 1, reading.length);
        command[reading.length + 1] = "--epochs=1";
        command[reading.length + 2] = "--out=" + tableRun;
        Cli.run(command).succeeded();
        assertEquals(typed(reading), DataRequest.of(RunFolder.data(tableRun).orElseThrow()));
    }

    @Test
    void aTrainingThatWasStoppedSaysTheFlagsOfItsDataAgain() {
        TrainRequest given = typed(
                "--epochs", "3", "--pairs", "my noise", "--data", "lines", "--out", "x", "--background", "#ffcc00");
        assertEquals("--pairs 'my noise' --data lines --background '#ffcc00'", Shell.line(TrainFlags.ofData(given)));
    }

    @Test
    void flagsThatDoNotGoTogetherAreNamedInOrder() {
        Cli.Result result = Cli.run("train", "--model", "pca", "--seed", 3, "--batch", 7, "--out", folder.resolve("x"));
        assertEquals(2, result.code());
        assertTrue(
                result.err().contains("--model pca is computed, not trained; it cannot be used with --batch, --seed\n"),
                result.err());
        Cli.Result table = Cli.run("train", "--data", "a.csv", "--resize", "4x4", "--condition", "label");
        assertTrue(table.err().contains("--condition, --resize: not allowed with a table as --data"), table.err());
        Cli.Result images = Cli.run("train", "--strict", "--missing", "x", "--quote", "'");
        assertTrue(
                images.err()
                        .contains(
                                "--missing, --quote, --strict: only allowed with a table as --data, such as people.csv"),
                images.err());
        assertFalse(Files.exists(folder.resolve("x")));
    }
}
