package io.elbo.data.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Converts texts from a list to their indices. */
final class LevelCodec implements CellCodec {
    /** The codec of ignored columns: any text fits, and none has a number. */
    public static final CellCodec IGNORED = new CellCodec() {
        @Override
        public double parse(String text) {
            return Double.NaN;
        }

        @Override
        public String complaint(String text) {
            return "";
        }

        @Override
        public String format(double value) {
            throw new IllegalArgumentException("an ignored column has no values to write, only its original text");
        }
    };

    private final List<String> levels;
    private final Map<String, Integer> indices = new HashMap<>();

    public LevelCodec(List<String> levels) {
        this(levels, List.of());
    }

    /** @param also for each level, other texts that are read as this level; empty if there are none */
    public LevelCodec(List<String> levels, List<List<String>> also) {
        this.levels = levels;
        for (int i = 0; i < also.size(); i++) {
            for (String text : also.get(i)) {
                indices.put(text, i);
            }
        }
        for (int i = 0; i < levels.size(); i++) {
            indices.put(levels.get(i), i);
        }
    }

    @Override
    public double parse(String text) {
        Integer index = indices.get(text);
        if (index == null) {
            index = indices.get(text.strip());
        }
        return index == null ? Double.NaN : index;
    }

    @Override
    public double written(double value) {
        boolean level = value >= 0 && value < levels.size() && value == Math.rint(value);
        return level ? value + 0.0 : CellCodec.super.written(value);
    }

    @Override
    public String complaint(String text) {
        return Double.isNaN(parse(text)) ? "is not one of " + TableNames.list(levels) : "";
    }

    @Override
    public String format(double value) {
        NumberCodec.requireNumber(value);
        return levels.get((int) Math.max(0, Math.min(levels.size() - 1, Math.rint(value))));
    }
}
