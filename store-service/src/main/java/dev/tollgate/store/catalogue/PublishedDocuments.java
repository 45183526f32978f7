package dev.tollgate.store.catalogue;

import dev.tollgate.platform.paging.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Documents and thumbnails, by the Publisher's views. Whether the viewer may see the API is checked before, except by
 * {@link #search}; of its documents those that are for members only are absent for who is signed out.
 */
@Repository
class PublishedDocuments {

    private static final String COLUMNS =
            "d.document_id, d.api_id, d.name, d.summary, d.type, d.source_type, d.source_url,"
                    + " d.other_type_name, d.visibility, d.file_name, d.updated_at";
    private static final String OF_API = " FROM registry.published_documents_v1 d WHERE d.api_id = :api"
            + " AND (d.visibility = 'API_LEVEL' OR :signedIn)";

    private final JdbcClient database;

    PublishedDocuments(JdbcClient database) {
        this.database = database;
    }

    /** A page, and how many there are altogether. */
    record Found(List<PublishedDocument> documents, long total) {}

    /** A document that was found, and the API it is about. */
    record Hit(PublishedDocument document, String apiName, String apiVersion, String apiProvider) {}

    /** A page of hits, and how many there are altogether. */
    record Hits(List<Hit> list, long total) {}

    /** What a document or thumbnail holds: text, or a file with its media type. */
    static final class Content {

        private final @Nullable String text;
        private final byte @Nullable [] file;
        private final @Nullable String mediaType;
        private final Instant updatedAt;

        Content(@Nullable String text, byte @Nullable [] file, @Nullable String mediaType, Instant updatedAt) {
            this.text = text;
            this.file = file;
            this.mediaType = mediaType;
            this.updatedAt = updatedAt;
        }

        @Nullable
        String text() {
            return text;
        }

        byte @Nullable [] file() {
            return file;
        }

        @Nullable
        String mediaType() {
            return mediaType;
        }

        Instant updatedAt() {
            return updatedAt;
        }
    }

    Found of(UUID apiId, Viewer viewer, Page page) {
        long total = database.sql("SELECT count(*)" + OF_API)
                .param("api", apiId)
                .param("signedIn", viewer.signedIn())
                .query(Long.class)
                .single();
        List<PublishedDocument> documents = database.sql("SELECT " + COLUMNS + OF_API
                        + " ORDER BY lower(d.name), d.document_id LIMIT :limit OFFSET :offset")
                .param("api", apiId)
                .param("signedIn", viewer.signedIn())
                .param("limit", page.limit())
                .param("offset", page.offset())
                .query(PublishedDocuments::document)
                .list();
        return new Found(documents, total);
    }

    Optional<PublishedDocument> find(UUID apiId, UUID id, Viewer viewer) {
        return database.sql("SELECT " + COLUMNS + OF_API + " AND d.document_id = :id")
                .param("api", apiId)
                .param("signedIn", viewer.signedIn())
                .param("id", id)
                .query(PublishedDocuments::document)
                .optional();
    }

    Content content(PublishedDocument document) {
        return database.sql("SELECT content_text, file, media_type, updated_at FROM registry.published_documents_v1"
                        + " WHERE document_id = ?")
                .param(document.id())
                .query((row, number) -> new Content(
                        row.getString("content_text"),
                        row.getBytes("file"),
                        row.getString("media_type"),
                        updatedAt(row)))
                .optional()
                .orElse(new Content(null, null, null, document.updatedAt()));
    }

    Optional<Content> thumbnail(UUID apiId) {
        return database.sql(
                        "SELECT file, media_type, updated_at FROM registry.published_thumbnails_v1 WHERE api_id = ?")
                .param(apiId)
                .query((row, number) ->
                        new Content(null, row.getBytes("file"), row.getString("media_type"), updatedAt(row)))
                .optional();
    }

    /** Documents by what they say, best first; of a query without words, none. */
    Hits search(CatalogueQuery query, Viewer viewer, int limit, int offset) {
        if (query.nothing() || query.text().isEmpty()) {
            return new Hits(List.of(), 0);
        }
        var conditions = new CatalogueConditions();
        String where =
                " FROM registry.words_v1 w JOIN registry.published_documents_v1 d ON d.document_id = w.document_id"
                        + " JOIN registry.published_apis_v1 a ON a.api_id = d.api_id WHERE"
                        + conditions.documents(query);
        String order = " ORDER BY " + conditions.documentRank(query) + " DESC, lower(d.name), d.document_id LIMIT "
                + Math.max(limit, 0) + " OFFSET " + Math.max(offset, 0);
        long total = CatalogueConditions.seenBy(viewer, conditions.bound(database.sql("SELECT count(*)" + where)))
                .query(Long.class)
                .single();
        if (limit <= 0 || offset >= total) {
            return new Hits(List.of(), total);
        }
        List<Hit> hits = CatalogueConditions.seenBy(
                        viewer,
                        conditions.bound(database.sql("SELECT " + COLUMNS
                                + ", a.name AS api_name, a.version AS api_version, a.provider AS api_provider" + where
                                + order)))
                .query((row, number) -> new Hit(
                        document(row, number),
                        row.getString("api_name"),
                        row.getString("api_version"),
                        row.getString("api_provider")))
                .list();
        return new Hits(hits, total);
    }

    private static PublishedDocument document(ResultSet row, int number) throws SQLException {
        return new PublishedDocument(
                row.getObject("document_id", UUID.class),
                row.getObject("api_id", UUID.class),
                row.getString("name"),
                Objects.requireNonNullElse(row.getString("summary"), ""),
                row.getString("type"),
                row.getString("source_type"),
                row.getString("source_url"),
                row.getString("other_type_name"),
                row.getString("visibility"),
                row.getString("file_name"),
                updatedAt(row));
    }

    private static Instant updatedAt(ResultSet row) throws SQLException {
        return row.getObject("updated_at", OffsetDateTime.class).toInstant();
    }
}
