package io.elbo.data;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.data.image.IdxTest;
import io.elbo.data.number.NumberFile;
import io.elbo.data.number.NumberFileTest;
import io.elbo.data.number.NumberTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with files that NumPy wrote. npy/make.py in the test resources generates them. */
class NpyTest {
    private static final String DICTIONARY = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("x.npy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "le-f4",
                "be-f4",
                "le-f8",
                "be-f8",
                "i1",
                "le-i2",
                "be-i2",
                "le-i4",
                "be-i4",
                "le-i8",
                "be-i8",
                "u1",
                "le-u2",
                "be-u2",
                "le-u4",
                "be-u4",
                "le-u8",
                "be-u8",
                "fortran",
                "version-2",
                "version-3"
            })
    void whatNumPyWroteIsReadInEveryTypeOrderAndVersion(String name) throws IOException {
        NumberTable table = NumberFile.read(fromNumPy(name));
        assertEquals(List.of("c0", "c1", "c2"), table.names());
        NumberFileTest.assertSameBits(new float[][] {{0, 1, 2}, {3, 100, 127}}, table.values());
    }

    @Test
    void oneDimensionIsOneColumn() throws IOException {
        NumberTable table = NumberFile.read(fromNumPy("one-dimension"));
        assertEquals(List.of("c0"), table.names());
        NumberFileTest.assertSameBits(new float[][] {{0.5f}, {-1.5f}, {3e38f}}, table.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rounded-f8", "rounded-i8", "rounded-u8", "rounded-u4", "ends-i1", "ends-u2"})
    void widerNumbersBecomeTheFloatsThatNumPyMakesOfThem(String name) throws IOException {
        NumberFileTest.assertSameBits(
                NumberFile.read(fromNumPy(name + "-as-f4")).values(),
                NumberFile.read(fromNumPy(name)).values());
    }

    @Test
    void whatIsWrittenIsWhatNumPyWritesByteForByte() throws IOException {
        NumberFile.write(file, new NumberTable(List.of("x", "y", "z"), new float[][] {{0, 1, 2}, {3, 100, 127}}));
        assertArrayEquals(bytesFromNumPy("le-f4"), Files.readAllBytes(file));
        NumberFile.writeNpy(file, new float[] {0.5f, -1.5f, 3e38f}, 3);
        assertArrayEquals(bytesFromNumPy("one-dimension"), Files.readAllBytes(file));
        float[] pixels = new float[12];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i / 8f;
        }
        NumberFile.writeNpy(file, pixels, 2, 2, 3, 1);
        assertArrayEquals(bytesFromNumPy("image"), Files.readAllBytes(file));
        NumberFile.writeNpy(file, new float[0], 0, 3);
        assertArrayEquals(bytesFromNumPy("no-rows"), Files.readAllBytes(file));
    }

    @Test
    void manyBlocksComeBack() {
        float[][] values = NumberFileTest.anyFinite(50_001, 3);
        float[] flat = new float[3 * values.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = values[i / 3][i % 3];
        }
        NumberFile.writeNpy(file, flat, values.length, 3);
        NumberFileTest.assertSameBits(values, NumberFile.read(file).values());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "object | byte 20: elements of type '|O' (Python objects); supported are floats ('<f4', '<f8') and integers",
                "half | elements of type '<f2'; supported",
                "complex | elements of type '<c8'; supported",
                "bool | elements of type '|b1'; supported",
                "text | elements of type '<U1'; supported",
                "fields | byte 20: elements of several fields; supported",
                "scalar | has 0 dimensions, shape ()",
                "image | has 4 dimensions, shape (2, 2, 3, 1); a table has 2, or 1",
                "no-rows | dimension 1 of shape (0, 3) is 0; it must be from 1",
                "nan | row 1, column c1: NaN is not a number; fill in",
                "infinity | row 1, column c0: -Infinity is not a finite number",
                "too-large | row 1, column c1: 1.0E300 is out of the range of 32-bit floats",
            },
            quoteCharacter = '`')
    void whatNumPyWroteAndIsNoTableOfNumbersIsRefused(String name, String message) throws IOException {
        Path path = fromNumPy(name.strip());
        refused(() -> NumberFile.read(path), path + ": ", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; byte 10: the header is damaged: '{' is expected",
                "{}; byte 10: the header lacks 'descr'",
                "{'descr': '<f4', 'shape': (2, 1)}; byte 10: the header lacks 'fortran_order'",
                "{'descr': '<f4', 'fortran_order': False}; byte 10: the header lacks 'shape'",
                "{'descr': '<f4', 'descr': '<f4'}; byte 27: the key 'descr'; a header has",
                "{'name': 1}; byte 11: the key 'name'; a header has",
                "{'descr' '<f4'}; byte 19: the header is damaged: ':' is expected",
                "{'descr: 1; byte 12: the header is damaged: a closing quote is expected",
                "{descr: 1}; byte 11: the header is damaged: a quoted string is expected",
                "{'descr': 4}; a quoted string is expected",
                "{'descr': '<f4' 'shape': (2, 1)}; '}' is expected",
                "{'descr': '<f16'}; elements of type '<f16'",
                "{'descr': '|f4'}; elements of type '|f4'",
                "{'descr': '=f4'}; elements of type '=f4'",
                "{'descr': '<i3'}; elements of type '<i3'",
                "{'descr': ''}; elements of type ''",
                "{'fortran_order': 0}; byte 28: the header is damaged: True or False is expected",
                "{'shape': (2, 1}; byte 25: the header is damaged: ')' is expected",
                "{'shape': 2}; '(' is expected",
                "{'shape': (2)}; ',' before ')' is expected",
                "{'shape': (2, -1)}; byte 24: the header is damaged: a number is expected",
                "{'shape': (2 1)}; ')' is expected",
                "{'shape': (,)}; a number is expected",
                "{'shape': (1000000000000000000, 1)}; byte 21: a dimension of 19 digits",
                "{'shape': (999999999999999999, 1), 'descr': '<f4', 'fortran_order': False}; dimension 1 of shape (999999999999999999, 1) is 999999999999999999",
                "{'shape': (2, 0), 'descr': '<f4', 'fortran_order': False}; dimension 2 of shape (2, 0) is 0",
                "{'shape': (2147483647, 2147483647), 'descr': '<f8', 'fortran_order': False}; with 1 of the 4611686014132420609 numbers of shape (2147483647, 2147483647)",
                "{'shape': (3,), 'descr': '<f4', 'fortran_order': False}; bytes, with 2 of the 3 numbers",
                "{'shape': (1,), 'descr': '<f4', 'fortran_order': False}; has 4 bytes after the last number; shape (1) ends at byte ",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), } x; byte 70: the header is damaged: the end of the header is expected",
                "__import__('os'); '{' is expected",
            })
    void hostileHeadersAreRefusedByNameAndPosition(String dictionary, String message) throws IOException {
        Files.write(file, npy(1, dictionary, 8));
        refused(() -> NumberFile.read(file), file + ": ", message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                DICTIONARY,
                "{\"shape\":(2L,1L),\"descr\":\"<f4\",\"fortran_order\":False}",
                " { 'fortran_order' : True , 'shape' : ( 2 , ) , 'descr' : '>i4' } \n",
            })
    void headersMayBeSpacedAndOrderedOtherwise(String dictionary) throws IOException {
        for (int version : new int[] {1, 2, 3}) {
            Files.write(file, npy(version, dictionary, 8));
            NumberFileTest.assertSameBits(
                    new float[][] {{0}, {0}}, NumberFile.read(file).values());
        }
    }

    @Test
    void whatIsNoNpyFileIsRefused() throws IOException {
        refusedBytes("", "is empty; an NPY file is needed");
        refusedBytes("a,b\n1,2\n", "starts with the bytes 61 2C 62 0A 31 2C, not an NPY file");
        refusedBytes("hello world", "starts with 'hello ', not an NPY file");
        refusedBytes("PK\3\4....", "50 4B 03 04 2E 2E, not an NPY file (if it is an .npz archive, unpack it first)");
        refusedBytes("\u0093NUM", "starts with the bytes 93 4E 55 4D, not an NPY file");
        refusedBytes("\u0093NUMPY\1", "ends after 7 bytes, in the header");
        refusedBytes("\u0093NUMPY\1\1", "version 1.1 of the NPY format (byte 6); supported are 1.0, 2.0 and 3.0");
        refusedBytes("\u0093NUMPY\4\0", "version 4.0 of the NPY format");
        refusedBytes("\u0093NUMPY\0\0", "version 0.0 of the NPY format");
        refusedBytes("\u0093NUMPY\u00FF\0", "version 255.0 of the NPY format");
        refusedBytes("\u0093NUMPY\1\0\100", "ends after 9 bytes, in the header");
        refusedBytes("\u0093NUMPY\1\0\100\0{", "ends after 11 bytes, in the header");
        refusedBytes("\u0093NUMPY\1\0\u00FF\u00FF{", "a header of 65535 bytes (byte 8); at most 10000 are allowed");
        refusedBytes("\u0093NUMPY\2\0\u00FF\u00FF\u00FF\u00FF{", "a header of 4294967295 bytes (byte 8)");
        Files.write(file, IdxTest.gzip(npy(1, DICTIONARY, 8)));
        refused(() -> NumberFile.read(file), file + ": is compressed with gzip; decompress it first");
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = npy(1, DICTIONARY, 8);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            refused(() -> NumberFile.read(file), file + ": ");
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 3));
        refused(() -> NumberFile.read(file), "has 3 bytes after the last number; shape (2, 1) ends at byte");
    }

    @Test
    void moreNumbersThanTheMemoryHoldsAreRefusedBeforeTheyAreRead() throws IOException {
        int rows = (int) Math.min(Runtime.getRuntime().maxMemory() / 28 + 1000, Integer.MAX_VALUE);
        byte[] header = npy(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (" + rows + ",), }", 0);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(header);
            sparse.setLength(header.length + (long) rows);
        }
        refused(() -> NumberFile.read(file), file + ": shape (" + rows + ") needs ", "MiB of memory", "-Xmx");
    }

    private void refusedBytes(String latin1, String message) throws IOException {
        Files.write(file, latin1.getBytes(StandardCharsets.ISO_8859_1));
        refused(() -> NumberFile.read(file), file + ": ", message);
    }

    /** Returns a file with this header followed by zero bytes. */
    static byte[] npy(int version, String dictionary, int zeros) throws IOException {
        byte[] text = dictionary.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer length = ByteBuffer.allocate(version == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
        if (version == 1) {
            length.putShort((short) text.length);
        } else {
            length.putInt(text.length);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0x93);
        bytes.write("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.write(version);
        bytes.write(0);
        bytes.write(length.array());
        bytes.write(text);
        bytes.write(new byte[zeros]);
        return bytes.toByteArray();
    }

    private Path fromNumPy(String name) throws IOException {
        return Files.write(folder.resolve(name + ".npy"), bytesFromNumPy(name));
    }

    private static byte[] bytesFromNumPy(String name) throws IOException {
        try (InputStream in = NpyTest.class.getResourceAsStream("npy/" + name + ".npy")) {
            return in.readAllBytes();
        }
    }
}
