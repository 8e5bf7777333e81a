package io.elbo.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elbo.data.DataException;
import io.elbo.data.Shown;
import io.elbo.data.file.FileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Records to JSON and back. Types go by short names that the records' families list; nothing names a class. */
public final class Json {
    private static final long MOST_BYTES = 16 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            // no list or map of a file's records has a place for nothing
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a record.
     *
     * @param where names the text in messages
     */
    public static <T> T read(String json, Class<T> type, String where) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new DataException(where + ": is null; must be " + kind(type));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new DataException(where + ": " + explain(e), e);
        } catch (StackOverflowError e) {
            throw new DataException(where + ": is nested too deeply", e);
        }
    }

    /** Whether the text is an object with this field. */
    public static boolean hasField(String json, String where, String field) {
        try {
            return MAPPER.readTree(json).has(field);
        } catch (JsonProcessingException e) {
            throw new DataException(where + ": " + explain(e), e);
        }
    }

    /** Whether the text is an object whose field is this text. */
    public static boolean hasText(String json, String where, String field, String text) {
        try {
            return MAPPER.readTree(json).path(field).asText().equals(text);
        } catch (JsonProcessingException e) {
            throw new DataException(where + ": " + explain(e), e);
        }
    }

    public static String text(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new DataException(file + ": is too large for a spec, " + Files.size(file) + " bytes");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new DataException(file + ": there is no such file", e);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new DataException(file + ": is not text in UTF-8", e);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + FileText.reason(e), e);
        }
    }

    /** What is wrong, by path, in words that need no knowledge of Java. */
    private static String explain(JsonProcessingException e) {
        String path = "";
        if (e instanceof JsonMappingException mapping) {
            path = mapping.getPath().stream()
                    .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : "." + brief(r.getFieldName()))
                    .collect(Collectors.joining())
                    .replaceFirst("^\\.", "");
        }
        String place = e.getLocation() == null || e.getLocation().getColumnNr() < 1
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        return (path.isEmpty() ? "" : path + ": ") + reason(e) + place;
    }

    /** The same without path and place. */
    public static String reason(JsonProcessingException e) {
        String message = FileText.firstLine(e.getOriginalMessage());
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "is not known here; known are " + sorted(unknown.getKnownPropertyIds());
        }
        if (e instanceof InvalidTypeIdException type) {
            // the message ends in the names that the family lists
            String known = message.replaceFirst("(?s).*known type ids = (\\[[^]]*]).*", "$1");
            return (type.getTypeId() == null
                            ? "must be an object with a type"
                            : "type \"" + brief(type.getTypeId()) + "\" is not known")
                    + (known.startsWith("[") ? "; known are " + known : "");
        }
        if (e instanceof ValueInstantiationException) {
            return e.getCause() instanceof IllegalArgumentException cause
                    ? cause.getMessage()
                    : "has values that do not fit together";
        }
        if (e instanceof StreamConstraintsException) {
            return message.contains("nesting") ? "is nested too deeply" : "has a number or a text that is too long";
        }
        if (e instanceof MismatchedInputException mismatch) {
            return mismatch(mismatch, message);
        }
        if (message.startsWith("Numeric value") && message.contains("out of range of")) {
            return "must be " + kind(message.contains("of int") ? int.class : long.class);
        }
        if (e instanceof JsonEOFException || message.startsWith("Unexpected end-of-input")) {
            return "is not JSON: it ends too early";
        }
        return "is not JSON: "
                + message.replaceFirst("(: (expected|enable|was expecting|could not|maybe) |`|; ).*", "");
    }

    private static String mismatch(MismatchedInputException e, String message) {
        if (message.startsWith("No content")) {
            return "is empty; JSON is needed";
        }
        if (message.startsWith("Trailing token")) {
            return "goes on after its end";
        }
        if (message.startsWith("Cannot map `null`") || message.startsWith("Missing")) {
            return "is missing";
        }
        String given = e instanceof InvalidFormatException format && format.getValue() != null
                ? "\"" + brief(String.valueOf(format.getValue())) + "\" is not right; it "
                : "";
        return given + "must be " + kind(e.getTargetType());
    }

    private static String kind(Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number of at most " + (type == int.class || type == Integer.class ? 32 : 64) + " bits";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == String.class) {
            return "a text";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type.isEnum()) {
            return "one of "
                    + Stream.of(type.getEnumConstants())
                            .map(c -> MAPPER.convertValue(c, String.class))
                            .toList();
        }
        return "an object {...}";
    }

    private static List<String> sorted(Collection<Object> names) {
        return names == null
                ? List.of()
                : names.stream().map(String::valueOf).sorted().toList();
    }

    /** A text from a file, fit for a message: short and without line breaks. */
    public static String brief(String text) {
        return brief(text, 40);
    }

    public static String brief(String text, int most) {
        return Shown.brief(text, most);
    }
}
