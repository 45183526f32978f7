package dev.tollgate.store.comment;

import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON of a comment: WSO2's Comment. Its content is text as it was typed; whoever shows it in a page escapes it.
 *
 * @param replies of a thread; absent from replies, which have none
 */
record CommentView(
        String id,
        String content,
        String createdTime,
        String createdBy,
        @Nullable String updatedTime,
        String category,
        @Nullable String parentCommentId,
        String entryPoint,
        @Nullable Commenter commenterInfo,
        @Nullable Listing<CommentView> replies) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH:mm:ss").withZone(ZoneOffset.UTC);

    /** WSO2's CommenterInfo; Tollgate shows other people's user names, never more of them. */
    record Commenter(String firstName, String lastName, String fullName) {}

    static CommentView of(Comment comment, boolean withCommenter) {
        var parent = comment.parentId();
        Instant updatedAt = comment.updatedAt();
        return new CommentView(
                comment.id().toString(),
                comment.content(),
                TIME.format(comment.createdAt()),
                comment.author(),
                updatedAt == null ? null : TIME.format(updatedAt),
                comment.category(),
                parent == null ? null : parent.toString(),
                comment.entryPoint().wireName(),
                withCommenter ? new Commenter("", "", comment.author()) : null,
                parent == null ? replies(comment, withCommenter) : null);
    }

    static Listing<CommentView> listing(
            List<Comment> comments, Page page, long total, String path, boolean withCommenter) {
        return Listing.of(
                comments.stream().map(comment -> of(comment, withCommenter)).toList(),
                page,
                total,
                path,
                withCommenter ? Map.of("includeCommenterInfo", "true") : Map.of());
    }

    private static Listing<CommentView> replies(Comment comment, boolean withCommenter) {
        Comment.Replies replies = comment.replies();
        return listing(
                replies.list(),
                new Page(replies.limit(), replies.offset()),
                replies.total(),
                "/apis/" + comment.apiId() + "/comments/" + comment.id() + "/replies",
                withCommenter);
    }
}
