package dev.tollgate.publisher.document;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiChanged;
import dev.tollgate.publisher.api.ApiChanged.ApiCopied;
import dev.tollgate.publisher.api.ApiChanged.ApiDeleted;
import dev.tollgate.publisher.document.Document.Description;
import dev.tollgate.publisher.document.Document.Kind;
import dev.tollgate.publisher.document.Document.Source;
import dev.tollgate.publisher.document.Document.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Documents of APIs; they come and go with their API. */
@Repository
class Documents {

    private static final String SELECT = """
        SELECT document_id, row_version, api_id, name, summary, type, other_type_name, source_type, source_url, visibility,
            file_name, media_type, created_at, created_by, updated_at, updated_by
        FROM registry.documents
        """;
    private static final String VISIBLE = "WHERE api_id = ? AND (visibility <> 'OWNER_ONLY' OR created_by = ? OR ?) ";

    private final JdbcClient database;

    Documents(JdbcClient database) {
        this.database = database;
    }

    record Found(List<Document> list, long total) {}

    /** By name. */
    Found list(Api api, Page page, Caller caller) {
        long total = database.sql("SELECT count(*) FROM registry.documents " + VISIBLE)
                .param(api.id())
                .param(caller.userName())
                .param(seesAll(api, caller))
                .query(Long.class)
                .single();
        List<Document> list = database.sql(SELECT + VISIBLE + "ORDER BY lower(name) LIMIT ? OFFSET ?")
                .param(api.id())
                .param(caller.userName())
                .param(seesAll(api, caller))
                .param(page.limit())
                .param(page.offset())
                .query((row, number) -> document(row))
                .list();
        return new Found(list, total);
    }

    Optional<Document> find(Api api, UUID id, Caller caller) {
        return database.sql(SELECT + VISIBLE + "AND document_id = ?")
                .param(api.id())
                .param(caller.userName())
                .param(seesAll(api, caller))
                .param(id)
                .query((row, number) -> document(row))
                .optional();
    }

    private static boolean seesAll(Api api, Caller caller) {
        return api.provider().equals(caller.userName()) || caller.roles().contains("admin");
    }

    /** Whether another document of the API has this name, be it one that the caller does not see. */
    boolean named(UUID apiId, String name, @Nullable UUID except) {
        return database.sql("""
            SELECT EXISTS (SELECT 1 FROM registry.documents
                WHERE api_id = ? AND lower(name) = lower(?) AND document_id IS DISTINCT FROM ?::uuid)
            """)
                .param(apiId)
                .param(name)
                .param(except)
                .query(Boolean.class)
                .single();
    }

    long count(UUID apiId) {
        return database.sql("SELECT count(*) FROM registry.documents WHERE api_id = ?")
                .param(apiId)
                .query(Long.class)
                .single();
    }

    UUID insert(UUID apiId, Description described, @Nullable String text, String actor, Instant now) {
        UUID id = UUID.randomUUID();
        database.sql("""
            INSERT INTO registry.documents (document_id, row_version, api_id, name, summary, type, other_type_name,
                source_type, source_url, visibility, content_text, created_at, created_by, updated_at, updated_by)
            VALUES (:id, 1, :api, :name, :summary, :type, :other, :source, :url, :visibility, :text, :now, :actor,
                :now, :actor)
            """)
                .param("id", id)
                .param("api", apiId)
                .param("name", described.name())
                .param("summary", described.summary())
                .param("type", described.type().name())
                .param("other", described.otherTypeName())
                .param("source", described.source().name())
                .param("url", described.url())
                .param("visibility", described.visibility().name())
                .param("text", text)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("actor", actor)
                .update();
        return id;
    }

