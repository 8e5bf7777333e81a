package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that {@code docs/reference/command-line.md} equals the help of the commands. To rewrite the file, run this test with {@code
 * -Dtest.jvm.arguments=-Delbo.write.reference=true}.
 */
class CommandLineReferenceTest {
    private static final Path FILE = Path.of("../docs/reference/command-line.md");
    /** All commands except those of picocli; the subcommands follow their command. */
    private static final List<String> COMMANDS = Main.commandLine().getSubcommands().entrySet().stream()
            .filter(entry -> !List.of("help", "generate-completion").contains(entry.getKey()))
            .flatMap(entry -> Stream.concat(
                    Stream.of(entry.getKey()),
                    entry.getValue().getSubcommands().keySet().stream().map(name -> entry.getKey() + " " + name)))
            .toList();

    @Test
    void theReferenceShowsTheHelpOfEveryCommand() throws IOException {
        StringBuilder text = new StringBuilder("# Command line\n\nThe help of every command, as `--help` prints it.\n");
        add(text, "elbo", "--help");
        for (String command : COMMANDS) {
            add(text, "elbo " + command, (Object[]) (command + " --help").split(" "));
        }
        if (Boolean.getBoolean("elbo.write.reference")) {
            Files.writeString(FILE, text);
        }
        assertEquals(text.toString(), Files.readString(FILE));
    }

    private static void add(StringBuilder text, String title, Object... arguments) {
        String help = Cli.run(arguments).succeeded().out().replace("\r\n", "\n").stripTrailing();
        text.append("\n## ").append(title).append("\n\n```\n").append(help).append("\n```\n");
    }
}
