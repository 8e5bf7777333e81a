package io.elbo.studio;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A thread-safe cache that keeps a limited number of the most recently used values. */
final class Recent<K, V> {
    private final int most;
    private final long heaviest;
    private final ToLongFunction<V> weight;
    private final Map<K, Object> making = new ConcurrentHashMap<>();
    private final Map<K, V> kept;

    Recent(int most) {
        this(most, Long.MAX_VALUE, value -> 0);
    }

    /** @param heaviest the largest total weight; the most recently used value is kept even if it exceeds this alone */
    Recent(int most, long heaviest, ToLongFunction<V> weight) {
        this.most = most;
        this.heaviest = heaviest;
        this.weight = weight;
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
        long all = kept.values().stream().mapToLong(weight).sum();
        Iterator<V> eldest = kept.values().iterator();
        while (all > heaviest && kept.size() > 1) {
            all -= weight.applyAsLong(eldest.next());
            eldest.remove();
        }
    }

    synchronized void remove(K key) {
        kept.remove(key);
    }

    synchronized int size() {
        return kept.size();
    }

    /** Returns the cached value or makes it. Other threads that ask for the same key wait meanwhile. */
    V get(K key, Function<K, V> make) {
        V known = get(key);
        if (known != null) {
            return known;
        }
        try {
            synchronized (making.computeIfAbsent(key, k -> new Object())) {
                V value = get(key);
                if (value == null) {
                    value = make.apply(key);
                    put(key, value);
                }
                return value;
            }
        } finally {
            making.remove(key);
        }
    }
}
