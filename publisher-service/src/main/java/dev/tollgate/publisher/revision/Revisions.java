package dev.tollgate.publisher.revision;

import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.PublisherError;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.api.ApiDocument;
import dev.tollgate.publisher.definition.Definition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Revisions are written once and read. */
@Repository
public class Revisions {

    private static final String SELECT = """
        SELECT id, api_id, number, description, created_at, created_by FROM apis.revisions
        """;

    private final JdbcClient database;

    Revisions(JdbcClient database) {
        this.database = database;
    }

    /** What a revision holds. */
    public record Content(ApiDocument document, Definition definition) {}

    void insert(ApiRevision revision, ApiDocument document, String definition) {
        database.sql("""
            INSERT INTO apis.revisions
                (id, api_id, number, description, document, definition, created_at, created_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
                .param(revision.id())
                .param(revision.apiId())
                .param(revision.number())
                .param(revision.description())
                .param(document.toJson())
                .param(definition)
                .param(revision.createdAt().atOffset(ZoneOffset.UTC))
                .param(revision.createdBy())
                .update();
    }

    /** Newest first. */
    public List<ApiRevision> list(UUID apiId) {
        return database.sql(SELECT + "WHERE api_id = ? ORDER BY number DESC")
                .param(apiId)
                .query((row, number) -> revision(row))
                .list();
    }

    /** The API's revision of this id, or a refusal. */
    public ApiRevision find(UUID apiId, String revisionId) {
        return ApiAccess.uuid(revisionId)
                .flatMap(id -> database.sql(SELECT + "WHERE api_id = ? AND id = ?")
                        .param(apiId)
                        .param(id)
                        .query((row, number) -> revision(row))
                        .optional())
                .orElseThrow(() -> notFound(revisionId));
    }

    /** The API's revision of this number, written {@code 3} or {@code Revision 3}. */
    public ApiRevision findByNumber(UUID apiId, String text) {
        String digits = text.replaceFirst("(?i)^revision ", "");
        if (!digits.matches("\\d{1,9}")) {
            throw notFound(text);
        }
        return database.sql(SELECT + "WHERE api_id = ? AND number = ?")
                .param(apiId)
                .param(Integer.parseInt(digits))
                .query((row, number) -> revision(row))
                .optional()
                .orElseThrow(() -> notFound(text));
    }

    public Content content(UUID revisionId) {
        return database.sql("SELECT document, definition FROM apis.revisions WHERE id = ?")
                .param(revisionId)
                .query((row, number) -> new Content(
                        ApiDocument.stored(row.getString("document")), Definition.stored(row.getString("definition"))))
                .single();
    }

    public void delete(UUID revisionId) {
        database.sql("DELETE FROM apis.revisions WHERE id = ?")
                .param(revisionId)
                .update();
    }

    private static RefusedException notFound(String revision) {
        String shown = revision.length() > 100 ? revision.substring(0, 100) + "…" : revision;
        return new RefusedException(
                PublisherError.REVISION_NOT_FOUND, "Requested API Revision with id " + shown + " not found.");
    }

    private static ApiRevision revision(ResultSet row) throws SQLException {
        return new ApiRevision(
                row.getObject("id", UUID.class),
                row.getObject("api_id", UUID.class),
                row.getInt("number"),
                row.getString("description"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"));
    }
}
