package io.elbo.studio.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Keeps what was used last, so many and no more. Safe for any number of threads. */
final class Recent<K, V> {
    private final int most;
    private final Map<K, V> kept;

    Recent(int most) {
        this.most = most;
        kept = new LinkedHashMap<>(most, 1, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > Recent.this.most;
            }
        };
    }

    synchronized V get(K key) {
        return kept.get(key);
    }

    synchronized void put(K key, V value) {
        kept.put(key, value);
    }

    synchronized void remove(K key) {
        kept.remove(key);
    }

    synchronized int size() {
        return kept.size();
    }

    /** What is kept, or made now; others that ask meanwhile wait. */
    synchronized V get(K key, Function<K, V> make) {
        V value = kept.get(key);
        if (value == null) {
            value = make.apply(key);
            kept.put(key, value);
        }
        return value;
    }
}
