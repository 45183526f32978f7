package dev.tollgate.keymanager.apikey;

import static dev.tollgate.keymanager.sql.Columns.array;
import static dev.tollgate.keymanager.sql.Columns.at;
import static dev.tollgate.keymanager.sql.Columns.atOrNull;
import static dev.tollgate.keymanager.sql.Columns.instant;
import static dev.tollgate.keymanager.sql.Columns.instantOrNull;
import static dev.tollgate.keymanager.sql.Columns.strings;
import static dev.tollgate.keymanager.sql.Columns.uuid;
import static dev.tollgate.keymanager.sql.Columns.uuidOrNull;

import dev.tollgate.keymanager.client.KeyType;
import dev.tollgate.keymanager.revocation.Revocations;
import dev.tollgate.keymanager.secret.Hash;
import dev.tollgate.keymanager.secret.RandomKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** API keys: made at random, stored as hashes, told once. */
@Repository
public class ApiKeys {

    private final JdbcClient jdbc;
    private final RandomKeys keys;
    private final Revocations revocations;
    private final InstantSource clock;

    ApiKeys(JdbcClient jdbc, RandomKeys keys, Revocations revocations, InstantSource clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.revocations = revocations;
        this.clock = clock;
    }

    /** A key just made, with the only sight of its value. */
    public record NewKey(ApiKey key, String value) {}

    /** @param life null: for ever */
    public record Request(
            UUID applicationId,
            @Nullable UUID apiId,
            KeyType keyType,
            String name,
            String owner,
            List<String> permittedIps,
            List<String> permittedReferers,
            @Nullable Duration life) {}

    public NewKey create(Request request) {
        String value = keys.secret();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Duration life = request.life();
        ApiKey key = new ApiKey(
                UUID.randomUUID(),
                request.applicationId(),
                request.apiId(),
                request.keyType(),
                request.name(),
                request.owner(),
                request.permittedIps(),
                request.permittedReferers(),
                now,
                life == null ? null : now.plus(life),
                false);
        jdbc.sql("""
            INSERT INTO keys.api_keys (api_key_id, key_hash, application_id, api_id, key_type, name, owner,
                permitted_ips, permitted_referers, issued_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
                .param(key.id())
                .param(Hash.of(value).bytes())
                .param(key.applicationId())
                .param(key.apiId())
                .param(key.keyType().name())
                .param(key.name())
                .param(key.owner())
                .param(array(key.permittedIps()))
                .param(array(key.permittedReferers()))
                .param(at(key.issuedAt()))
                .param(atOrNull(key.expiresAt()))
                .update();
        return new NewKey(key, value);
    }

    /** Those that are not revoked. */
    public List<ApiKey> of(UUID applicationId, KeyType keyType) {
        return jdbc.sql("""
            SELECT * FROM keys.api_keys
            WHERE application_id = ? AND key_type = ? AND revoked_at IS NULL ORDER BY issued_at\
            """)
                .params(applicationId, keyType.name())
                .query((row, number) -> key(row))
                .list();
    }

    /** The known ones. */
    public Map<Hash, ApiKey> find(Collection<Hash> hashes) {
        Map<Hash, ApiKey> found = new HashMap<>();
        jdbc.sql("SELECT * FROM keys.api_keys WHERE key_hash = ANY (?)")
                .param(Hash.array(hashes))
                .query((row, number) -> found.put(Hash.known(row.getBytes("key_hash")), key(row)))
                .list();
        return found;
    }

    /** The same key under a new value and for as long again; empty where the application has no such living key. */
    @Transactional
    public Optional<NewKey> regenerate(UUID applicationId, KeyType keyType, UUID id) {
        record Former(Hash hash, @Nullable Instant expiresAt) {}
        var former = jdbc.sql("""
            SELECT key_hash, expires_at FROM keys.api_keys
            WHERE api_key_id = ? AND application_id = ? AND key_type = ? AND revoked_at IS NULL FOR UPDATE\
            """)
                .params(id, applicationId, keyType.name())
                .query((row, number) ->
                        new Former(Hash.known(row.getBytes("key_hash")), instantOrNull(row, "expires_at")))
                .optional();
        if (former.isEmpty()) {
            return Optional.empty();
        }
        String value = keys.secret();
        OffsetDateTime now = at(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        ApiKey key = jdbc.sql("""
            UPDATE keys.api_keys SET key_hash = ?, issued_at = ?, expires_at = ?::timestamptz + (expires_at - issued_at)
            WHERE api_key_id = ? RETURNING *\
            """)
                .params(Hash.of(value).bytes(), now, now, id)
                .query((row, number) -> key(row))
                .single();
        revocations.tokenHash(former.get().hash(), former.get().expiresAt());
        return Optional.of(new NewKey(key, value));
    }

    /** False where the application has no such key, or had it revoked before. */
    @Transactional
    public boolean revoke(UUID applicationId, UUID id) {
        return revoke("api_key_id = ?", applicationId, id);
    }

    @Transactional
    public boolean revoke(UUID applicationId, String value) {
        return revoke("key_hash = ?", applicationId, Hash.of(value).bytes());
    }

    private boolean revoke(String condition, UUID applicationId, Object which) {
        record Ended(Hash hash, @Nullable Instant expiresAt) {}
        var ended = jdbc.sql("UPDATE keys.api_keys SET revoked_at = ? WHERE application_id = ? AND " + condition
                        + " AND revoked_at IS NULL RETURNING key_hash, expires_at")
                .params(at(clock.instant()), applicationId, which)
                .query((row, number) ->
                        new Ended(Hash.known(row.getBytes("key_hash")), instantOrNull(row, "expires_at")))
                .optional();
        ended.ifPresent(key -> revocations.tokenHash(key.hash(), key.expiresAt()));
        return ended.isPresent();
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                uuid(row, "api_key_id"),
                uuid(row, "application_id"),
                uuidOrNull(row, "api_id"),
                KeyType.valueOf(row.getString("key_type")),
                row.getString("name"),
                row.getString("owner"),
                strings(row, "permitted_ips"),
                strings(row, "permitted_referers"),
                instant(row, "issued_at"),
                instantOrNull(row, "expires_at"),
                row.getObject("revoked_at") != null);
    }
}
