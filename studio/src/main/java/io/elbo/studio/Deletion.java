package io.elbo.studio;

import io.elbo.data.DataException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Deletes a run: the files that trainings and the studio write, by their names, and then the folder if nothing else is in it. Links are
 * deleted, never what they lead to; folders in the folder stay.
 */
final class Deletion {
    private static final Set<String> OWN = Set.of(
            "model.safetensors",
            "checkpoint.safetensors",
            "spec.json",
            "schema.json",
            "status.json",
            "data.json",
            "metrics.csv",
            "latents.csv",
            "stop",
            ".lock",
            "samples.png",
            "reconstructions.png",
            "latent-grid.png",
            "curves.png",
            StudioRun.LOG,
            StudioRun.SPEC);
    /** What a process that was killed while it wrote one of these leaves. */
    private static final Pattern TEMPORARY = Pattern.compile("\\.(.+)\\.\\d+-\\d+\\.tmp");

    private Deletion() {}

    /** @return the names of what is left, if anything is */
    static List<String> of(StudioRun run) {
        if (!Files.isDirectory(run.folder(), LinkOption.NOFOLLOW_LINKS)) {
            throw Problem.absent("there is no such run");
        }
        List<String> left = new ArrayList<>();
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(run.folder())) {
                for (Path file : files) {
                    if (isOwn(file.getFileName().toString()) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                        Files.deleteIfExists(file);
                    } else {
                        left.add(file.getFileName().toString());
                    }
                }
            }
            if (left.isEmpty()) {
                Files.deleteIfExists(run.folder());
            }
        } catch (IOException e) {
            throw new DataException(run.name() + ": cannot be deleted", e);
        }
        left.sort(null);
        return left;
    }

    private static boolean isOwn(String name) {
        var temporary = TEMPORARY.matcher(name);
        return OWN.contains(name) || temporary.matches() && OWN.contains(temporary.group(1));
    }
}
