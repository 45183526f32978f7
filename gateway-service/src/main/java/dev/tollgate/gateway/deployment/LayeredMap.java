package dev.tollgate.gateway.deployment;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable hash map that is cheap to change a little: changes are copied in a small layer over a large base, which is folded
 * in once it outgrows the base's square root. Readers see all of a change or nothing of it.
 */
public final class LayeredMap<K, V> {

    private final Map<K, V> base;
    private final Map<K, Optional<V>> changes;

    private LayeredMap(Map<K, V> base, Map<K, Optional<V>> changes) {
        this.base = base;
        this.changes = changes;
    }

    public static <K, V> LayeredMap<K, V> empty() {
        return new LayeredMap<>(Map.of(), Map.of());
    }

    /** Takes the map over: it must not be changed afterwards. */
    public static <K, V> LayeredMap<K, V> of(Map<K, V> entries) {
        return new LayeredMap<>(entries, Map.of());
    }

    @SuppressWarnings("OptionalAssignedToNull") // no entry in the upper layer, as opposed to a removal there
    public @Nullable V get(K key) {
        if (!changes.isEmpty()) {
            Optional<V> change = changes.get(key);
            if (change != null) {
                return change.orElse(null);
            }
        }
        return base.get(key);
    }

    public boolean isEmpty() {
        return base.isEmpty() && changes.isEmpty();
    }

    /** This map with all these changes; an empty value removes. */
    public LayeredMap<K, V> with(Map<K, Optional<V>> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<K, Optional<V>> layer = new HashMap<>(changes);
        layer.putAll(more);
        if ((long) layer.size() * layer.size() <= 4096L + base.size()) {
            return new LayeredMap<>(base, layer);
        }
        Map<K, V> all = new HashMap<>(base);
        layer.forEach((key, change) -> {
            if (change.isPresent()) {
                all.put(key, change.get());
            } else {
                all.remove(key);
            }
        });
        return new LayeredMap<>(all, Map.of());
    }
}
