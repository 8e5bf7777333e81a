package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.data.DataProblem;
import picocli.CommandLine.Model.CommandSpec;

/** Hints at the flags of a command that help if data cannot be used. */
final class DataHints {
    private DataHints() {}

    /** Returns the library's message in one line, followed by the flag that helps if the command has it. */
    static String message(DataException e, CommandSpec command) {
        String message = Usage.oneLine(e.getMessage());
        return e.problem().map(problem -> hinted(message, problem, command)).orElse(message);
    }

    private static String hinted(String message, DataProblem problem, CommandSpec command) {
        String flag = flag(problem);
        if (command.findOption(flag) == null) {
            return message;
        }
        return switch (problem) {
            case BROKEN_ROWS, BROKEN_PICTURES -> message + "; " + flag + " skip leaves them out";
            case SIZES_DIFFER -> message + "; " + flag + " WxH resizes all of them";
            case NO_FOLDER_OF_SETS -> flag + " " + message;
            case NOT_DOWNLOADED -> message + ", named by " + flag;
            case PACKED_STREAM -> message + ", or give " + flag + " " + TableFiles.STANDARD;
            case TOO_MANY_ROWS -> message + "; use " + flag;
            case NO_ROOM_FOR_ROWS ->
                message + "; increase " + flag
                        + ", or set ELBO_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER in the environment";
        };
    }

    private static String flag(DataProblem problem) {
        return switch (problem) {
            case BROKEN_ROWS, BROKEN_PICTURES -> BrokenOption.NAME;
            case SIZES_DIFFER -> "--resize";
            case NO_FOLDER_OF_SETS, NOT_DOWNLOADED -> "--data-dir";
            case PACKED_STREAM -> "--data";
            case TOO_MANY_ROWS -> "--limit";
            case NO_ROOM_FOR_ROWS -> "--memory";
        };
    }
}
