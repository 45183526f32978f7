package dev.tollgate.gateway.routing;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from path segments, looked up in place inside a path without making a string of the segment.
 *
 * <p>A change copies a small layer over a large base, which is folded in once it outgrows the base's square root: with
 * 100,000 contexts one more costs a few hundred entries, not all of them.
 */
final class SegmentMap<V> {

    private static final SegmentMap<?> EMPTY = new SegmentMap<>(Map.of(), Map.of());

    private final Map<String, V> base;
    private final Map<String, Change<V>> changes;
    private final Table<V> baseTable;
    private final Table<Change<V>> changeTable;

    private record Change<V>(@Nullable V value) {}

    private SegmentMap(Map<String, V> base, Map<String, Change<V>> changes) {
        this(base, new Table<>(base), changes);
    }

    private SegmentMap(Map<String, V> base, Table<V> baseTable, Map<String, Change<V>> changes) {
        this.base = base;
        this.changes = changes;
        this.baseTable = baseTable;
        this.changeTable = new Table<>(changes);
    }

    @SuppressWarnings("unchecked")
    static <V> SegmentMap<V> empty() {
        return (SegmentMap<V>) EMPTY;
    }

    /** The value of the segment {@code path[from, to)}. */
    @Nullable
    V get(String path, int from, int to) {
        int hash = hash(path, from, to);
        Change<V> change = changeTable.get(hash, path, from, to);
        return change != null ? change.value() : baseTable.get(hash, path, from, to);
    }

    @Nullable
    V get(String segment) {
        return get(segment, 0, segment.length());
    }

    /** A map with this segment set, or removed if the value is null. */
    SegmentMap<V> with(String segment, @Nullable V value) {
        Map<String, Change<V>> more = new HashMap<>(changes);
        more.put(segment, new Change<>(value));
        if ((long) more.size() * more.size() <= 64L + base.size()) {
            return new SegmentMap<>(base, baseTable, more);
        }
        Map<String, V> all = new HashMap<>(base);
        more.forEach((key, change) -> {
            if (change.value() == null) {
                all.remove(key);
            } else {
                all.put(key, change.value());
            }
        });
        return new SegmentMap<>(all, Map.of());
    }

    boolean isEmpty() {
        if (changes.isEmpty()) {
            return base.isEmpty();
        }
        return changes.values().stream().allMatch(change -> change.value() == null)
                && changes.keySet().containsAll(base.keySet());
    }

    private static int hash(String text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash ^ hash >>> 16;
    }

    /** Open addressing, at most half full. */
    private static final class Table<V> {

        private final @Nullable String[] keys;
        private final @Nullable Object[] values;
        private final int mask;

        Table(Map<String, V> entries) {
            int size = entries.isEmpty() ? 1 : Integer.highestOneBit(entries.size()) << 2;
            keys = new String[size];
            values = new Object[size];
            mask = size - 1;
            entries.forEach((key, value) -> {
                int at = hash(key, 0, key.length()) & mask;
                while (keys[at] != null) {
                    at = at + 1 & mask;
                }
                keys[at] = key;
                values[at] = value;
            });
        }

        @SuppressWarnings("unchecked")
        @Nullable
        V get(int hash, String path, int from, int to) {
            int length = to - from;
            for (int at = hash & mask; ; at = at + 1 & mask) {
                String key = keys[at];
                if (key == null) {
                    return null;
                }
                if (key.length() == length && path.startsWith(key, from)) {
                    return (V) values[at];
                }
            }
        }
    }
}
