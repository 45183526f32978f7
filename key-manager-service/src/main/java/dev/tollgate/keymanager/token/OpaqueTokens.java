package dev.tollgate.keymanager.token;

import static dev.tollgate.keymanager.sql.Columns.array;
import static dev.tollgate.keymanager.sql.Columns.at;
import static dev.tollgate.keymanager.sql.Columns.instant;
import static dev.tollgate.keymanager.sql.Columns.strings;
import static dev.tollgate.keymanager.sql.Columns.uuid;

import dev.tollgate.keymanager.client.KeyType;
import dev.tollgate.keymanager.secret.Hash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Opaque access tokens, known by their hashes alone. */
@Repository
public class OpaqueTokens {

    private final JdbcClient jdbc;

    OpaqueTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A token as it stands.
     *
     * @param ended revoked, or its client or user is gone, disabled, or started anew (the client with a new secret)
     */
    public record Standing(AccessToken token, boolean ended) {}

    void insert(Hash hash, AccessToken token) {
        jdbc.sql("""
            INSERT INTO keys.opaque_tokens
                (token_hash, token_id, consumer_key, user_name, scopes, issued_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)\
            """)
                .param(hash.bytes())
                .param(token.id())
                .param(token.consumerKey())
                .param(token.userName())
                .param(array(token.scopes()))
                .param(at(token.issuedAt()))
                .param(at(token.expiresAt()))
                .update();
    }

    /** The known ones. */
    public Map<Hash, Standing> find(Collection<Hash> hashes) {
        Map<Hash, Standing> found = new HashMap<>();
        jdbc.sql("""
            SELECT t.*, coalesce(c.key_type, 'PRODUCTION') AS key_type,
                   t.revoked_at IS NOT NULL OR c.consumer_key IS NULL OR (t.user_name IS NOT NULL AND
                       (u.user_id IS NULL OR u.disabled OR t.issued_at < u.tokens_valid_from)) IS TRUE
                       OR EXISTS (SELECT FROM keys.revocations r WHERE lower(r.subject) = lower(t.consumer_key)
                           AND r.kind = 'CONSUMER_KEY' AND t.issued_at < r.not_before) AS ended
            FROM keys.opaque_tokens t
            LEFT JOIN keys.clients c ON c.consumer_key = t.consumer_key
            LEFT JOIN users.users u ON lower(u.user_name) = lower(t.user_name)
            WHERE t.token_hash = ANY (?)\
            """)
                .param(Hash.array(hashes))
                .query((row, number) -> found.put(Hash.known(row.getBytes("token_hash")), standing(row)))
                .list();
        return found;
    }

    void revoke(Hash hash, Instant now) {
        jdbc.sql("UPDATE keys.opaque_tokens SET revoked_at = ? WHERE token_hash = ? AND revoked_at IS NULL")
                .params(at(now), hash.bytes())
                .update();
    }

    int sweep(Instant expiredBefore, int most) {
        return jdbc.sql("""
            DELETE FROM keys.opaque_tokens WHERE token_hash IN (
                SELECT token_hash FROM keys.opaque_tokens WHERE expires_at < ? LIMIT ? FOR UPDATE SKIP LOCKED)\
            """).params(at(expiredBefore), most).update();
    }

    private static Standing standing(ResultSet row) throws SQLException {
        List<String> scopes = strings(row, "scopes");
        AccessToken token = new AccessToken(
                uuid(row, "token_id"),
                row.getString("consumer_key"),
                KeyType.valueOf(row.getString("key_type")),
                row.getString("user_name"),
                Set.copyOf(scopes),
                instant(row, "issued_at"),
                instant(row, "expires_at"));
        return new Standing(token, row.getBoolean("ended"));
    }
}
