package io.elbo.data.table;

import io.elbo.data.file.FileText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recognises columns of no and yes, in any of many spellings. */
final class FlagRules {
    private static final List<List<String>> PAIRS = List.of(
            List.of("no", "yes"),
            List.of("n", "y"),
            List.of("false", "true"),
            List.of("f", "t"),
            List.of("off", "on"),
            List.of("0", "1"),
            List.of("0.0", "1.0"));
    private static final int MOST_SPELLINGS = 12;

    private FlagRules() {}

    static Optional<Decided> of(LevelsSeen texts) {
        if (texts.overflowed() || texts.size() < 2 || texts.size() > MOST_SPELLINGS) {
            return Optional.empty();
        }
        for (List<String> pair : PAIRS) {
            List<String> no = new ArrayList<>();
            List<String> yes = new ArrayList<>();
            for (String text : texts.byCount()) {
                int side = pair.indexOf(text.strip().toLowerCase(Locale.ROOT));
                if (side >= 0) {
                    (side == 0 ? no : yes).add(text);
                }
            }
            if (!no.isEmpty() && !yes.isEmpty() && no.size() + yes.size() == texts.size()) {
                List<String> also = new ArrayList<>(no.subList(1, no.size()));
                also.addAll(yes.subList(1, yes.size()));
                String more = also.isEmpty()
                        ? ""
                        : "; read are also " + shown(also) + ", written are " + no.get(0) + " and " + yes.get(0);
                return Optional.of(new Decided(
                        new ColumnType.Flag(
                                no.get(0), yes.get(0), no.subList(1, no.size()), yes.subList(1, yes.size())),
                        "two texts that say no and yes" + more));
            }
        }
        return Optional.empty();
    }

    private static String shown(List<String> texts) {
        return FileText.oneLine(
                String.join(", ", texts.stream().map(text -> "'" + text + "'").toList()));
    }
}
