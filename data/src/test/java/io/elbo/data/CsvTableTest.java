package io.elbo.data;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.data.number.NumberFile;
import io.elbo.data.number.NumberTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("latents.csv");
    }

    @Test
    void whatIsWrittenIsPlainText() throws IOException {
        NumberFile.write(file, new NumberTable(List.of("z0", "a,b", "say \"x\"", "two\nlines"), new float[][] {
            {0.1f, -2, 1e10f, 1e-45f}, {1, 2, 3, 4}
        }));
        assertEquals(
                "z0,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\n0.1,-2.0,1.0E10,1.4E-45\n1.0,2.0,3.0,4.0\n",
                Files.readString(file));
        assertEquals(
                List.of("z0", "a,b", "say \"x\"", "two\nlines"),
                NumberFile.read(file).names());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1,2\n-3.5,4e-2\n",
                "a,b\n1,2\n-3.5,4e-2",
                "a,b\r\n1,2\r\n-3.5,4e-2\r\n",
                "a,b\r1,2\r-3.5,4e-2\r",
                "\uFEFFa,b\n1,2\n-3.5,4e-2\n",
                "\uFEFF\"a\",b\n1,2\n-3.5,4e-2\n",
                " a , b\n 1, +2.\n -3.5 ,.04\n",
                "\"a\",\"b\"\n\"1\",\"2\"\n\"-3.5\",4E-2\n",
                "a,b\n1,2\n-3.5,4e-2\n\n\n",
                "a,b\n001,2.0\n-3.50,0.04e+0",
            })
    void theSameTableInAnyDress(String text) throws IOException {
        NumberTable table = NumberFile.read(Files.writeString(file, text));
        assertEquals(List.of("a", "b"), table.names());
        assertEquals(2, table.values().length);
        assertArrayEquals(new float[] {1, 2}, table.values()[0]);
        assertArrayEquals(new float[] {-3.5f, 0.04f}, table.values()[1]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | is empty; it must have a header line and lines of numbers",
                "~ | line 1: is empty; a header line with the name of each column is needed",
                "~1,2~ | line 1: is empty; a header line",
                "0.5,-1~2,3~ | line 1: holds only numbers; a header line with the name of each column is needed",
                "z0,z1~ | there are no lines after the header; at least one row",
                "z0,~1,2~ | line 1: column 2 of 2 has no name",
                ",z0~1,2~ | line 1: column 1 of 2 has no name",
                "z0,z1, z0~1,2,3~ | line 1: columns 1 and 3 are both named 'z0'",
                "z0,z1~1,2~3,abc~ | line 3, column z1: 'abc' is not a number",
                "z0,z1~1,2~,3~ | line 3, column z0: there is no value",
                "z0,z1~1,2~3~ | line 3: has 1 fields; the header has 2",
                "z0,z1~1,2,3~ | line 2: has 3 fields; the header has 2",
                "z0,z1~1,2~~3,4~ | line 3: is empty, but more lines follow",
                "z0~1~~3~ | line 3: is empty, but more lines follow",
                "z0,z1~1,nan~ | line 2, column z1: 'nan' is not a number",
                "z0,z1~1,NaN~ | line 2, column z1: 'NaN' is not a number",
                "z0,z1~-Infinity,1~ | line 2, column z0: '-Infinity' is not a number",
                "z0~1f~ | line 2, column z0: '1f' is not a number",
                "z0~0x1p3~ | line 2, column z0: '0x1p3' is not a number",
                "z0~1e~ | line 2, column z0: '1e' is not a number",
                "z0~1e39~ | line 2, column z0: '1e39' is out of the range of 32-bit floats",
                "z0;z1~1;2~ | line 2, column z0;z1: '1;2' is not a number; fields are separated by commas",
                "z0~\u0661~ | line 2, column z0: '\u0661' is not a number",
                "`\"z~0\",b~1,2~3,x` | line 4, column b: 'x' is not a number",
                "`\"z~0\",b~x,2` | line 3, column z\\n0: 'x' is not a number",
                "`a,b~1,\"2~3,4~` | line 2: column 2: the quote opened in line 2 is not closed",
                "`a,b~1,\"2\"3~` | line 2: column 2: the quoted cell has text after its closing quote",
                "z0~1234567890123456789012345678901234567890123x~ | '1234567890123456789012345678901234567890...' is",
            })
    void whatIsNotATableIsRefusedByLineAndColumn(String text, String message) throws IOException {
        Files.writeString(file, text.replace('~', '\n'));
        refused(() -> NumberFile.read(file), file + ": ", message);
    }

    @Test
    void whatIsNotTextIsRefused() throws IOException {
        Files.write(file, new byte[] {'a', '\n', (byte) 0xE9, '\n'});
        refused(() -> NumberFile.read(file), file + ": is not text in UTF-8");
        Files.write(file, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16));
        refused(() -> NumberFile.read(file), file + ": is not text in UTF-8");
        Files.writeString(file, "a\n" + "1\n".repeat(100_000));
        Files.write(file, new byte[] {(byte) 0xFF}, StandardOpenOption.APPEND);
        refused(() -> NumberFile.read(file), file + ": is not text in UTF-8");
    }

    @Test
    void columnNamesThatLookLikeDataAreNotWritten() {
        refused(
                () -> NumberFile.write(file, new NumberTable(List.of("0", "1"), new float[1][2])),
                file + ": the column names are all numbers");
        NumberFile.write(file, new NumberTable(List.of("0", "x"), new float[1][2]));
        assertEquals(List.of("0", "x"), NumberFile.read(file).names());
    }

    @Test
    void thereMayBeManyColumns() {
        float[] row = new float[100_000];
        row[99_999] = 7;
        NumberTable table = new NumberTable(
                IntStream.range(0, row.length).mapToObj(i -> "pixel" + i).toList(), new float[][] {row});
        NumberFile.write(file, table);
        assertArrayEquals(row, NumberFile.read(file).values()[0]);
    }
}
