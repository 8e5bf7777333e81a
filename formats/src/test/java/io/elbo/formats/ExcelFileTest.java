package io.elbo.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.table.BrokenRows;
import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.CsvOptions;
import io.elbo.data.table.InferenceOptions;
import io.elbo.data.table.NumberAffixes;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExcelFileTest {
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";

    @TempDir
    Path folder;

    /** Writes a workbook by hand, with the parts that the standard requires and cells as Excel writes them. */
    private Path byHand(String rows, String formats) throws IOException {
        Path file = folder.resolve("hand.xlsx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            part(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns='" + PACKAGE + "content-types'>"
                            + "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
                            + "<Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/>"
                            + "<Override PartName='/xl/styles.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml'/>"
                            + "<Override PartName='/xl/worksheets/sheet1.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'/></Types>");
            part(
                    zip,
                    "_rels/.rels",
                    "<Relationships xmlns='" + PACKAGE + "relationships'><Relationship Id='r1' Type='" + OFFICE
                            + "/officeDocument' Target='xl/workbook.xml'/></Relationships>");
            part(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships xmlns='" + PACKAGE + "relationships'><Relationship Id='r1' Type='"
                            + OFFICE + "/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='"
                            + OFFICE
                            + "/styles' Target='styles.xml'/></Relationships>");
            part(
                    zip,
                    "xl/workbook.xml",
                    "<workbook xmlns='" + MAIN + "' xmlns:r='" + OFFICE
                            + "'><sheets><sheet name='One' sheetId='1' r:id='r1'/></sheets></workbook>");
            part(
                    zip,
                    "xl/styles.xml",
                    "<styleSheet xmlns='" + MAIN + "'><cellXfs>" + formats + "</cellXfs></styleSheet>");
            part(
                    zip,
                    "xl/worksheets/sheet1.xml",
                    "<worksheet xmlns='" + MAIN + "'><sheetData>" + rows + "</sheetData></worksheet>");
        }
        return file;
    }

    private static void part(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static String text(String cell, String text) {
        return "<c r='" + cell + "' t='inlineStr'><is><t>" + text + "</t></is></c>";
    }

    @Test
    void cellsAreReadByTheirFormatsAndFormulasByWhatTheyGave() throws IOException {
        String formats =
                "<xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='22'/><xf numFmtId='9'/><xf numFmtId='21'/>";
        String rows = "<row r='1'>" + text("A1", "n") + text("B1", "day") + text("C1", "time") + text("D1", "part")
                + text("E1", "clock") + text("F1", "sum") + text("G1", "yes") + text("H1", "what") + "</row>"
                + "<row r='2'><c r='A2'><v>0.10000000000000001</v></c><c r='B2' s='1'><v>45000</v></c>"
                + "<c r='C2' s='2'><v>45000.75</v></c><c r='D2' s='3'><v>7.0000000000000007E-2</v></c>"
                + "<c r='E2' s='4'><v>0.5</v></c><c r='F2'><f>A2*2</f><v>0.2</v></c><c r='G2' t='b'><v>1</v></c>"
                + "<c r='H2' t='e'><v>#DIV/0!</v></c></row>"
                + "<row r='3'><c r='A3'><v>12</v></c><c r='F3' t='str'><f>\"a\"</f><v>text</v></c><c r='G3' t='b'><v>0</v></c></row>";
        TableSource source = Tables.open(byHand(rows, formats), CsvOptions.defaults());
        assertEquals(List.of("n", "day", "time", "part", "clock", "sum", "yes", "what"), source.columns());
        assertEquals(
                List.of(
                        List.of("0.1", "2023-03-15", "2023-03-15T18:00:00", "7%", "12:00:00", "0.2", "true", "#DIV/0!"),
                        List.of("12", "", "", "", "", "text", "false", "")),
                Cells.rows(source));
        Column what = Schema.infer(source, InferenceOptions.defaults())
                .schema()
                .columns()
                .get(7);
        assertTrue(what.isMissing("#DIV/0!"));
    }

    private Path book(String... sheets) throws IOException {
        Path file = folder.resolve("book.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "test", "1.0")) {
            for (String name : sheets) {
                Worksheet sheet = book.newWorksheet(name);
                sheet.value(0, 0, "Report of " + name);
                sheet.value(2, 0, "x");
                sheet.value(2, 1, "y");
                sheet.value(2, 2, "z");
                for (int i = 0; i < 30; i++) {
                    sheet.value(3 + i, 0, i);
                    sheet.value(3 + i, 2, name + i % 3);
                }
            }
        }
        return file;
    }

    @Test
    void aSheetIsChosenByNameOrNumberAndRowsAboveTheTableAreLeftOut() throws IOException {
        Path file = book("first", "2nd");
        TableSource source = Tables.open(file, CsvOptions.defaults());
        assertEquals(List.of("x", "y", "z"), source.columns());
        assertEquals(30, source.read((line, cells) -> {}).rows());
        assertEquals(List.of("0", "", "first0"), Cells.rows(source).get(0));
        assertEquals(
                List.of(
                        "the sheet 'first' is read; there are also 2nd",
                        "rows up to 2 stand above the table and are left out: 'Report of first'"),
                source.notes());
        for (String name : List.of("2nd", "2")) {
            assertEquals(
                    "2nd1",
                    Cells.rows(Tables.open(file, CsvOptions.defaults().withSheet(name)))
                            .get(1)
                            .get(2));
        }
        refused(
                () -> Tables.open(file, CsvOptions.defaults().withSheet("3")),
                "there is no sheet '3'; there are first, 2nd");
        Path csv = Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\n");
        refused(
                () -> Tables.open(csv, CsvOptions.defaults().withSheet("x")),
                "a sheet can be given for Excel files only");
        refused(() -> Tables.open(file, CsvOptions.defaults().withDelimiter(';')), "for tables such as .csv only");
        try (var in = new ByteArrayInputStream(Files.readAllBytes(file))) {
            assertEquals(
                    30,
                    Tables.open(in, CsvOptions.defaults())
                            .read((line, cells) -> {})
                            .rows());
        }
    }

    private static void refused(org.junit.jupiter.api.function.Executable use, String what) {
        String message = assertThrows(DataException.class, use).getMessage();
        assertTrue(message.contains(what), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void whatIsWrittenComesBackAndWhatLooksLikeAFormulaIsText() throws IOException {
        NumberStyle dollars =
                NumberStyle.decimals(2).withAffixes(new NumberAffixes("$", "", NumberAffixes.Negative.BEFORE, '-'));
        NumberStyle percents =
                NumberStyle.decimals(1).withAffixes(new NumberAffixes("", "%", NumberAffixes.Negative.BEFORE, '-'));
        Schema schema = new Schema(List.of(
                column("whole", new ColumnType.Count(NumberStyle.WHOLE)),
                column("real", new ColumnType.Real(NumberStyle.SHORTEST)),
                column("price", new ColumnType.Real(dollars)),
                column("part", new ColumnType.Real(percents)),
                column("yes", new ColumnType.Flag("false", "true")),
                column("day", new ColumnType.DateTime("uuuu-MM-dd")),
                column("at", new ColumnType.DateTime("uuuu-MM-dd'T'HH:mm:ss")),
                column("text", new ColumnType.FreeText())));
        List<List<String>> rows = new ArrayList<>();
        List<String> texts = List.of("=1+1", "+5", "@x", "a\nb", "\u00E5", "<&>\"'", " blanks ", "1e5");
        for (int i = 0; i < 3000; i++) {
            rows.add(List.of(
                    "" + i,
                    NumberStyle.shortest(i / 7.0 - 100),
                    "$" + i + ".50",
                    i / 10 + "." + (1 + i % 9) + "%",
                    i % 2 == 0 ? "true" : "false",
                    i % 5 == 0 ? "1850-01-02" : "2024-02-29",
                    "2024-02-29T23:59:" + (10 + i % 50),
                    i % 11 == 0 ? "" : texts.get(i % texts.size())));
        }
        Path file = folder.resolve("out.xlsx");
        assertEquals(List.of(), Tables.write(file, CsvFormat.STANDARD, TableLayout.of(schema), Cells.content(rows)));
        TableSource source = Tables.open(file, CsvOptions.defaults());
        assertEquals(schema.names(), source.columns());
        List<List<String>> read = Cells.rows(source);
        for (int i = 0; i < rows.size(); i++) {
            List<String> expected = new ArrayList<>(rows.get(i));
            expected.set(2, i + ".5"); // the dollar is in the format
            assertEquals(expected, read.get(i));
        }
    }

    private static Column column(String name, ColumnType type) {
        return new Column(name, type, List.of(""));
    }

    @Test
    void anOldALockedAndABrokenFileAreRefusedInOneLine() throws IOException {
        byte[] old = Arrays.copyOf(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, 4096);
        for (String name : List.of("t.xls", "t.xlsx", "t.csv")) {
            refused(
                    () -> Tables.open(Files.write(folder.resolve(name), old), CsvOptions.defaults()),
                    "of the old format (.xls)");
        }
        byte[] locked = old.clone();
        byte[] mark = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(mark, 0, locked, 2000, mark.length);
        refused(
                () -> Tables.open(Files.write(folder.resolve("t.xlsx"), locked), CsvOptions.defaults()),
                "with a password");
        byte[] whole = Files.readAllBytes(book("a"));
        for (int length : new int[] {0, 3, 100, whole.length / 2, whole.length - 10}) {
            Path cut = Files.write(folder.resolve("cut.xlsx"), Arrays.copyOf(whole, length));
            refused(() -> Cells.rows(Tables.open(cut, CsvOptions.defaults())), "cut.xlsx: ");
        }
    }

    @Test
    void rowsThatAreTooWideAreNamedAndCanBeSkipped() throws IOException {
        String rows =
                "<row r='1'>" + text("A1", "x") + text("B1", "y") + "</row><row r='2'><c r='A2'><v>1</v></c></row>";
        StringBuilder many = new StringBuilder(rows);
        for (int i = 3; i < 80; i++) {
            many.append("<row r='" + i + "'><c r='A" + i + "'><v>1</v></c>" + (i == 70 ? text("C70", "odd") : "")
                    + "</row>");
        }
        Path file = byHand(many.toString(), "<xf numFmtId='0'/>");
        refused(
                () -> Cells.rows(Tables.open(file, CsvOptions.defaults())),
                "hand.xlsx: line 70: has 3 cells; the table has 2");
        assertEquals(
                77,
                Cells.rows(Tables.open(file, CsvOptions.defaults().withBrokenRows(BrokenRows.SKIP)))
                        .size());
    }
}
