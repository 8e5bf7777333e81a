package io.elbo.data.table;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDetectionTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "a,b~1,2~ ! comma-separated, UTF-8, with a header",
                "a;b~1;2~ ! semicolon-separated, UTF-8, with a header",
                "a\tb~1\t2~ ! tab-separated, UTF-8, with a header",
                "a|b~1|2~ ! bar-separated, UTF-8, with a header",
                "a;b~1,5;2,5~3,25;4~ ! semicolon-separated, UTF-8, with a header, decimal commas",
                "a;b~1.234,5;2~3;4,1~ ! semicolon-separated, UTF-8, with a header, decimal commas",
                "a;b~1,234,567;2.5~ ! semicolon-separated, UTF-8, with a header",
                "a,b~\"3,14\",x~\"2,7\",y~ ! comma-separated, UTF-8, with a header, decimal commas",
                "1,2~3,4~ ! comma-separated, UTF-8, without a header",
                "7,0.27~6.3,0.3~ ! comma-separated, UTF-8, without a header",
                "red,x~blue,y~red,z~ ! comma-separated, UTF-8, without a header",
                "name,city~Anna,Oslo~Bo,Rome~ ! comma-separated, UTF-8, with a header",
                "?,x~1,y~ ! comma-separated, UTF-8, without a header",
                ",x~0,1.5~1,2.5~ ! comma-separated, UTF-8, with a header",
                "x~1~2~ ! comma-separated, UTF-8, with a header",
                "1~2~3~ ! comma-separated, UTF-8, without a header",
                "text~Hello, world~one~two~three~ ! semicolon-separated, UTF-8, with a header",
                "x~3,14~2,72~ ! semicolon-separated, UTF-8, with a header, decimal commas",
                "'a','b'~'x, y','2'~ ! comma-separated, quoted by ', UTF-8, with a header",
                "\"a\",\"b\"~\"x;y\",\"2\"~\"x;y\",\"2\"~ ! comma-separated, UTF-8, with a header",
                "\"a~b\",c~1,2~ ! comma-separated, UTF-8, with a header",
                "a,b~r1,1,2~r2,1,2~ ! comma-separated, UTF-8, with a header",
                "a,b~1,2~1,2,3~ ! comma-separated, UTF-8, with a header",
                "a,b~1,2~1,2~1,2~1,2~1,2~1,2~1,2~1,2~1,2~1,2~1~ ! comma-separated, UTF-8, with a header",
            })
    void theFormatIsToldFromTheBeginning(String text, String expected) {
        byte[] bytes = text.replace('~', '\n').replace("\\t", "\t").getBytes(StandardCharsets.UTF_8);
        assertEquals(expected, CsvFormat.detect(bytes, true).describe());
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, false, UTF-8",
        "UTF-8, true, UTF-8",
        "UTF-16LE, true, UTF-16LE",
        "UTF-16BE, true, UTF-16BE",
        "UTF-16LE, false, UTF-16LE",
        "UTF-16BE, false, UTF-16BE",
        "ISO-8859-1, false, windows-1252",
        "windows-1252, false, windows-1252",
    })
    void theEncodingIsToldFromTheBytes(String charset, boolean mark, String expected) throws IOException {
        String text = "größe,stadt\n1.5,Köln\n2.5,Ålesund\n";
        Path file = folder.resolve("x.csv");
        Files.write(file, ((mark ? "\uFEFF" : "") + text).getBytes(Charset.forName(charset)));
        io.elbo.data.table.CsvSource source = io.elbo.data.table.CsvSource.open(file);
        assertEquals(expected, source.format().charset().name());
        assertEquals(List.of("größe", "stadt"), source.columns());
        assertEquals(List.of(List.of("1.5", "Köln"), List.of("2.5", "Ålesund")), Tables.rows(source));
    }

    @Test
    void packedTextIsReadWhateverItIsCalled() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(folder.resolve("x.csv"), bytes.toByteArray());
        assertEquals(List.of(List.of("1", "2")), Tables.rows(TableFile.open(file)));
        Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 9));
        refused(() -> Tables.rows(TableFile.open(file)), file + ": damaged gz file: it ends in the middle");
    }

    @Test
    void standardInputIsReadAnyNumberOfTimes() {
        TableSource source = TableFile.open(new ByteArrayInputStream("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of(List.of("1", "2")), Tables.rows(source));
        assertEquals(List.of(List.of("1", "2")), Tables.rows(source));
        refused(
                () -> TableFile.open(new ByteArrayInputStream(new byte[0])),
                "standard input: is empty; a table is needed");
        refused(
                () -> Tables.rows(
                        TableFile.open(new ByteArrayInputStream("a,b\n1,2\n1\n".getBytes(StandardCharsets.UTF_8)))),
                "standard input: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAR1....", "x\0\0\0y\0", ""})
    void whatIsNoTextIsRefused(String bytes) throws IOException {
        Path file = Files.write(folder.resolve("x.csv"), bytes.getBytes(StandardCharsets.ISO_8859_1));
        refused(() -> TableFile.open(file), file + ": ", "is ");
    }

    @Test
    void whereTheEncodingChangesIsNamed() throws IOException {
        byte[] bytes = ("a,b\n" + "1,x\n".repeat(100_000) + "2,é\n").getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("x.csv"), bytes);
        TableSource source = TableFile.open(file);
        String message = refused(() -> Tables.rows(source), file + ": near line ", "is not text in UTF-8");
        int line = Integer.parseInt(message.replaceAll(".*near line (\\d+).*", "$1"));
        assertEquals(100_002, line, 8192);
        Tables.rows(((io.elbo.data.table.CsvSource) source)
                .with(((io.elbo.data.table.CsvSource) source).format().withCharset(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        refused(() -> TableFile.open(folder.resolve("none.csv")), "none.csv: there is no such file or folder");
        refused(() -> TableFile.open(folder), folder + ": is a folder");
    }
}
