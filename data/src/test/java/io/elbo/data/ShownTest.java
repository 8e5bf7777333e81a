package io.elbo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
    @Test
    void controlCharactersAreShownAsJsonWritesThem() {
        assertEquals("a\\tb\\nc\\rd", Shown.oneLine("a\tb\nc\rd"));
        assertEquals("\\u001b[31mred\\u0007", Shown.oneLine("\u001b[31mred\u0007"));
        assertEquals("one\ntwo\\u001b", Shown.lines("one\ntwo\u001b"));
    }

    /** Delete, the eight-bit escape of terminals, line separators, overrides of the writing direction. */
    @ParameterizedTest
    @ValueSource(ints = {0, 8, 0x7f, 0x85, 0x9b, 0x2028, 0x2029, 0x202e, 0x2066})
    void whatMovesOrTurnsTextIsNotLeftAsItIs(int code) {
        String shown = Shown.oneLine("x" + (char) code + "y");
        assertFalse(shown.indexOf(code) >= 0, shown);
        assertTrue(shown.startsWith("x\\u") && shown.endsWith("y"), shown);
    }

    @Test
    void textOfAnyLanguageStaysAsItIs() {
        String text = "\u00e4\u00df \u4f60\u597d \u0645\u0631\u062d\u0628\u0627 \ud83d\ude00 a\\nb";
        assertSame(text, Shown.oneLine(text));
    }

    @Test
    void longTextIsCutAtItsAllowedLengthAndBetweenCharacters() {
        assertEquals("x".repeat(60), Shown.cell("x".repeat(60)));
        assertEquals("x".repeat(57) + "...", Shown.cell("x".repeat(61)));
        assertEquals(2000, Shown.message("y".repeat(100_000)).length());
        assertEquals(60, Shown.cell("\n".repeat(1000)).length());
        // a surrogate pair is not split
        assertEquals("x".repeat(56) + "...", Shown.cell("x".repeat(56) + "\ud83d\ude00".repeat(10)));
    }
}
