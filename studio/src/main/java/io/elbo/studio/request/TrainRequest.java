package io.elbo.studio.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What somebody asks a training to be: its data, its model, how it is trained and where the run goes. What is not said is as the command
 * does it by itself. Values are texts, as they were said; the command says which are right.
 *
 * @param said each setting with its values in the order in which they were said; one that has no value with none
 */
public record TrainRequest(Map<TrainSetting, List<String>> said) {
    /** Nothing said. */
    public static final TrainRequest NONE = new TrainRequest(Map.of());

    /** @throws IllegalArgumentException if a setting has too few values or too many */
    public TrainRequest {
        Map<TrainSetting, List<String>> copy = new LinkedHashMap<>();
        said.forEach((setting, values) -> copy.put(setting, checked(setting, values)));
        said = Collections.unmodifiableMap(copy);
    }

    private static List<String> checked(TrainSetting setting, List<String> values) {
        if (!setting.takesValue() && !values.isEmpty()) {
            throw new IllegalArgumentException(setting.flag() + " has no value, not " + values);
        }
        if (setting.takesValue() && values.isEmpty()) {
            throw new IllegalArgumentException(setting.flag() + " has no value");
        }
        if (values.size() > 1 && !setting.repeats()) {
            throw new IllegalArgumentException(setting.flag() + " can be said once, not as " + values);
        }
        return List.copyOf(values);
    }

    /**
     * Reads flags, each with its value behind it or behind {@code =}. Of what can be said once the last counts.
     *
     * @throws IllegalArgumentException naming what is no flag, or has no value
     */
    public static TrainRequest read(List<String> words) {
        TrainRequest read = NONE;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int end = word.indexOf('=');
            TrainSetting setting = TrainSetting.of(end < 0 ? word : word.substring(0, end))
                    .orElseThrow(() -> new IllegalArgumentException("'" + word + "' cannot be given here"));
            boolean apart = setting.takesValue() && end < 0;
            if (apart && i + 1 == words.size()) {
                throw new IllegalArgumentException(setting.flag() + " has no value");
            }
            if (apart) {
                i++;
            }
            String value = apart ? words.get(i) : end < 0 ? null : word.substring(end + 1);
            read = setting.repeats() ? read.adding(setting, value) : read.with(setting, value);
        }
        return read;
    }

    /** What has been said. */
    public Set<TrainSetting> settings() {
        return said.keySet();
    }

    /** Whether this was said. */
    public boolean has(TrainSetting setting) {
        return said.containsKey(setting);
    }

    /** The value of what can be said once, if it was. */
    public Optional<String> value(TrainSetting setting) {
        return Optional.ofNullable(said.get(setting)).map(values -> values.get(0));
    }

    /** The same with another value; null for none, of what has none. */
    public TrainRequest with(TrainSetting setting, String value) {
        return changed(setting, value == null ? List.of() : List.of(value));
    }

    /** The same with one value more. */
    private TrainRequest adding(TrainSetting setting, String value) {
        List<String> values = new ArrayList<>(said.getOrDefault(setting, List.of()));
        values.add(value);
        return changed(setting, values);
    }

    private TrainRequest changed(TrainSetting setting, List<String> values) {
        Map<TrainSetting, List<String>> changed = new LinkedHashMap<>(said);
        changed.put(setting, values);
        return new TrainRequest(changed);
    }

    /** What the other says, and what this one says besides. */
    public TrainRequest with(TrainRequest other) {
        Map<TrainSetting, List<String>> both = new LinkedHashMap<>(said);
        both.putAll(other.said);
        return new TrainRequest(both);
    }

    /** Some of what was said. */
    public TrainRequest only(Predicate<TrainSetting> wanted) {
        Map<TrainSetting, List<String>> some = new LinkedHashMap<>(said);
        some.keySet().removeIf(wanted.negate());
        return new TrainRequest(some);
    }

    /** As flags for a user to read: the value behind its flag. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        said.forEach((setting, values) -> {
            if (values.isEmpty()) {
                words.add(setting.flag());
            }
            values.forEach(value -> words.addAll(List.of(setting.flag(), value)));
        });
        return words;
    }

    /** As flags for a program, each one word with its value, so that no value can be taken for a flag or for a file of arguments. */
    public List<String> flags() {
        List<String> flags = new ArrayList<>();
        said.forEach((setting, values) -> {
            if (values.isEmpty()) {
                flags.add(setting.flag());
            }
            values.forEach(value -> flags.add(setting.flag() + "=" + value));
        });
        return flags;
    }
}
