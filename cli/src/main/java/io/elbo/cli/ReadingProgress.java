package io.elbo.cli;

import io.elbo.data.image.DownloadProgress;
import io.elbo.data.image.PictureReading;
import io.elbo.data.image.PictureReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reports downloads, and each note about reading pictures once. */
final class ReadingProgress implements DownloadProgress {
    private final Set<String> said = new HashSet<>();

    @Override
    public void update(String file, long bytes, long total) {
        if (Terminal.Stream.ERR.interactive()) {
            System.err.printf(Locale.ROOT, "\r%s: %.1f of %.1f MB", file, bytes / 1e6, total / 1e6);
            if (bytes == total) {
                System.err.println();
            }
        } else if (bytes == total) {
            System.err.printf(Locale.ROOT, "%s: %.1f MB%n", file, total / 1e6);
        }
    }

    @Override
    public void pictures(PictureReport report) {
        List<String> notes = new ArrayList<>(report.notes());
        if (report.hidden() > 0) {
            notes.add("--background COLOUR puts transparent pictures on another colour");
        }
        if (report.whiteFound() && report.white().getAsInt() < PictureReading.MOST) {
            notes.add("a model trained on them keeps this value; --white SAMPLE sets another");
        }
        notes.stream().filter(said::add).forEach(note -> System.err.println("elbo: note: " + Usage.oneLine(note)));
    }
}
