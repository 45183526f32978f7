package dev.tollgate.keymanager.client;

import static dev.tollgate.keymanager.sql.Columns.at;
import static dev.tollgate.keymanager.sql.Columns.atOrNull;
import static dev.tollgate.keymanager.sql.Columns.instant;
import static dev.tollgate.keymanager.sql.Columns.instantOrNull;
import static dev.tollgate.keymanager.sql.Columns.uuid;

import dev.tollgate.keymanager.secret.Hash;
import dev.tollgate.keymanager.secret.RandomKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The secrets of clients: made at random, stored as hashes, told once. */
@Repository
class Secrets {

    private final JdbcClient jdbc;
    private final RandomKeys keys;
    private final InstantSource clock;

    Secrets(JdbcClient jdbc, RandomKeys keys, InstantSource clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    Secret create(String consumerKey, String description, @Nullable Instant expiresAt) {
        String value = keys.secret();
        Secret secret = new Secret(UUID.randomUUID(), consumerKey, value, description, clock.instant(), expiresAt);
        jdbc.sql("""
            INSERT INTO keys.client_secrets
                (secret_id, consumer_key, secret_hash, description, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?)\
            """)
                .param(secret.id())
                .param(consumerKey)
                .param(Hash.of(value).bytes())
                .param(description)
                .param(at(secret.createdAt()))
                .param(atOrNull(expiresAt))
                .update();
        return secret;
    }

    List<Secret> of(String consumerKey) {
        return jdbc.sql("SELECT * FROM keys.client_secrets WHERE consumer_key = ? ORDER BY created_at")
                .param(consumerKey)
                .query((row, number) -> new Secret(
                        uuid(row, "secret_id"),
                        row.getString("consumer_key"),
                        null,
                        row.getString("description"),
                        instant(row, "created_at"),
                        instantOrNull(row, "expires_at")))
                .list();
    }

    boolean delete(String consumerKey, UUID id) {
        return jdbc.sql("DELETE FROM keys.client_secrets WHERE consumer_key = ? AND secret_id = ?")
                        .params(consumerKey, id)
                        .update()
                == 1;
    }

    void deleteAll(String consumerKey) {
        jdbc.sql("DELETE FROM keys.client_secrets WHERE consumer_key = ?")
                .param(consumerKey)
                .update();
    }
}
