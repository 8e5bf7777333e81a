package io.elbo.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyPatternTest {
    /** Returns the pattern of a column of keys. */
    private static KeyPattern pattern(int n, IntFunction<String> key) {
        List<String> cells = IntStream.range(0, n).mapToObj(key).toList();
        InferenceOptions options = InferenceOptions.defaults().withKinds(Map.of("id", ColumnKind.IDENTIFIER));
        Schema schema = Schema.infer(Tables.column("id", cells), options).schema();
        return ((ColumnType.Identifier) schema.columns().get(0).type()).pattern();
    }

    /** Generates keys, which must all differ from each other and from those of the table. */
    private static List<String> made(KeyPattern pattern, int n, IntFunction<String> table) {
        List<String> keys =
                IntStream.range(0, n).mapToObj(i -> pattern.key(i, 3)).toList();
        Set<String> all = new HashSet<>(keys);
        assertEquals(n, all.size(), "all different");
        IntStream.range(0, n).mapToObj(table).forEach(key -> assertTrue(!all.contains(key), key + " is of the table"));
        return keys;
    }

    @Test
    void numbersCountOnAfterTheGreatest() {
        IntFunction<String> key = i -> Integer.toString(1000 + 7 * i);
        assertEquals(List.of("1694", "1695"), made(pattern(100, key), 2, key));
    }

    @Test
    void numbersBetweenTextsKeepTheirZeros() {
        IntFunction<String> key = i -> String.format("INV-%05d/24", i + 1);
        assertEquals(List.of("INV-00101/24", "INV-00102/24"), made(pattern(100, key), 2, key));
    }

    @Test
    void digitsThatRunOutBecomeMore() {
        assertEquals("C100", new KeyPattern.Counter("C", 99, 2, "").key(1, 0));
    }

    @Test
    void uuidsStayUuids() {
        Random random = new Random(1);
        String[] uuids = IntStream.range(0, 300)
                .mapToObj(i -> new UUID(random.nextLong(), random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 1L << 63))
                .map(UUID::toString)
                .toArray(String[]::new);
        KeyPattern pattern = pattern(300, i -> uuids[i]);
        for (String key : made(pattern, 300, i -> uuids[i])) {
            assertEquals(key, UUID.fromString(key).toString());
        }
    }

    @Test
    void codesKeepTheKindOfEachPlace() {
        Random random = new Random(2);
        String[] codes = IntStream.range(0, 200)
                .mapToObj(i -> "AB-" + (char) ('G' + random.nextInt(20)) + random.nextInt(10)
                        + (char) ('g' + random.nextInt(20)) + "-X" + (char) ('k' + random.nextInt(9)))
                .toArray(String[]::new);
        KeyPattern pattern = pattern(200, i -> codes[i]);
        for (int i = 0; i < 500; i++) {
            String key = pattern.key(i, 9);
            assertTrue(key.matches("AB-[A-Z][0-9][a-z]-X[a-z]"), key);
        }
    }

    @Test
    void allKeysOfACodeComeBeforeOneComesAgain() {
        KeyPattern.Code code = new KeyPattern.Code("=0a", "x0a");
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 260; i++) {
            keys.add(code.key(i, 77));
        }
        assertEquals(260, keys.size());
        assertEquals(code.key(0, 77), code.key(260, 77));
    }

    @Test
    void textsWithNothingInCommonHaveNoPattern() {
        String[] names = {"Ann", "Robert", "x-17", "", "Ünal", "Zoë B.", "17", "q", "Li", "Maximilian", "Bo", "Ed"};
        assertNull(pattern(names.length, i -> names[i]));
    }

    @Test
    void patternsThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new KeyPattern.Counter(null, 1, 1, ""));
        assertThrows(IllegalArgumentException.class, () -> new KeyPattern.Counter("", -1, 1, ""));
        assertThrows(IllegalArgumentException.class, () -> new KeyPattern.Code("0", ""));
        assertThrows(IllegalArgumentException.class, () -> new KeyPattern.Code("?", "a"));
        assertEquals(List.of("7"), Arrays.asList(new KeyPattern.Counter("", 7, 0, "").key(0, 0)));
    }
}
