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

/** Reads and writes tables in Excel workbooks ({@code .xlsx}). A table is a sheet. */
public final class ExcelFile {
    private static final byte[] OLD = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final byte[] PASSWORD = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
    private static final String WORKBOOK = "xl/workbook.xml";

    private ExcelFile() {}

    /**
     * Opens a sheet: the first, unless the options give a name or a number from 1. Rows above the header with text in only one
     * cell are skipped, and a note says so. Numbers are read as their shortest text, cells with a date format as ISO 8601,
     * percentages with their sign, truth values as true and false. A formula is read as the value at the time the file was saved.
     * Lines are the row numbers of Excel.
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
                            ? "is an Excel file with a password; save it without a password"
                            : "is an Excel file of the old format (.xls); save it as .xlsx or .csv"));
        }
        return new ExcelTable(file, name, options.sheet(), options.header(), options.brokenRows());
    }

    /** Returns whether a file is a workbook of any kind, by its first bytes and its content. */
    static boolean isOne(Path file, byte[] start) {
        boolean zip = start.length > 3 && start[0] == 'P' && start[1] == 'K';
        if (!zip) {
            return isOld(start);
        }
        try (ZipFile parts = new ZipFile(file.toFile())) {
            return parts.getEntry(WORKBOOK) != null;
        } catch (ZipException e) {
            return false; // the code that opens it by name reports the error
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
     * Writes a workbook of one sheet atomically. Numbers, truth values, and days and times from 1900 on keep their type in Excel.
     * Everything else is text, including what looks like a formula.
     *
     * @throws DataException naming the file, if it cannot be written, or the table is larger than a sheet can be
     */
    public static void write(Path file, TableLayout layout, CsvSink.Content content) {
        AtomicFile.write(file, out -> ExcelSink.write(out, Words.of(file), layout, content));
    }
}