    /** What it said stays as long as its source can say it. */
    void describe(UUID id, Description described, String actor, Instant now) {
        database.sql("""
            UPDATE registry.documents
            SET row_version = row_version + 1, name = :name, summary = :summary, type = :type, other_type_name = :other,
                source_type = :source, source_url = :url, visibility = :visibility,
                content_text = CASE WHEN :text THEN content_text END,
                file_name = CASE WHEN :file THEN file_name END, media_type = CASE WHEN :file THEN media_type END,
                file = CASE WHEN :file THEN file END, updated_at = :now, updated_by = :actor
            WHERE document_id = :id
            """)
                .param("id", id)
                .param("name", described.name())
                .param("summary", described.summary())
                .param("type", described.type().name())
                .param("other", described.otherTypeName())
                .param("source", described.source().name())
                .param("url", described.url())
                .param("visibility", described.visibility().name())
                .param("text", described.source().isText())
                .param("file", described.source() == Source.FILE)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("actor", actor)
                .update();
    }

    void write(UUID id, DocumentContent.Text content, String actor, Instant now) {
        database.sql("""
            UPDATE registry.documents
            SET row_version = row_version + 1, content_text = ?, updated_at = ?, updated_by = ? WHERE document_id = ?
            """)
                .param(content.text())
                .param(now.atOffset(ZoneOffset.UTC))
                .param(actor)
                .param(id)
                .update();
    }

    void write(UUID id, DocumentContent.File content, String actor, Instant now) {
        database.sql("""
            UPDATE registry.documents
            SET row_version = row_version + 1, file_name = ?, media_type = ?, file = ?, updated_at = ?, updated_by = ?
            WHERE document_id = ?
            """)
                .param(content.name())
                .param(content.mediaType())
                .param(content.bytes())
                .param(now.atOffset(ZoneOffset.UTC))
                .param(actor)
                .param(id)
                .update();
    }

    void delete(UUID id) {
        database.sql("DELETE FROM registry.documents WHERE document_id = ?")
                .param(id)
                .update();
    }

    DocumentContent content(Document document) {
        return database.sql("SELECT content_text, source_url, file FROM registry.documents WHERE document_id = ?")
                .param(document.id())
                .query((row, number) -> content(document, row))
                .optional()
                .orElse(new DocumentContent.Nothing());
    }

    private static DocumentContent content(Document document, ResultSet row) throws SQLException {
        String text = row.getString("content_text");
        String url = row.getString("source_url");
        byte[] file = row.getBytes("file");
        String name = document.fileName();
        String mediaType = document.mediaType();
        if (text != null) {
            return new DocumentContent.Text(text);
        }
        if (url != null) {
            return new DocumentContent.Link(url);
        }
        return file == null || name == null || mediaType == null
                ? new DocumentContent.Nothing()
                : new DocumentContent.File(name, mediaType, file);
    }

    @EventListener
    void on(ApiChanged change) {
        if (change instanceof ApiDeleted) {
            database.sql("DELETE FROM registry.documents WHERE api_id = ?")
                    .param(change.apiId())
                    .update();
        } else if (change instanceof ApiCopied copied) {
            database.sql("""
                INSERT INTO registry.documents (document_id, row_version, api_id, name, summary, type, other_type_name,
                    source_type, source_url, visibility, content_text, file_name, media_type, file, created_at,
                    created_by, updated_at, updated_by)
                SELECT gen_random_uuid(), 1, :copy, name, summary, type, other_type_name, source_type, source_url,
                    visibility, content_text, file_name, media_type, file, now(), created_by, now(), :actor
                FROM registry.documents WHERE api_id = :original
                """)
                    .param("copy", copied.apiId())
                    .param("original", copied.originalId())
                    .param("actor", copied.actor())
                    .update();
        }
    }

    private static Document document(ResultSet row) throws SQLException {
        return new Document(
                row.getObject("document_id", UUID.class),
                row.getLong("row_version"),
                row.getObject("api_id", UUID.class),
                new Description(
                        row.getString("name"),
                        row.getString("summary"),
                        Kind.valueOf(row.getString("type")),
                        row.getString("other_type_name"),
                        Source.valueOf(row.getString("source_type")),
                        row.getString("source_url"),
                        Visibility.valueOf(row.getString("visibility"))),
                row.getString("file_name"),
                row.getString("media_type"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                row.getTimestamp("updated_at").toInstant(),
                row.getString("updated_by"));
    }
}
