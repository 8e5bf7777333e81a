package io.elbo.formats;

import io.elbo.data.DataException;
import io.elbo.data.table.BrokenRowLog;
import io.elbo.data.table.BrokenRows;
import io.elbo.data.table.Reading;
import io.elbo.data.table.RowSink;
import io.elbo.data.table.TableNames;
import io.elbo.data.table.TextInput;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** JSON objects as rows. The columns are all keys, in the order of their first occurrence. */
final class JsonTable implements TypedSource {
    private static final int MOST_COLUMNS = 100_000;
    private static final int MOST_NOTES = 10;
    private static final int LONGEST_WHOLE = 18;

    private final Path file;
    private final String name;
    private final BrokenRows brokenRows;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<String> columns;
    private final List<StoredType> stored = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final BitSet fractions = new BitSet();

    /**
     * Reads the file once for its columns.
     *
     * @throws DataException naming file and line, if it cannot be read, or has broken rows that are refused
     */
    public JsonTable(Path file, String name, BrokenRows brokenRows) {
        Words.requireFile(file, name);
        this.file = file;
        this.name = name;
        this.brokenRows = brokenRows;
        List<Set<JsonScanner.Kind>> kinds = new ArrayList<>();
        BrokenRowLog log = new BrokenRowLog(name, brokenRows);
        whole(log, object -> look(object, kinds));
        if (places.isEmpty()) {
            throw new DataException(name + ": has no objects with keys; at least one such as {\"age\": 39} is needed");
        }
        this.columns = TableNames.unique(places.keySet().toArray(String[]::new), notes);
        int nested = 0;
        for (int i = 0; i < kinds.size(); i++) {
            stored.add(stored(kinds.get(i), !fractions.get(i)));
            if (kinds.get(i).contains(JsonScanner.Kind.NESTED) && nested++ < MOST_NOTES) {
                notes.add("column " + Words.oneLine(columns.get(i))
                        + " holds lists or objects; these are read as their JSON text");
            }
        }
        if (nested > MOST_NOTES) {
            notes.add((nested - MOST_NOTES) + " more columns hold lists or objects");
        }
    }

    private void look(JsonScanner object, List<Set<JsonScanner.Kind>> kinds) {
        for (int i = 0; i < object.keys().size(); i++) {
            int place = places.computeIfAbsent(object.keys().get(i), key -> places.size());
            if (place == kinds.size()) {
                kinds.add(EnumSet.noneOf(JsonScanner.Kind.class));
            }
            kinds.get(place).add(object.kinds().get(i));
            if (object.kinds().get(i) == JsonScanner.Kind.NUMBER
                    && !isWhole(object.values().get(i))) {
                fractions.set(place);
            }
        }
        if (places.size() > MOST_COLUMNS) {
            throw new DataException(name + ": line " + object.line() + ": there are more than " + MOST_COLUMNS
                    + " different keys up to here; each key is a column");
        }
    }

    /** Returns whether a number is an integer of 64 bits, written as one. */
    private static boolean isWhole(String number) {
        return number.length() <= LONGEST_WHOLE && number.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-');
    }

    private static StoredType stored(Set<JsonScanner.Kind> found, boolean whole) {
        Set<JsonScanner.Kind> values = EnumSet.copyOf(found);
        values.remove(JsonScanner.Kind.NULL);
        return values.equals(EnumSet.of(JsonScanner.Kind.NUMBER))
                ? whole ? StoredType.WHOLE : StoredType.NUMBER
                : values.equals(EnumSet.of(JsonScanner.Kind.TRUTH)) ? StoredType.TRUTH : StoredType.TEXT;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<StoredType> stored() {
        return Collections.unmodifiableList(stored);
    }

    @Override
    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }

    @Override
    public Reading read(RowSink sink) {
        BrokenRowLog log = new BrokenRowLog(name, brokenRows);
        return whole(log, object -> log.row(sink, object.line(), cells(object)));
    }

    /** Visits the complete objects, and counts the others. */
    private Reading whole(BrokenRowLog log, Consumer<JsonScanner> use) {
        scan(objects -> {
            while (!log.full() && objects.next()) {
                if (objects.broken() == null) {
                    use.accept(objects);
                } else if (objects.isArray()) {
                    throw new DataException(name + ": line " + objects.nextLine() + ": " + objects.broken());
                } else {
                    log.broken(objects.line(), objects.broken());
                }
            }
        });
        return log.finish();
    }

    private String[] cells(JsonScanner object) {
        String[] cells = new String[places.size()];
        Arrays.fill(cells, "");
        for (int i = 0; i < object.keys().size(); i++) {
            Integer place = places.get(object.keys().get(i));
            if (place == null) {
                throw new DataException(name + ": changed while it was read; it has a new key '"
                        + Words.oneLine(object.keys().get(i)) + "'");
            }
            cells[place] = object.values().get(i);
        }
        return cells;
    }

    /** An operation on the objects of the file. */
    private interface Scan {
        void over(JsonScanner objects) throws IOException;
    }

    private void scan(Scan scan) {
        JsonScanner objects = null;
        try (Reader text = TextInput.open(file, name, StandardCharsets.UTF_8)) {
            objects = new JsonScanner(text);
            scan.over(objects);
        } catch (CharacterCodingException e) {
            throw new DataException(
                    name + ": near line " + (objects == null ? 1 : objects.nextLine())
                            + ": is not text in UTF-8, which JSON requires",
                    e);
        } catch (IOException e) {
            throw TextInput.failure(name, e);
        }
    }
}
