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
 * What a run was given as data, so that these can be opened again: {@code data.json} in its folder. It stays with the folder; a
 * model's file says nothing of paths.
 *
 * @param data a name, or an absolute path
 * @param table whether it is a table; else images
 * @param dataDir where the files of a published set are; null for the cache
 * @param resize {@code WxH} the images were brought to; null for none
 * @param limit rows at most; null for all
 * @param leaveOut views that were left out; null for none
 * @param pairs what the encoder saw instead, a name or an absolute path; null for the same images
 * @param resizePairs {@code WxH} these were brought to; null for none
 * @param reading how the text of a table is read; null: as the file shows
 * @param pictures what was said of how pictures are read; null if nothing was
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
     * What was said of how the text of a table is written; what is null was found out.
     *
     * @param delimiter one character
     * @param quote one character
     * @param encoding its name
     * @param skipBroken whether rows that cannot be read are left out
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

    /** Where nothing was said of how pictures are read. */
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

    /** Images of a name or path, all of them. */
    public static RunData images(String nameOrPath) {
        return new RunData(nameOrPath, false, null, null, null, null, null, null, null);
    }

    /** A table, all its rows, read as its file shows. */
    public static RunData table(String path) {
        return table(path, null, CsvOptions.FOUND_OUT);
    }

    /**
     * A table.
     *
     * @param limit rows at most; null for all
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
                options.equals(CsvOptions.FOUND_OUT) ? null : new Reading(options));
    }

    /**
     * How the text of a table is read.
     *
     * @throws DataException if that cannot be
     */
    public CsvOptions options() {
        return reading == null ? CsvOptions.FOUND_OUT : reading.options();
    }

    /**
     * Opens the images that were trained on: what the encoder saw, and what the decoder was to give.
     *
     * @throws DataException if they are gone or not right, or these are a table
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

    /** Writes {@code data.json} into a run's folder, which must be there. */
    public void save(Path folder) {
        byte[] json = (Json.write(this) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(folder.resolve(FILE), out -> out.write(json));
    }
}
