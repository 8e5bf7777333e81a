package io.elbo.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.Reader;
import java.util.List;

/**
 * Reads flat objects from JSON (RFC 8259), one after the other: one on each line, or an array of them. Values keep their text.
 * Nested lists and objects become JSON text without blanks, with numbers as written. As an extension of the standard, NaN,
 * Infinity and -Infinity are numbers, as Python writes them. After a broken object, reading continues with the next line, because
 * each line has its own parser; in an array it stops.
 */
final class JsonScanner {
    /** The kind of a value. */
    public enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        NULL,
        NESTED
    }

    // The keys come from the author of the file: they are not kept after reading, and may have equal hashes.
    private final JsonFactory json = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(JsonMembers.MOST_CHARACTERS)
                    .maxNameLength(JsonMembers.MOST_CHARACTERS)
                    .build())
            .build();

    private final LineReader text;
    private final JsonMembers members = new JsonMembers();
    private JsonParser parser; // for the line, or for the array
    private long start; // line of the object
    private boolean array;
    private boolean over;
    private String broken;

    public JsonScanner(Reader text) {
        this.text = new LineReader(text);
    }

    /** Moves to the next object; returns false at the end of the text. */
    public boolean next() throws IOException {
        broken = null;
        members.clear();
        if (over) {
            return false;
        }
        try {
            return array ? inArray() : onLine();
        } catch (JsonFault e) {
            broken = e.getMessage();
        } catch (JsonProcessingException e) {
            broken = JsonFault.of(e, parser, end()).getMessage();
        }
        members.clear();
        over = array;
        if (!array) {
            text.skipLine();
        }
        return true;
    }

    private boolean onLine() throws IOException, JsonFault {
        int c = text.begin();
        start = text.line();
        if (c == LineReader.END) {
            return false;
        }
        boolean first = parser == null;
        parser = json.createParser(text);
        if (first && c == '[') {
            array = true;
            text.readOn();
            parser.nextToken();
            return inArray();
        }
        if (c != '{') {
            throw new JsonFault(
                    "an object is needed, as on every line, not '" + JsonFault.brief(Character.toString(c)) + "'");
        }
        parser.nextToken();
        members.read(parser);
        requireEnd(JsonToken.END_OBJECT);
        return true;
    }

    private boolean inArray() throws IOException, JsonFault {
        JsonToken token = parser.nextToken();
        start = nextLine();
        if (token == JsonToken.END_ARRAY) {
            over = true;
            requireEnd(token);
            return false;
        }
        if (token != JsonToken.START_OBJECT) {
            throw new JsonFault("an object of the array is needed, not " + JsonFault.shown(parser));
        }
        members.read(parser);
        return true;
    }

    private void requireEnd(JsonToken last) throws IOException, JsonFault {
        if (parser.nextToken() != null) {
            throw JsonFault.after(last, JsonFault.shown(parser));
        }
    }

    private String end() throws IOException {
        return text.isLast()
                ? "the end of the file"
                : "the end of the line; an object may span several lines only in an array [{...}, ...]";
    }

    /** Returns the line on which the object starts, from 1. */
    public long line() {
        return start;
    }

    /** Returns the line that the scanner has reached. */
    public long nextLine() {
        return text.line() + (array ? parser.currentLocation().getLineNr() - 1 : 0);
    }

    /** Returns what is wrong with the object, or null. A broken object has no keys. */
    public String broken() {
        return broken;
    }

    /** Returns whether nothing can be read after a broken object. */
    public boolean isArray() {
        return array;
    }

    /** Returns the keys of the object, in its order, without duplicates. */
    public List<String> keys() {
        return members.keys();
    }

    /** Returns the text of each value; an empty text for null. */
    public List<String> values() {
        return members.values();
    }

    /** Returns the kind of each value. */
    public List<Kind> kinds() {
        return members.kinds();
    }
}
