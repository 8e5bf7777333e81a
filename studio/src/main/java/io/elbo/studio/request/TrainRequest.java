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
 * The requested settings of a training: its data, model, optimisation and run folder. Settings that are not given take the command's
 * defaults. Values are texts as the user gave them; the command checks them.
 *
 * @param said each setting with its values in the order given; a setting that takes no value has an empty list
 */
public record TrainRequest(Map<TrainSetting, List<String>> said) {
    /** A request without settings. */
    public static final TrainRequest NONE = new TrainRequest(Map.of());

    /** @throws IllegalArgumentException if a setting has too few values or too many */
    public TrainRequest {
        Map<TrainSetting, List<String>> copy = new LinkedHashMap<>();
        said.forEach((setting, values) -> copy.put(setting, checked(setting, values)));
        said = Collections.unmodifiableMap(copy);
    }

    private static List<String> checked(TrainSetting setting, List<String> values) {
        if (!setting.takesValue() && !values.isEmpty()) {
            throw new IllegalArgumentException(setting.flag() + " takes no value, not " + values);
        }
        if (setting.takesValue() && values.isEmpty()) {
            throw new IllegalArgumentException(setting.flag() + " needs a value");
        }
        if (values.size() > 1 && !setting.repeats()) {
            throw new IllegalArgumentException(setting.flag() + " can be given only once, not as " + values);
        }
        return List.copyOf(values);
    }

    /**
     * Reads flags. A value follows its flag as the next word or after {@code =}. If a flag that can be given only once is repeated, the
     * last value counts.
     *
     * @throws IllegalArgumentException if a word is not a flag, or if a flag lacks its value or has one that it does not take
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
                throw new IllegalArgumentException(setting.flag() + " needs a value");
            }
            if (apart) {
                i++;
            }
            String value = apart ? words.get(i) : end < 0 ? null : word.substring(end + 1);
            read = setting.repeats() ? read.adding(setting, value) : read.with(setting, value);
        }
        return read;
    }

    /** Returns the settings that are given. */
    public Set<TrainSetting> settings() {
        return said.keySet();
    }

    /** Returns whether a setting is given. */
    public boolean has(TrainSetting setting) {
        return said.containsKey(setting);
    }

    /** Returns the first value of a setting, if it has one. */
    public Optional<String> value(TrainSetting setting) {
        return Optional.ofNullable(said.get(setting)).map(values -> values.get(0));
    }

    /** Returns a request with a setting replaced; the value is null for a setting that takes no value. */
    public TrainRequest with(TrainSetting setting, String value) {
        return changed(setting, value == null ? List.of() : List.of(value));
    }

    /** Returns a request with one more value of a setting. */
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

    /** Returns both requests combined; the other request takes precedence. */
    public TrainRequest with(TrainRequest other) {
        Map<TrainSetting, List<String>> both = new LinkedHashMap<>(said);
        both.putAll(other.said);
        return new TrainRequest(both);
    }

    /** Returns a request with only the settings that match. */
    public TrainRequest only(Predicate<TrainSetting> wanted) {
        Map<TrainSetting, List<String>> some = new LinkedHashMap<>(said);
        some.keySet().removeIf(wanted.negate());
        return new TrainRequest(some);
    }

    /** Returns the settings as flags for a user to read, each value as a separate word after its flag. */
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

    /** Returns the settings as {@code --flag=value} words for a program, so that no value is mistaken for a flag or an argument file. */
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
