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
 * Deletes a run. It deletes by name the files that training and the studio write, then the folder if it is empty. It deletes links but
 * not their targets, and it keeps subfolders.
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
    /** Matches the temporary files that a process leaves if it is killed while writing. */
    private static final Pattern TEMPORARY = Pattern.compile("\\.(.+)\\.\\d+-\\d+\\.tmp");

    private Deletion() {}

    /** @return the names of the files that remain */
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
