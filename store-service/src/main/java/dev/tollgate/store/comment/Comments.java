package dev.tollgate.store.comment;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.comment.Comment.EntryPoint;
import dev.tollgate.store.comment.Comment.Replies;
import dev.tollgate.store.request.EntityTag;
import dev.tollgate.store.request.Field;
import dev.tollgate.store.request.ResourceId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Threads of comments. Whether somebody may see the API is checked before; whose a comment is, here. */
@Service
public class Comments {

    /** How many replies come with each thread of a list. */
    static final Page FIRST_REPLIES = Page.of(null, null);

    private static final int LONGEST = 512;
    private static final int LONGEST_CATEGORY = 64;
    private static final String GENERAL = "general";

    private final CommentTable table;
    private final InstantSource clock;

    Comments(CommentTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    /** A page, and how many there are altogether. */
    public record Found(List<Comment> comments, long total) {}

    /** What somebody says. */
    public record Said(@Nullable String content, @Nullable String category) {}

    /** The API's threads, newest first, each with its first replies. */
    @Transactional(readOnly = true)
    public Found threads(UUID apiId, Page page) {
        List<Comment> threads = table.threads(apiId, page);
        Map<UUID, Replies> replies =
                table.replies(threads.stream().map(Comment::id).toList(), FIRST_REPLIES);
        return new Found(
                threads.stream()
                        .map(thread -> withReplies(thread, replies, FIRST_REPLIES))
                        .toList(),
                table.countThreads(apiId));
    }

    @Transactional(readOnly = true)
    public Found replies(UUID apiId, String id, Page page) {
        Comment thread = read(apiId, id, page);
        return new Found(thread.replies().list(), thread.replies().total());
    }

    @Transactional(readOnly = true)
    public Comment read(UUID apiId, String id, Page replies) {
        Comment comment = find(apiId, id);
        return withReplies(comment, table.replies(List.of(comment.id()), replies), replies);
    }

    /** @param replyTo the comment that began the thread, or null to begin one */
    @Transactional
    public Comment add(UUID apiId, String author, EntryPoint entryPoint, Said said, @Nullable String replyTo) {
        Comment parent = replyTo == null || replyTo.isBlank() ? null : find(apiId, replyTo);
        if (parent != null && parent.parentId() != null) {
            throw Field.refuse("replyTo is a reply itself. Reply to the comment that began the thread, "
                    + parent.parentId() + ".");
        }
        var comment = new Comment(
                UUID.randomUUID(),
                apiId,
                parent == null ? null : parent.id(),
                author,
                Field.required("content", said.content(), LONGEST),
                category(said.category(), GENERAL),
                entryPoint,
                now(),
                null,
                Replies.NONE);
        table.insert(comment);
        return comment;
    }

    /** Only its author changes what was said. */
    @Transactional
    public Comment change(UUID apiId, String id, String actor, Said said) {
        Comment comment = find(apiId, id);
        if (!comment.author().equals(actor)) {
            throw new RefusedException(CommonError.FORBIDDEN, "Only its author may change a comment.");
        }
        if (said.content() == null && said.category() == null) {
            throw Field.refuse("content or category is required: there is nothing to change.");
        }
        return table.update(
                comment.id(),
                said.content() == null ? comment.content() : Field.required("content", said.content(), LONGEST),
                category(said.category(), comment.category()),
                now().atOffset(ZoneOffset.UTC));
    }

    /** Only its author or an administrator deletes a comment; its replies go with it. */
    @Transactional
    public void delete(UUID apiId, String id, String actor, boolean administrator, @Nullable String ifMatch) {
        Comment comment = find(apiId, id);
        if (!administrator && !comment.author().equals(actor)) {
            throw new RefusedException(
                    CommonError.FORBIDDEN, "Only its author or an administrator may delete a comment.");
        }
        EntityTag.require(ifMatch, comment.revision());
        table.delete(comment.id());
    }

    private Comment find(UUID apiId, String id) {
        return ResourceId.parse(id)
                .flatMap(parsed -> table.find(apiId, parsed))
                .orElseThrow(() -> ResourceId.absent("comment"));
    }

    private static Comment withReplies(Comment comment, Map<UUID, Replies> replies, Page page) {
        if (comment.parentId() != null) {
            return comment;
        }
        return comment.with(replies.getOrDefault(comment.id(), new Replies(List.of(), 0, page.limit(), page.offset())));
    }

    private static String category(@Nullable String asked, String otherwise) {
        return asked == null || asked.isBlank() ? otherwise : Field.required("category", asked, LONGEST_CATEGORY);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
