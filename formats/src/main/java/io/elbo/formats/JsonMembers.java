package io.elbo.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.elbo.formats.JsonScanner.Kind;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The members of an object (RFC 8259): its keys, and for each the text and kind of its value. */
final class JsonMembers {
    static final int MOST_CHARACTERS = 1 << 26;

    private static final int DEEPEST = 200;
    private static final JsonFactory WRITER = new JsonFactory();

    private final List<String> keys = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    void clear() {
        keys.clear();
        values.clear();
        kinds.clear();
        seen.clear();
    }

    /** Reads the members of an object, from after its opening brace to its closing brace. */
    void read(JsonParser parser) throws IOException, JsonFault {
        int length = 0;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            if (!seen.add(key)) {
                throw new JsonFault("has the key '" + JsonFault.brief(key) + "' twice");
            }
            Kind kind = kind(parser.nextToken());
            String value = switch (kind) {
                case NESTED -> nested(parser);
                case NUMBER -> cell(number(parser));
                case TEXT, TRUTH -> parser.getText();
                case NULL -> "";
            };
            length += key.length() + value.length();
            requireShort(length);
            keys.add(key);
            values.add(value);
            kinds.add(kind);
        }
    }

    private static Kind kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT, START_ARRAY -> Kind.NESTED;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Kind.TRUTH;
            case VALUE_NULL -> Kind.NULL;
            default -> Kind.TEXT;
        };
    }

    /** Returns the text of a number. The parser accepts more names of infinities than are allowed here. */
    private static String number(JsonParser parser) throws IOException, JsonFault {
        String word = parser.getText();
        if (word.startsWith("+") || word.endsWith("INF")) {
            throw new JsonFault("'" + word + "' is not a value");
        }
        return word;
    }

    private static String cell(String number) {
        return switch (number) {
            case "Infinity" -> "inf";
            case "-Infinity" -> "-inf";
            default -> number;
        };
    }

    private static String nested(JsonParser parser) throws IOException, JsonFault {
        StringWriter words = new StringWriter();
        try (JsonGenerator copy = WRITER.createGenerator(words)) {
            int depth = 0;
            for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth > DEEPEST) {
                    throw new JsonFault("has lists or objects more than " + DEEPEST + " deep");
                }
                requireShort(words.getBuffer().length());
                if (token.isNumeric()) {
                    copy.writeNumber(number(parser));
                } else {
                    copy.copyCurrentEvent(parser);
                }
                if (depth == 0) {
                    break;
                }
            }
        }
        return words.toString();
    }

    private static void requireShort(int length) throws JsonFault {
        if (length > MOST_CHARACTERS) {
            throw new JsonFault("is longer than " + MOST_CHARACTERS + " characters");
        }
    }

    List<String> keys() {
        return keys;
    }

    List<String> values() {
        return values;
    }

    List<Kind> kinds() {
        return kinds;
    }
}
