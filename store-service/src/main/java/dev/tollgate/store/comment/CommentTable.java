package dev.tollgate.store.comment;

import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.comment.Comment.EntryPoint;
import dev.tollgate.store.comment.Comment.Replies;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of comments. */
@Repository
class CommentTable {

    private static final String COLUMNS =
            "comment_id, api_id, parent_id, author, content, category, entry_point, created_at, updated_at";

    private final JdbcClient database;

    CommentTable(JdbcClient database) {
        this.database = database;
    }

    long countThreads(UUID apiId) {
        return database.sql("SELECT count(*) FROM feedback.comments WHERE api_id = ? AND parent_id IS NULL")
                .param(apiId)
                .query(Long.class)
                .single();
    }

    /** Newest first. */
    List<Comment> threads(UUID apiId, Page page) {
        return database.sql("SELECT " + COLUMNS + " FROM feedback.comments WHERE api_id = ? AND parent_id IS NULL"
                        + " ORDER BY created_at DESC, comment_id LIMIT ? OFFSET ?")
                .params(apiId, page.limit(), page.offset())
                .query(CommentTable::comment)
                .list();
    }

    Optional<Comment> find(UUID apiId, UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM feedback.comments WHERE api_id = ? AND comment_id = ?")
                .params(apiId, id)
                .query(CommentTable::comment)
                .optional();
    }

    /** A page of the replies to each of the comments, oldest first, in one query however many there are. */
    Map<UUID, Replies> replies(Collection<UUID> parents, Page page) {
        record Counted(Comment reply, long total) {}
        if (parents.isEmpty()) {
            return Map.of();
        }
        return database
                .sql("SELECT * FROM (SELECT " + COLUMNS + ", count(*) OVER (PARTITION BY parent_id) AS total,"
                        + " row_number() OVER (PARTITION BY parent_id ORDER BY created_at, comment_id) AS place"
                        + " FROM feedback.comments WHERE parent_id = ANY (:parents::uuid[])) r"
                        + " WHERE place = 1 OR (place > :offset AND place <= :offset + :limit)"
                        + " ORDER BY parent_id, place")
                .param("parents", parents.toArray(UUID[]::new))
                .param("offset", page.offset())
                .param("limit", page.limit())
                .query((row, number) ->
                        Map.entry(row.getInt("place"), new Counted(comment(row, number), row.getLong("total"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        found -> Objects.requireNonNull(found.getValue().reply().parentId()),
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                found -> new Replies(
                                        found.stream()
                                                .filter(reply -> reply.getKey() > page.offset()
                                                        && reply.getKey() <= page.offset() + page.limit())
                                                .map(reply -> reply.getValue().reply())
                                                .toList(),
                                        found.getFirst().getValue().total(),
                                        page.limit(),
                                        page.offset()))));
    }

    void insert(Comment comment) {
        database.sql("INSERT INTO feedback.comments (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)")
                .param(comment.id())
                .param(comment.apiId())
                .param(comment.parentId())
                .param(comment.author())
                .param(comment.content())
                .param(comment.category())
                .param(comment.entryPoint().wireName())
                .param(comment.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    Comment update(UUID id, String content, String category, OffsetDateTime now) {
        return database.sql("UPDATE feedback.comments SET content = ?, category = ?, updated_at = ?"
                        + " WHERE comment_id = ? RETURNING " + COLUMNS)
                .params(content, category, now, id)
                .query(CommentTable::comment)
                .single();
    }

    void delete(UUID id) {
        database.sql("DELETE FROM feedback.comments WHERE comment_id = ?")
                .param(id)
                .update();
    }

    private static Comment comment(ResultSet row, int number) throws SQLException {
        OffsetDateTime updatedAt = row.getObject("updated_at", OffsetDateTime.class);
        return new Comment(
                row.getObject("comment_id", UUID.class),
                row.getObject("api_id", UUID.class),
                row.getObject("parent_id", UUID.class),
                row.getString("author"),
                row.getString("content"),
                row.getString("category"),
                EntryPoint.of(row.getString("entry_point")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                updatedAt == null ? null : updatedAt.toInstant(),
                Replies.NONE);
    }
}
