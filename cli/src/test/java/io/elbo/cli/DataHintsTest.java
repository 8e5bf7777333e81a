package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.data.DataException;
import io.elbo.data.DataProblem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages about unusable data name the flag that helps. */
class DataHintsTest {
    private static String message(DataException e, String command) {
        return DataHints.message(
                e, Main.commandLine().getSubcommands().get(command).getCommandSpec());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    BROKEN_ROWS       | train | x; --broken skip leaves them out
                    BROKEN_ROWS       | doctor | x; --broken skip leaves them out
                    BROKEN_PICTURES   | train | x; --broken skip leaves them out
                    SIZES_DIFFER      | evaluate | x; --resize WxH resizes all of them
                    NO_FOLDER_OF_SETS | train | --data-dir x
                    NOT_DOWNLOADED    | train | x, named by --data-dir
                    PACKED_STREAM     | score | x, or give --data -
                    TOO_MANY_ROWS     | train | x; use --limit
                    NO_ROOM_FOR_ROWS  | train | x; increase --memory, or set ELBO_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER in the environment
                    BROKEN_ROWS       | info | x
                    NO_ROOM_FOR_ROWS  | score | x
                    """)
    void theFlagIsSaidWhereTheCommandHasIt(DataProblem problem, String command, String expected) {
        assertEquals(expected, message(new DataException("x", problem), command));
    }

    @ParameterizedTest
    @EnumSource
    void everyProblemIsHelpedAgainstByAFlagOfSomeCommand(DataProblem problem) {
        boolean helped = Main.commandLine().getSubcommands().keySet().stream()
                .anyMatch(command ->
                        message(new DataException("x", problem), command).contains("--"));
        assertEquals(true, helped);
        assertEquals("x", message(new DataException("x"), "train"));
    }
}
