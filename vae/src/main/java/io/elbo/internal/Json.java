package io.elbo.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elbo.data.DataException;
import io.elbo.engine.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Records to JSON and back. Types go by short names that the records' families list; nothing names a class. */
public final class Json {
    private static final long MOST_BYTES = 16 << 20;

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Optimizer.Sgd.class, name = "sgd"),
        @JsonSubTypes.Type(value = Optimizer.Adagrad.class, name = "adagrad"),
        @JsonSubTypes.Type(value = Optimizer.Adam.class, name = "adam"),
        @JsonSubTypes.Type(value = Optimizer.AdamW.class, name = "adamw")
    })
    private interface OptimizerNames {
        @com.fasterxml.jackson.annotation.JsonIgnore
        int moments();
    }

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .addMixIn(Optimizer.class, OptimizerNames.class)
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
                throw new DataException(where + ": is null, not a " + type.getSimpleName());
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
            throw new DataException(file + ": cannot be read: " + Messages.reason(e), e);
        }
    }

    private static String explain(JsonProcessingException e) {
        String path = "";
        if (e instanceof JsonMappingException mapping) {
            path = mapping.getPath().stream()
                    .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : "." + r.getFieldName())
                    .collect(Collectors.joining())
                    .replaceFirst("^\\.", "");
        }
        String what = Messages.firstLine(e.getOriginalMessage());
        if (e instanceof UnrecognizedPropertyException unknown) {
            what = "is not known here; known are " + unknown.getKnownPropertyIds();
        } else if (e.getCause() instanceof IllegalArgumentException cause) {
            what = cause.getMessage();
        }
        String place = e.getLocation() == null || e.getLocation().getLineNr() < 1
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        return (path.isEmpty() ? "" : path + ": ") + what + place;
    }
}
