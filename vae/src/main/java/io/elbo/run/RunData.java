package io.elbo.run;

import io.elbo.data.DataException;
import io.elbo.data.ImageSize;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.image.DownloadProgress;
import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.ImageSource;
import io.elbo.data.image.LeftOut;
import io.elbo.data.image.PairSource;
import io.elbo.data.table.BrokenRows;
import io.elbo.data.table.CsvOptions;
import io.elbo.json.Json;
import io.elbo.spec.PictureSettings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The data of a run, so that they can be opened again: {@code data.json} in its folder. Only the folder has it, because the file of a model
 * contains no paths.
 *
 * @param data a name, or an absolute path
 * @param table whether the data are a table; otherwise images
 * @param dataDir the folder of a published data set; null for the cache
 * @param resize the size {@code WxH} to which images were resized; null for none
 * @param limit the greatest number of rows; null for all
 * @param leaveOut the views that were left out; null for none
 * @param pairs the encoder's input, a name or an absolute path; null for the same images
 * @param resizePairs the size {@code WxH} to which these were resized; null for none
 * @param reading how the text of a table is read; null if detected from the file
 * @param pictures the given settings for reading pictures; null for none
 */
public record RunData(
        String data,
        boolean table,
        String dataDir,
        String resize,
        Integer limit,
        LeftOut leaveOut,
        String pairs,
        String resizePairs,
        Reading reading,
        PictureSettings pictures) {
    static final String FILE = "data.json";

    /**
     * The given settings for reading the text of a table. Settings that were detected are null.
     *
     * @param delimiter one character
     * @param quote one character
     * @param encoding its name
     * @param skipBroken whether unreadable rows are skipped
     * @param sheet of a workbook
     */
    public record Reading(
            String delimiter,
            String quote,
            String encoding,
            Boolean header,
            Boolean decimalComma,
            boolean skipBroken,
            String sheet) {
        private Reading(CsvOptions options) {
            this(
                    options.delimiter().map(String::valueOf).orElse(null),
                    options.quote().map(String::valueOf).orElse(null),
                    options.charset().map(Charset::name).orElse(null),
                    options.header().orElse(null),
                    options.decimalComma().orElse(null),
                    options.brokenRows() == BrokenRows.SKIP,
                    options.sheet().orElse(null));
        }

        private CsvOptions options() {
            try {
                return new CsvOptions(
                        mark(delimiter),
                        mark(quote),
                        Optional.ofNullable(encoding).map(Charset::forName),
                        Optional.ofNullable(header),
                        Optional.ofNullable(decimalComma),
                        skipBroken ? BrokenRows.SKIP : BrokenRows.REFUSE,
                        Optional.ofNullable(sheet));
            } catch (IllegalArgumentException e) {
                throw new DataException(FILE + ": reading: " + e.getMessage(), e);
            }
        }

        private static Optional<Character> mark(String text) {
            if (text != null && text.length() != 1) {
                throw new IllegalArgumentException("'" + text + "': must be one character");
            }
            return Optional.ofNullable(text).map(t -> t.charAt(0));
        }
    }

    /** @throws IllegalArgumentException without data, or with a limit below 1 */
    public RunData {
        if (data == null || data.isEmpty()) {
            throw new IllegalArgumentException("data: is missing");
        }
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException("limit " + limit + ": must be at least 1");
        }
    }

    /** Data without settings for reading pictures. */
    public RunData(
            String data,
            boolean table,
            String dataDir,
            String resize,
            Integer limit,
            LeftOut leaveOut,
            String pairs,
            String resizePairs,
            Reading reading) {
        this(data, table, dataDir, resize, limit, leaveOut, pairs, resizePairs, reading, null);
    }

    /** Returns all images of a name or path. */
    public static RunData images(String nameOrPath) {
        return new RunData(nameOrPath, false, null, null, null, null, null, null, null);
    }

    /** Returns all rows of a table, with its format detected. */
    public static RunData table(String path) {
        return table(path, null, CsvOptions.defaults());
    }

    /**
     * Returns a table.
     *
     * @param limit the greatest number of rows; null for all
     */
    public static RunData table(String path, Integer limit, CsvOptions options) {
        return new RunData(
                path,
                true,
                null,
                null,
                limit,
                null,
                null,
                null,
                options.equals(CsvOptions.defaults()) ? null : new Reading(options));
    }

    /**
     * Returns the settings for reading the text of a table.
     *
     * @throws DataException if they are not valid
     */
    public CsvOptions options() {
        return reading == null ? CsvOptions.defaults() : reading.options();
    }

    /**
     * Opens the training images: the encoder's input and the targets.
     *
     * @throws DataException if they are missing or not valid, or the data are a table
     */
    public ImagePairs open(DownloadProgress progress) {
        if (table) {
            throw new DataException(data + ": is a table; images are needed");
        }
        ImageSource targets = source(data, resize, progress);
        if (pairs == null) {
            var all = targets.train();
            var some = leaveOut == null ? all : leaveOut.seen(all);
            var limited = limit == null ? some : some.limit(limit);
            return new ImagePairs(limited, limited);
        }
        ImagePairs all = new PairSource(source(pairs, resizePairs, progress), targets).train();
        return limit == null
                ? all
                : new ImagePairs(all.input().limit(limit), all.target().limit(limit));
    }

    private ImageSource source(String name, String size, DownloadProgress progress) {
        return ImageSource.of(
                name,
                Optional.ofNullable(dataDir).map(Path::of),
                Optional.ofNullable(size).map(ImageSize::parse),
                (pictures == null ? PictureSettings.NONE : pictures).reading(),
                progress);
    }

    /** Writes {@code data.json} into a run's folder, which must exist. */
    public void save(Path folder) {
        byte[] json = (Json.write(this) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(folder.resolve(FILE), out -> out.write(json));
    }
}
