package io.elbo.data.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds levels that differ only in blanks and capitals and may be the same. */
final class LikeLevels {
    private static final int MOST_NAMED = 5;

    private LikeLevels() {}

    /** Returns a remark such as "'Paris ' (20 rows), 'paris' (3) are perhaps 'Paris' (200)"; empty if there are no such levels. */
    static String said(LevelsSeen texts) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String text : texts.byCount()) {
            String key =
                    NumberAffixes.stripped(text).replaceAll("[\\s\u00A0]+", " ").toLowerCase(Locale.ROOT);
            groups.computeIfAbsent(key, other -> new ArrayList<>()).add(text);
        }
        List<String> said = new ArrayList<>();
        int alike = 0;
        for (List<String> group : groups.values()) {
            if (group.size() > 1 && alike++ < MOST_NAMED) {
                said.add(said(texts, group));
            }
        }
        return String.join("; ", said)
                + (alike > MOST_NAMED ? "; and " + (alike - MOST_NAMED) + " more like these" : "");
    }

    private static String said(LevelsSeen texts, List<String> group) {
        List<String> others = group.stream()
                .skip(1)
                .limit(MOST_NAMED)
                .map(text -> named(texts, text))
                .toList();
        return String.join(", ", others) + (others.size() == 1 ? " is" : " are") + " perhaps "
                + named(texts, group.get(0));
    }

    private static String named(LevelsSeen texts, String text) {
        long count = texts.count(text);
        return "'" + TypeRules.shown(text) + "' (" + count + (count == 1 ? " row)" : " rows)");
    }
}
