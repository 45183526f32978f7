package dev.tollgate.publisher.feedback;

import dev.tollgate.contract.comment.Comment;
import dev.tollgate.contract.comment.CommentList;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

    static CommentView of(String apiId, Comment comment, boolean withCommenter) {
        boolean reply = !comment.getParentId().isEmpty();
        return new CommentView(
                comment.getCommentId(),
                comment.getContent(),
                time(comment.getCreatedAtEpochMs()),
                comment.getAuthor(),
                comment.getUpdatedAtEpochMs() == 0 ? null : time(comment.getUpdatedAtEpochMs()),
                comment.getCategory(),
                reply ? comment.getParentId() : null,
                comment.getEntryPoint(),
                withCommenter ? new Commenter("", "", comment.getAuthor()) : null,
                reply
                        ? null
                        : listing(
                                apiId, comment.getReplies(), "/" + comment.getCommentId() + "/replies", withCommenter));
    }

    /** @param below path of the list below the API's comments */
    static Listing<CommentView> listing(String apiId, CommentList comments, String below, boolean withCommenter) {
        return Listing.of(
                comments.getCommentsList().stream()
                        .map(comment -> of(apiId, comment, withCommenter))
                        .toList(),
                new Page(comments.getLimit(), comments.getOffset()),
                comments.getTotal(),
                "/apis/" + apiId + "/comments" + below,
                withCommenter ? Map.of("includeCommenterInfo", "true") : Map.of());
    }

    private static String time(long epochMs) {
        return TIME.format(Instant.ofEpochMilli(epochMs));
    }
}
