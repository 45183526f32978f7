package dev.tollgate.store.comment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something said about an API.
 *
 * @param parentId of a reply; null where it begins a thread
 * @param updatedAt null: never changed
 * @param replies of a thread, oldest first; one page of them
 */
public record Comment(
        UUID id,
        UUID apiId,
        @Nullable UUID parentId,
        String author,
        String content,
        String category,
        EntryPoint entryPoint,
        Instant createdAt,
        @Nullable Instant updatedAt,
        Replies replies) {

    /** Whose portal or API it came by. */
    public enum EntryPoint {
        DEV_PORTAL("devPortal"),
        PUBLISHER("publisher");

        private final String wireName;

        EntryPoint(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        static EntryPoint of(String wireName) {
            return wireName.equals(PUBLISHER.wireName) ? PUBLISHER : DEV_PORTAL;
        }
    }

    /**
     * A page of replies.
     *
     * @param total on all pages
     */
    public record Replies(List<Comment> list, long total, int limit, int offset) {

        static final Replies NONE = new Replies(List.of(), 0, 0, 0);
    }

    Comment with(Replies others) {
        return new Comment(id, apiId, parentId, author, content, category, entryPoint, createdAt, updatedAt, others);
    }

    /** Grows with each change. */
    long revision() {
        return (updatedAt == null ? createdAt : updatedAt).toEpochMilli();
    }
}
