package io.elbo.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elbo.data.DataException;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.file.FileText;
import io.elbo.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format: eight bytes of header length, a JSON header, the values. Only float32, which is all that a model
 * has. Everything is checked before memory is taken; what is not right is refused with the file's name and what was found.
 *
 * @param metadata text by name
 * @param tensors by name, in the order of the file
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    private static final int PREFIX = 8;
    private static final long MOST_HEADER = 64 << 20;
    private static final int MOST_TENSORS = 100_000;
    private static final int LONGEST_NAME = 200;
    private static final int BLOCK = 1 << 20;
    private static final String METADATA = "__metadata__";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /** Values and their shape, outermost extent first. */
    public record Tensor(List<Integer> shape, float[] values) {}

    private record Entry(String name, List<Integer> shape, long begin, long end) {}

    /** Writes the file whole or not at all. */
    public void write(Path file) {
        byte[] header = header();
        AtomicFile.write(file, out -> {
            ByteBuffer prefix = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
            out.write(prefix.putLong(header.length).array());
            out.write(header);
            ByteBuffer bytes = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
            for (Tensor tensor : tensors.values()) {
                for (int at = 0; at < tensor.values.length; at += BLOCK / 4) {
                    int n = Math.min(BLOCK / 4, tensor.values.length - at);
                    bytes.clear();
                    bytes.asFloatBuffer().put(tensor.values, at, n);
                    out.write(bytes.array(), 0, 4 * n);
                }
            }
        });
    }

    private byte[] header() {
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode texts = root.putObject(METADATA);
        metadata.forEach(texts::put);
        long at = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            ObjectNode node = root.putObject(entry.getKey());
            node.put("dtype", "F32");
            ArrayNode shape = node.putArray("shape");
            entry.getValue().shape.forEach(shape::add);
            long end = at + 4L * entry.getValue().values.length;
            node.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        try {
            byte[] json = MAPPER.writeValueAsBytes(root);
            // spaces up to a multiple of eight, so that the values are aligned
            byte[] padded = java.util.Arrays.copyOf(json, (json.length + 7) / 8 * 8);
            java.util.Arrays.fill(padded, json.length, padded.length, (byte) ' ');
            return padded;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is not a safetensors file of float32, or not whole, or has a value that is not finite
     */
    public static Safetensors read(Path file) {
        if (Files.isDirectory(file)) {
            throw new DataException(file + ": is a folder; a model is a file, such as model.safetensors in it");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return read(channel, file);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + FileText.reason(e), e);
        }
    }

    private static Safetensors read(FileChannel channel, Path file) throws IOException {
        long size = channel.size();
        if (size < PREFIX) {
            throw bad(file, "has " + size + " bytes; a safetensors file begins with 8 bytes of header length");
        }
        long length = fill(channel, ByteBuffer.allocate(PREFIX), file).getLong();
        if (length < 2 || length > MOST_HEADER || length > size - PREFIX) {
            throw bad(
                    file,
                    "is not a safetensors file, or is cut: its header should have " + Long.toUnsignedString(length)
                            + " bytes, the file has " + size);
        }
        JsonNode header =
                json(fill(channel, ByteBuffer.allocate((int) length), file).array(), file);
        Map<String, String> metadata = metadata(header, file);
        List<Entry> entries = entries(header, file);
        long at = 0;
        for (Entry entry : entries) {
            if (entry.begin != at) {
                throw bad(file, entry.name + ": data_offsets begin at " + entry.begin + ", not at " + at);
            }
            at = entry.end;
        }
        if (at != size - PREFIX - length) {
            throw bad(file, "has " + (size - PREFIX - length) + " bytes of values, its header tells of " + at);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Entry entry : entries) {
            tensors.put(entry.name, new Tensor(entry.shape, values(channel, entry, file)));
        }
        return new Safetensors(metadata, tensors);
    }

    private static DataException bad(Path file, String what) {
        return new DataException(file + ": " + what);
    }

    private static ByteBuffer fill(FileChannel channel, ByteBuffer buffer, Path file) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw bad(file, "was cut while it was read");
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static JsonNode json(byte[] bytes, Path file) {
        try {
            JsonNode header = MAPPER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
            if (!header.isObject()) {
                throw bad(file, "its header is not a JSON object");
            }
            return header;
        } catch (JsonProcessingException e) {
            throw bad(file, "its header " + Json.reason(e));
        } catch (java.nio.charset.CharacterCodingException e) {
            throw bad(file, "its header is not UTF-8");
        } catch (StackOverflowError e) {
            throw bad(file, "its header is nested too deeply");
        }
    }

    private static Map<String, String> metadata(JsonNode header, Path file) {
        Map<String, String> metadata = new LinkedHashMap<>();
        JsonNode texts = header.get(METADATA);
        if (texts == null) {
            return metadata;
        }
        if (!texts.isObject()) {
            throw bad(file, METADATA + ": must be an object of texts");
        }
        for (Map.Entry<String, JsonNode> entry : texts.properties()) {
            if (!entry.getValue().isTextual()) {
                throw bad(file, METADATA + "." + Json.brief(entry.getKey()) + ": must be a text");
            }
            metadata.put(entry.getKey(), entry.getValue().textValue());
        }
        return metadata;
    }

    private static List<Entry> entries(JsonNode header, Path file) {
        if (header.size() > MOST_TENSORS) {
            throw bad(file, "has " + header.size() + " tensors; at most " + MOST_TENSORS + " are read");
        }
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals(METADATA)) {
                entries.add(entry(field.getKey(), field.getValue(), file));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin));
        return entries;
    }

    private static Entry entry(String name, JsonNode node, Path file) {
        if (!name.equals(Json.brief(name, LONGEST_NAME))) {
            throw bad(file, "has a tensor \"" + Json.brief(name) + "\", whose name is no name of a weight");
        }
        JsonNode type = node.get("dtype");
        if (type == null || !"F32".equals(type.textValue())) {
            throw bad(file, name + ".dtype: is " + brief(type) + ", must be \"F32\"");
        }
        JsonNode extents = node.get("shape");
        if (extents == null || !extents.isArray() || extents.size() > 8) {
            throw bad(file, name + ".shape: is " + brief(extents) + ", must be a list of at most 8 numbers");
        }
        List<Integer> shape = new ArrayList<>();
        long size = 1;
        for (JsonNode extent : extents) {
            if (!extent.isInt() || extent.intValue() < 1) {
                throw bad(file, name + ".shape: has " + brief(extent) + "; extents must be whole and at least 1");
            }
            shape.add(extent.intValue());
            size *= extent.intValue();
            if (size > Integer.MAX_VALUE / 8) {
                throw bad(file, name + ".shape: " + brief(extents) + " is too large");
            }
        }
        JsonNode offsets = node.get("data_offsets");
        boolean two = offsets != null
                && offsets.isArray()
                && offsets.size() == 2
                && offsets.get(0).isIntegralNumber()
                && offsets.get(0).canConvertToLong()
                && offsets.get(1).isIntegralNumber()
                && offsets.get(1).canConvertToLong();
        if (!two) {
            throw bad(file, name + ".data_offsets: is " + brief(offsets) + ", must be two whole numbers");
        }
        long begin = offsets.get(0).longValue();
        long end = offsets.get(1).longValue();
        if (begin < 0 || end - begin != 4 * size || end < begin) {
            throw bad(file, name + ".data_offsets: " + brief(offsets) + " do not hold shape " + shape + " of float32");
        }
        return new Entry(name, List.copyOf(shape), begin, end);
    }

    private static String brief(JsonNode node) {
        String text = String.valueOf(node);
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    private static float[] values(FileChannel channel, Entry entry, Path file) throws IOException {
        float[] values = new float[(int) ((entry.end - entry.begin) / 4)];
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        for (int at = 0; at < values.length; ) {
            int n = Math.min(BLOCK / 4, values.length - at);
            bytes.clear().limit(4 * n);
            fill(channel, bytes, file).asFloatBuffer().get(values, at, n);
            for (int end = at + n; at < end; at++) {
                if (!Float.isFinite(values[at])) {
                    throw bad(file, entry.name + ": value " + at + " is " + values[at] + ", not a finite number");
                }
            }
        }
        return values;
    }
}
