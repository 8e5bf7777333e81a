package io.elbo.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the common pattern of a column's keys, cell by cell. */
final class KeysSeen {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final int LONGEST = 64;
    /** Any number of this many digits fits into a long. */
    private static final int MOST_DIGITS = 17;
    /** A number of more digits is random rather than a counter. */
    private static final int MOST_COUNTED = 10;
    /** The maximum number of numbers in a key. */
    private static final int MOST_RUNS = 8;

    private final List<String> texts = new ArrayList<>(); // the texts before each number of a key, and after the last
    private final List<Run> runs = new ArrayList<>();
    private boolean counts = true;

    private char[] places; // null once keys have different lengths
    private String first;

    void add(String cell) {
        String text = cell.strip();
        if (text.length() > LONGEST) {
            counts = false;
            places = null;
        } else if (counts || first == null || places != null) {
            addNumber(text);
            addPlaces(text);
        }
        first = first == null ? text : first;
    }

    /** The digits of one number in all keys. */
    private static final class Run {
        private long least = Long.MAX_VALUE;
        private long greatest = -1;
        private int fewest = Integer.MAX_VALUE;
        private boolean zeros;

        private void add(String digits) {
            long value = Long.parseLong(digits);
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
            fewest = Math.min(fewest, digits.length());
            zeros |= digits.length() > 1 && digits.charAt(0) == '0';
        }

        private String text(long value) {
            String digits = Long.toString(value);
            return zeros ? "0".repeat(Math.max(0, fewest - digits.length())) + digits : digits;
        }
    }

    private void addNumber(String text) {
        if (!counts) {
            return;
        }
        List<String> between = List.of(NUMBER.split(text, -1));
        List<String> numbers =
                NUMBER.matcher(text).results().map(MatchResult::group).toList();
        if (first == null) {
            texts.addAll(between);
            numbers.forEach(number -> runs.add(new Run()));
        }
        counts = texts.equals(between)
                && runs.size() <= MOST_RUNS
                && numbers.stream().allMatch(number -> number.length() <= MOST_DIGITS);
        for (int i = 0; counts && i < runs.size(); i++) {
            runs.get(i).add(numbers.get(i));
        }
        counts &= runs.stream().filter(run -> run.least < run.greatest).count() < 2;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void addPlaces(String text) {
        if (first == null && !text.isEmpty()) {
            places = new char[text.length()];
            for (int i = 0; i < places.length; i++) {
                places[i] = '=';
            }
            return;
        }
        if (places == null || text.length() != places.length) {
            places = null;
            return;
        }
        for (int i = 0; i < places.length; i++) {
            char c = text.charAt(i);
            if (places[i] != '=' || c != first.charAt(i)) {
                places[i] = wider(places[i] == '=' ? kind(first.charAt(i)) : places[i], kind(c));
                if (places[i] == 0) {
                    places = null;
                    return;
                }
            }
        }
    }

    /** Returns the narrowest kind of a character. a to f may be hexadecimal. */
    private static char kind(char c) {
        if (isDigit(c)) {
            return '0';
        }
        return c >= 'a' && c <= 'z' ? (c <= 'f' ? 'x' : 'a') : c >= 'A' && c <= 'Z' ? (c <= 'F' ? 'X' : 'A') : 0;
    }

    /** Returns the kind that includes both; 0 if there is none. x and X stand for keys with only the letters a to f. */
    private static char wider(char a, char b) {
        if (a == b || a == 0 || b == 0) {
            return a == b ? a : 0;
        }
        String both = a < b ? "" + a + b : "" + b + a;
        return switch (both) {
            case "0x", "0f", "fx" -> 'f';
            case "0X", "0F", "FX" -> 'F';
            case "ax" -> 'a';
            case "AX" -> 'A';
            default -> 0;
        };
    }

    /** Returns the pattern of new keys; empty if the keys have nothing in common. */
    Optional<KeyPattern> pattern() {
        if (first == null) {
            return Optional.empty();
        }
        Optional<KeyPattern> counter = counts ? counter() : Optional.empty();
        if (counter.isPresent()) {
            return counter;
        }
        if (places == null) {
            return Optional.empty();
        }
        String kinds = new String(places).replace('x', 'a').replace('X', 'A');
        return kinds.chars().allMatch(c -> c == '=')
                ? Optional.empty()
                : Optional.of(new KeyPattern.Code(kinds, first));
    }

    /** Returns a counter, if exactly one number changes and is short enough not to be a code. */
    private Optional<KeyPattern> counter() {
        int changing = 0;
        while (changing < runs.size() && runs.get(changing).least == runs.get(changing).greatest) {
            changing++;
        }
        boolean code = changing == runs.size()
                || places != null && Long.toString(runs.get(changing).greatest).length() > MOST_COUNTED;
        if (code) {
            return Optional.empty();
        }
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            StringBuilder to = i <= changing ? before : after;
            to.append(texts.get(i));
            if (i < runs.size() && i != changing) {
                to.append(runs.get(i).text(runs.get(i).least));
            }
        }
        Run run = runs.get(changing);
        return Optional.of(new KeyPattern.Counter(
                before.toString(), run.greatest + 1, run.zeros ? run.fewest : 0, after.toString()));
    }
}
