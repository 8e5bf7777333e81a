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
 * Reads flat objects from JSON (RFC 8259), one after the other: one on each line, or an array of them. Values keep the text that they
 * have there; lists and objects in them become JSON text without blanks, their numbers as they are written. Beyond the standard, NaN,
 * Infinity and -Infinity are numbers, as Python writes them. After an object that is broken, lines are read on from the next one,
 * since each has a parser of its own; an array is not.
 */
final class JsonScanner {
    /** What a value is. */
    public enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        NULL,
        NESTED
    }

    // What the keys are is up to whoever wrote the file: they are not kept for longer than it is read, and may have the
    // same hashes.
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
    private JsonParser parser; // of the line, or of the array
    private long start; // line of the object
    private boolean array;
    private boolean over;
    private String broken;

    public JsonScanner(Reader text) {
        this.text = new LineReader(text);
    }

    /** Steps to the next object; false at the end of the text. */
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
                    "an object, as on every line is needed, not '" + JsonFault.brief(Character.toString(c)) + "'");
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
                : "the end of the line; an object must not go on over several lines, but in an array [{...}, ...]";
    }

    /** The line on which the object starts, from 1. */
    public long line() {
        return start;
    }

    /** The line that has been come to. */
    public long nextLine() {
        return text.line() + (array ? parser.currentLocation().getLineNr() - 1 : 0);
    }

    /** What is wrong with the object, which then has no keys; or null. */
    public String broken() {
        return broken;
    }

    /** Whether nothing can be read after a broken object. */
    public boolean isArray() {
        return array;
    }

    /** The keys of the object, in its order, none twice. */
    public List<String> keys() {
        return members.keys();
    }

    /** The text of each value; nothing for null. */
    public List<String> values() {
        return members.values();
    }

    /** What each value is. */
    public List<Kind> kinds() {
        return members.kinds();
    }
}
