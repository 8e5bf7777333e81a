package io.elbo.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** Compares with the known answers in Random123, the implementation by the generator's authors. */
class PhiloxTest {
    @Test
    void zerosGiveTheKnownAnswer() {
        check(0, new int[] {0, 0, 0, 0}, new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    }

    @Test
    void onesGiveTheKnownAnswer() {
        check(-1, new int[] {-1, -1, -1, -1}, new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    }

    @Test
    void theDigitsOfPiGiveTheKnownAnswer() {
        // the key's first word is the low half
        check(0x299f31d0_a4093822L, new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, new int[] {
            0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1
        });
    }

    private static void check(long key, int[] counter, int[] expected) {
        int[] words = new int[4];
        Philox.words(key, counter[0], counter[1], counter[2], counter[3], words);
        assertArrayEquals(expected, words);
    }
}
