package dev.tollgate.publisher.thumbnail;

import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiChanged;
import dev.tollgate.publisher.api.ApiChanged.ApiCopied;
import dev.tollgate.publisher.api.ApiChanged.ApiDeleted;
import dev.tollgate.publisher.api.Apis;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Images of APIs; they come and go with their API. */
@Repository
class Thumbnails {

    private final JdbcClient database;
    private final Apis apis;
    private final InstantSource clock;

    Thumbnails(JdbcClient database, Apis apis, InstantSource clock) {
        this.database = database;
        this.apis = apis;
        this.clock = clock;
    }

    Optional<Image> find(UUID apiId) {
        return database.sql("SELECT media_type, file FROM registry.thumbnails WHERE api_id = ?")
                .param(apiId)
                .query((row, number) -> new Image(row.getString("media_type"), row.getBytes("file")))
                .optional();
    }

    void put(UUID apiId, Image image, Instant now) {
        database.sql("""
            INSERT INTO registry.thumbnails (api_id, media_type, file, updated_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (api_id) DO UPDATE
            SET media_type = excluded.media_type, file = excluded.file, updated_at = excluded.updated_at
            """)
                .param(apiId)
                .param(image.mediaType())
                .param(image.bytes())
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }

    @EventListener
    void on(ApiChanged change) {
        if (change instanceof ApiDeleted) {
            database.sql("DELETE FROM registry.thumbnails WHERE api_id = ?")
                    .param(change.apiId())
                    .update();
        } else if (change instanceof ApiCopied copied) {
            find(copied.originalId()).ifPresent(image -> {
                Instant now = clock.instant();
                put(copied.apiId(), image, now);
                Api api = apis.findById(copied.apiId()).orElseThrow();
                api.illustrate(true, copied.actor(), now);
                apis.saveAndFlush(api);
            });
        }
    }
}
