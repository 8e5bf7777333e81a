package io.elbo.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped name was probably meant to be. */
public final class NearMiss {
    private NearMiss() {}

    /** Returns the known name that {@code given} is a prefix of, or that is at most two edits away. */
    public static Optional<String> of(String given, List<String> known) {
        String typed = given.toLowerCase(Locale.ROOT).replace('_', '-').strip();
        if (typed.length() < 3) {
            return Optional.empty();
        }
        Optional<String> begun =
                known.stream().filter(name -> name.startsWith(typed)).findFirst();
        return begun.or(() -> known.stream()
                .filter(name -> slips(typed, name) <= 2)
                .min(Comparator.comparingInt(name -> slips(typed, name))));
    }

    /**
     * Returns the edit distance: the fewest insertions, deletions, substitutions and swaps of neighbours that turn one text into
     * the other.
     */
    public static int slips(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replace = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[from.length()][to.length()];
    }
}
