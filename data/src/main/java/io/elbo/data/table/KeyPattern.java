package io.elbo.data.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigInteger;
import java.util.Locale;

/** The pattern of an identifier's keys, from which unique new keys are generated. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = KeyPattern.Counter.class, name = "counter"),
    @JsonSubTypes.Type(value = KeyPattern.Code.class, name = "code")
})
public sealed interface KeyPattern {
    /**
     * Returns the key of a new row, different for each row.
     *
     * @param row from 0
     * @param seed of keys that are not a counter
     */
    String key(long row, long seed);

    /**
     * A counter between fixed texts, such as INV-00017.
     *
     * @param before the text before the number
     * @param next the first number that no key of the table reaches
     * @param digits the minimum number of digits, padded with leading zeros
     * @param after the text after the number
     */
    record Counter(String before, long next, int digits, String after) implements KeyPattern {
        /** @throws IllegalArgumentException if a text is missing, or a number is below 0 */
        public Counter {
            if (before == null || after == null || next < 0 || digits < 0 || digits > 18) {
                throw new IllegalArgumentException(
                        "counter: needs the texts before and after it, a next number of 0 or more,"
                                + " and 0 to 18 digits");
            }
        }

        @Override
        public String key(long row, long seed) {
            String number = Long.toString(Math.addExact(next, row));
            return before + "0".repeat(Math.max(0, digits - number.length())) + number + after;
        }
    }

    /**
     * A code of fixed length, such as a UUID. Each place has a kind of character or a fixed character.
     *
     * @param places {@code 0} for a digit, {@code A} for an upper-case letter, {@code a} for a lower-case letter, {@code f} for a
     *     hexadecimal digit, {@code F} for one in upper case; {@code =} for the fixed character of {@code letters}
     * @param letters a key of that pattern
     */
    record Code(String places, String letters) implements KeyPattern {
        private static final String DIGITS = "0123456789";
        /** Some digits of the golden ratio, more than any code has. */
        private static final BigInteger FAR =
                new BigInteger("9e3779b97f4a7c15f39cc0605cedc8341082276bf3a27251f86c6a11d0c18e95", 16);

        private static final String SMALL = "abcdefghijklmnopqrstuvwxyz";

        /** @throws IllegalArgumentException if the texts differ in length, or a place has an unknown kind */
        public Code {
            if (places == null || letters == null || places.length() != letters.length() || places.isEmpty()) {
                throw new IllegalArgumentException("code: needs as many places as letters, at least one");
            }
            for (int i = 0; i < places.length(); i++) {
                kind(places.charAt(i));
            }
        }

        private static String kind(char place) {
            return switch (place) {
                case '0' -> DIGITS;
                case 'a' -> SMALL;
                case 'A' -> SMALL.toUpperCase(Locale.ROOT);
                case 'f' -> DIGITS + "abcdef";
                case 'F' -> DIGITS + "ABCDEF";
                case '=' -> "";
                default -> throw new IllegalArgumentException("code: '" + place + "' is not a kind of place");
            };
        }

        /** Returns how many different keys there are. */
        public BigInteger count() {
            BigInteger count = BigInteger.ONE;
            for (int i = 0; i < places.length(); i++) {
                count = count.multiply(
                        BigInteger.valueOf(Math.max(1, kind(places.charAt(i)).length())));
            }
            return count;
        }

        /**
         * Returns the key at index {@code row} in an order in which neighbours are far apart: the index is multiplied by a number
         * that is coprime to the count.
         */
        @Override
        public String key(long row, long seed) {
            BigInteger count = count();
            BigInteger step = BigInteger.valueOf(seed)
                    .shiftLeft(1)
                    .add(BigInteger.ONE)
                    .multiply(FAR)
                    .mod(count)
                    .max(BigInteger.ONE);
            while (!step.gcd(count).equals(BigInteger.ONE)) {
                step = step.add(BigInteger.ONE);
            }
            BigInteger rest = BigInteger.valueOf(row + 1).multiply(step).mod(count);
            StringBuilder key = new StringBuilder(letters);
            for (int i = places.length() - 1; i >= 0; i--) {
                String kind = kind(places.charAt(i));
                if (!kind.isEmpty()) {
                    BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(kind.length()));
                    key.setCharAt(i, kind.charAt(parts[1].intValue()));
                    rest = parts[0];
                }
            }
            return key.toString();
        }
    }
}
