package dev.tollgate.publisher.backend;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where calls of an API go.
 *
 * @param production for production keys; null where there is none
 * @param sandbox for sandbox keys; null where there is none
 */
public record Backends(@Nullable Group production, @Nullable Group sandbox) {

    public static final Backends NONE = new Backends(null, null);

    public boolean isEmpty() {
        return production == null && sandbox == null;
    }

    Stream<String> urls() {
        return Stream.of(production, sandbox).filter(group -> group != null).flatMap(group -> group.urls().stream());
    }

    /** How one of several backends is taken. */
    public enum Selection {
        SINGLE,
        ROUND_ROBIN,
        FAIL_OVER
    }

    /**
     * @param urls in order of preference
     * @param responseTimeoutMs 0: the gateway's own
     */
    public record Group(Selection selection, List<String> urls, int responseTimeoutMs) {

        public Group {
            urls = List.copyOf(urls);
            if (urls.isEmpty()) {
                throw new IllegalArgumentException("a group has at least one backend");
            }
        }
    }
}
