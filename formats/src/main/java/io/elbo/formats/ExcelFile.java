package io.elbo.formats;

import io.elbo.data.DataException;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.table.CsvOptions;
import io.elbo.data.table.CsvSink;
import io.elbo.data.table.TableSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Tables in workbooks of Excel ({@code .xlsx}): a table is a sheet. */
public final class ExcelFile {
    private static final byte[] OLD = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final byte[] PASSWORD = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
    private static final String WORKBOOK = "xl/workbook.xml";

    private ExcelFile() {}

    /**
     * Opens a sheet: the first, unless the options name another or give its number from 1. Rows above the header that have text in one
     * cell only are left out, and a note says so. Cells are numbers as their shortest text, dates in ISO 8601 where the cell's
     * format is one of dates, true and false, and texts; percents with their sign; of a formula, what was computed when the file was saved. "Lines" are the
     * rows as Excel counts them.
     *
     * @throws DataException naming the file, if it cannot be read, or has no such sheet
     */
    public static TableSource open(Path file, CsvOptions options) {
        return open(file, Words.of(file), options);
    }

    static TableSource open(Path file, String name, CsvOptions options) {
        if (isOld(file)) {
            throw new DataException(name + ": "
                    + (hasPassword(file)
                            ? "is an Excel file with a password; save it without one"
                            : "is an Excel file of the old kind (.xls); save it as .xlsx or .csv"));
        }
        return new ExcelTable(file, name, options.sheet(), options.header(), options.brokenRows());
    }

    /** Whether a file is a workbook, of any kind: by its first bytes and what is in it. */
    static boolean isOne(Path file, byte[] start) {
        boolean zip = start.length > 3 && start[0] == 'P' && start[1] == 'K';
        if (!zip) {
            return isOld(start);
        }
        try (ZipFile parts = new ZipFile(file.toFile())) {
            return parts.getEntry(WORKBOOK) != null;
        } catch (ZipException e) {
            return false; // whoever opens it by its name says what is wrong
        } catch (IOException e) {
            throw new DataException(Words.of(file) + ": " + e.getMessage(), e);
        }
    }

    private static boolean isOld(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return isOld(in.readNBytes(OLD.length));
        } catch (IOException e) {
            throw new DataException(Words.of(file) + ": " + e.getMessage(), e);
        }
    }

    private static boolean isOld(byte[] start) {
        return start.length >= OLD.length && Arrays.equals(Arrays.copyOf(start, OLD.length), OLD);
    }

    private static boolean hasPassword(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(1 << 22);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return text.contains(new String(PASSWORD, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new DataException(Words.of(file) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes a workbook of one sheet. It is there whole or not at all. Numbers, days and times from 1900 on and truth values are such
     * in Excel too; all else is text, also what looks like a formula.
     *
     * @throws DataException naming the file, if it cannot be written, or the table is larger than a sheet can be
     */
    public static void write(Path file, TableLayout layout, CsvSink.Content content) {
        AtomicFile.write(file, out -> ExcelSink.write(out, Words.of(file), layout, content));
    }
}
