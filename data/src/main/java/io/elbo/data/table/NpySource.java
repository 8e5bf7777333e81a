package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A table in NumPy's {@code .npy} or {@code .npz}: arrays of numbers of 1 or 2 dimensions, side by side. The columns are named
 * c0, c1, ...; with several arrays they have the name of the array, with _0, _1, ... if it has 2 dimensions. A cell is the
 * shortest text that reads back as the same number. The arrays of an {@code .npz} are extracted into temporary files that are
 * deleted when Java exits.
 */
public final class NpySource implements TableSource {
    private static final int MOST_COLUMNS = 1 << 20;

    private final String name;
    private final List<NpyRows> arrays;
    private final List<String> columns;

    private NpySource(String name, List<NpyRows> arrays, List<String> columns) {
        this.name = name;
        this.arrays = arrays;
        this.columns = List.copyOf(columns);
    }

    /** @throws DataException naming file and array, if these are not arrays of numbers with equal numbers of rows */
    public static NpySource open(Path file) {
        return open(file, FileText.of(file));
    }

    static NpySource open(Path file, String name) {
        if (TextFile.kind(file, name) == TextFile.Kind.NPZ) {
            return archive(file, name);
        }
        NpyRows array = NpyRows.open(file, name);
        return new NpySource(name, List.of(array), TableNames.numbered(array.columns()));
    }

    private static NpySource archive(Path file, String name) {
        List<NpyRows> arrays = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> entries = Collections.list(zip.entries());
            for (ZipEntry entry : entries) {
                String array = FileText.oneLine(entry.getName().replaceAll("\\.npy$", ""));
                NpyRows rows = unpack(zip, entry, name + ", array " + array);
                if (!arrays.isEmpty() && rows.rows() != arrays.get(0).rows()) {
                    throw new DataException(rows.name() + ": has " + rows.rows() + " rows; the first array has "
                            + arrays.get(0).rows() + ", and all must have the same number");
                }
                arrays.add(rows);
                addNames(array, rows, columns);
                if (columns.size() > MOST_COLUMNS) {
                    throw new DataException(name + ": has more than " + MOST_COLUMNS + " columns");
                }
            }
        } catch (IOException e) {
            throw TextInput.failure(name, e);
        }
        if (arrays.isEmpty()) {
            throw new DataException(name + ": has no arrays");
        }
        List<String> names = arrays.size() == 1
                ? TableNames.numbered(columns.size())
                : TableNames.unique(columns.toArray(String[]::new), new ArrayList<>());
        return new NpySource(name, arrays, names);
    }

    private static void addNames(String array, NpyRows rows, List<String> columns) {
        if (rows.header().shape().length == 1) {
            columns.add(array);
            return;
        }
        for (int i = 0; i < rows.columns(); i++) {
            columns.add(array + "_" + i);
        }
    }

    private static NpyRows unpack(ZipFile zip, ZipEntry entry, String name) throws IOException {
        Path copy = Files.createTempFile("elbo-array-", ".npy");
        copy.toFile().deleteOnExit();
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return NpyRows.open(copy, name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public boolean decimalMarkIsCertain() {
        return true;
    }

    @Override
    public Reading read(RowSink sink) {
        long rows = arrays.get(0).rows();
        List<NpyRows.Pass> passes = new ArrayList<>();
        try {
            for (NpyRows array : arrays) {
                passes.add(array.pass());
            }
            for (long row = 1; row <= rows; row++) {
                String[] cells = new String[columns.size()];
                int offset = 0;
                for (int i = 0; i < passes.size(); i++) {
                    passes.get(i).next(cells, offset);
                    offset += arrays.get(i).columns();
                }
                sink.row(row, cells);
            }
        } catch (IOException e) {
            throw TextInput.failure(name, e);
        } finally {
            for (NpyRows.Pass pass : passes) {
                closeQuietly(pass);
            }
        }
        return Reading.whole(rows);
    }

    private static void closeQuietly(NpyRows.Pass pass) {
        try {
            pass.close();
        } catch (IOException e) {
            // All data have been read.
        }
    }
}
