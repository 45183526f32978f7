package dev.tollgate.gateway.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trie from path prefixes ({@code /petstore/1.0.0}, {@code /petstore}) to what is mounted there. Immutable: a change gives a new
 * router that shares all it did not touch. A look-up costs the depth of the path, whatever the number of APIs.
 */
public final class Router<T> {

    private static final Router<?> EMPTY = new Router<>(new Node<>(null, SegmentMap.empty()));

    private final Node<T> root;

    private record Node<T>(@Nullable T mounted, SegmentMap<Node<T>> children) {}

    private Router(Node<T> root) {
        this.root = root;
    }

    @SuppressWarnings("unchecked")
    public static <T> Router<T> empty() {
        return (Router<T>) EMPTY;
    }

    /** What is mounted at the longest prefix of this canonical path, whole segments only. */
    public @Nullable T find(String path) {
        Node<T> node = root;
        T found = root.mounted;
        int at = 0;
        int length = path.length();
        while (at < length) {
            int end = path.indexOf('/', at + 1);
            if (end < 0) {
                end = length;
            }
            node = node.children.get(path, at + 1, end);
            if (node == null) {
                break;
            }
            if (node.mounted != null) {
                found = node.mounted;
            }
            at = end;
        }
        return found;
    }

    /** A router with this mounted at the prefix, or with nothing mounted there if null. */
    public Router<T> with(String prefix, @Nullable T mounted) {
        Node<T> changed = with(root, List.of(prefix.substring(1).split("/")), mounted);
        return new Router<>(changed == null ? new Node<>(null, SegmentMap.empty()) : changed);
    }

    private static <T> @Nullable Node<T> with(@Nullable Node<T> node, List<String> path, @Nullable T mounted) {
        T own = node == null ? null : node.mounted;
        SegmentMap<Node<T>> children = node == null ? SegmentMap.empty() : node.children;
        Node<T> changed;
        if (path.isEmpty()) {
            changed = new Node<>(mounted, children);
        } else {
            String next = path.getFirst();
            Node<T> child = with(children.get(next), path.subList(1, path.size()), mounted);
            changed = new Node<>(own, children.with(next, child));
        }
        return changed.mounted == null && changed.children.isEmpty() ? null : changed;
    }
}
