package io.elbo.course.study;

import io.elbo.data.DataException;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.file.Folders;
import io.elbo.plot.Pictures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a study to files: a table, a picture of its plots and a text. */
public final class StudyFiles {
    private StudyFiles() {}

    /** Returns the summary numbers of a study, one per line. */
    public static String text(Study study) {
        int width = study.figures().stream()
                .mapToInt(f -> f.meaning().length())
                .max()
                .orElse(0);
        return study.figures().stream()
                .map(f -> String.format(Locale.ROOT, "%-" + width + "s  %s%n", f.meaning(), number(f.value())))
                .collect(Collectors.joining())
                .replace("\r\n", "\n");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.6g", value);
    }

    /**
     * Writes {@code NAME.csv}, {@code NAME.png} and {@code NAME.txt}, each atomically.
     *
     * @param folder the folder, which is created if it does not exist
     * @return the files
     * @throws DataException if a file cannot be written
     */
    public static List<Path> write(Path folder, String name, Study study) {
        Folders.make(folder);
        Path table = folder.resolve(name + ".csv");
        Path picture = folder.resolve(name + ".png");
        Path text = folder.resolve(name + ".txt");
        study.table().write(table);
        Pictures.plots(study.plots()).write(picture);
        byte[] words = text(study).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(text, out -> out.write(words));
        return List.of(table, picture, text);
    }
}
