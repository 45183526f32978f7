package dev.tollgate.keymanager.token;

import static dev.tollgate.keymanager.sql.Columns.array;
import static dev.tollgate.keymanager.sql.Columns.at;
import static dev.tollgate.keymanager.sql.Columns.instant;
import static dev.tollgate.keymanager.sql.Columns.instantOrNull;
import static dev.tollgate.keymanager.sql.Columns.strings;
import static dev.tollgate.keymanager.sql.Columns.uuid;

import dev.tollgate.keymanager.secret.Hash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Refresh tokens and their families, known by hashes alone. */
@Repository
class RefreshTokens {

    private final JdbcClient jdbc;

    RefreshTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param access the access token that came with it
     * @param accessHash null for a signed one
     * @param session at whose end the family ends; null: it outlives it
     */
    record Stored(
            UUID family,
            String consumerKey,
            String userName,
            Set<String> scopes,
            Instant issuedAt,
            Instant expiresAt,
            @Nullable Instant usedAt,
            @Nullable Instant revokedAt,
            UUID access,
            @Nullable Hash accessHash,
            Instant accessExpiresAt,
            @Nullable Hash session) {}

    void insert(Hash hash, Stored token) {
        Hash accessHash = token.accessHash();
        Hash session = token.session();
        jdbc.sql("""
            INSERT INTO keys.refresh_tokens (token_hash, family_id, consumer_key, user_name, scopes, issued_at,
                expires_at, access_token_id, access_token_hash, access_expires_at, session_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
                .param(hash.bytes())
                .param(token.family())
                .param(token.consumerKey())
                .param(token.userName())
                .param(array(token.scopes()))
                .param(at(token.issuedAt()))
                .param(at(token.expiresAt()))
                .param(token.access())
                .param(accessHash == null ? null : accessHash.bytes())
                .param(at(token.accessExpiresAt()))
                .param(session == null ? null : session.bytes())
                .update();
    }

    /** Only one caller ever gets the token; whoever comes second waits for the first and gets nothing. */
    Optional<Stored> use(Hash hash, String consumerKey, Instant now) {
        return jdbc.sql("""
            UPDATE keys.refresh_tokens SET used_at = ?
            WHERE token_hash = ? AND consumer_key = ? AND used_at IS NULL AND revoked_at IS NULL
              AND expires_at > ?
            RETURNING *\
            """)
                .params(at(now), hash.bytes(), consumerKey, at(now))
                .query(RefreshTokens::stored)
                .optional();
    }

    Optional<Stored> find(Hash hash) {
        return jdbc.sql("SELECT * FROM keys.refresh_tokens WHERE token_hash = ?")
                .param(hash.bytes())
                .query(RefreshTokens::stored)
                .optional();
    }

    /** Ends all of a family; answers those that were still alive. */
    List<Stored> revokeFamily(UUID family, Instant now) {
        return jdbc.sql("""
            UPDATE keys.refresh_tokens SET revoked_at = ? WHERE family_id = ? AND revoked_at IS NULL
            RETURNING *\
            """)
                .params(at(now), family)
                .query(RefreshTokens::stored)
                .list();
    }

    /** The families of a session that may still be alive. */
    List<UUID> familiesOf(Hash session, Instant now) {
        return jdbc.sql("""
            SELECT DISTINCT family_id FROM keys.refresh_tokens
            WHERE session_hash = ? AND revoked_at IS NULL AND expires_at > ?\
            """).params(session.bytes(), at(now)).query(UUID.class).list();
    }

    int sweep(Instant expiredBefore, int most) {
        return jdbc.sql("""
            DELETE FROM keys.refresh_tokens WHERE token_hash IN (
                SELECT token_hash FROM keys.refresh_tokens WHERE expires_at < ? LIMIT ? FOR UPDATE SKIP LOCKED)\
            """).params(at(expiredBefore), most).update();
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(
                uuid(row, "family_id"),
                row.getString("consumer_key"),
                row.getString("user_name"),
                Set.copyOf(strings(row, "scopes")),
                instant(row, "issued_at"),
                instant(row, "expires_at"),
                instantOrNull(row, "used_at"),
                instantOrNull(row, "revoked_at"),
                uuid(row, "access_token_id"),
                Hash.knownOrNull(row.getBytes("access_token_hash")),
                instant(row, "access_expires_at"),
                Hash.knownOrNull(row.getBytes("session_hash")));
    }
}
