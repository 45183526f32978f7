package dev.tollgate.keymanager.token;

import static dev.tollgate.keymanager.sql.Columns.array;
import static dev.tollgate.keymanager.sql.Columns.at;
import static dev.tollgate.keymanager.sql.Columns.instant;
import static dev.tollgate.keymanager.sql.Columns.instantOrNull;
import static dev.tollgate.keymanager.sql.Columns.strings;
import static dev.tollgate.keymanager.sql.Columns.uuid;
import static dev.tollgate.keymanager.sql.Columns.uuidOrNull;

import dev.tollgate.keymanager.secret.Hash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Authorization codes, known by hashes alone. */
@Repository
class AuthorizationCodes {

    private final JdbcClient jdbc;

    AuthorizationCodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param access the access token that was had for it; null until then */
    record Stored(
            AuthorizationCode code,
            Instant issuedAt,
            Instant expiresAt,
            @Nullable Instant usedAt,
            UUID family,
            @Nullable UUID access,
            @Nullable Hash accessHash,
            @Nullable Instant accessExpiresAt) {}

    void insert(Hash hash, AuthorizationCode code, UUID family, Instant issuedAt, Instant expiresAt) {
        Hash session = code.session();
        jdbc.sql("""
            INSERT INTO keys.authorization_codes (code_hash, consumer_key, user_name, redirect_uri, redirect_uri_sent,
                scopes, code_challenge, nonce, signed_in_at, session_hash, issued_at, expires_at, family_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
                .param(hash.bytes())
                .param(code.consumerKey())
                .param(code.userName())
                .param(code.redirectUri())
                .param(code.redirectUriSent())
                .param(array(code.scopes()))
                .param(code.challenge())
                .param(code.nonce())
                .param(at(code.signedInAt()))
                .param(session == null ? null : session.bytes())
                .param(at(issuedAt))
                .param(at(expiresAt))
                .param(family)
                .update();
    }

    Optional<Stored> find(Hash hash) {
        return jdbc.sql("SELECT * FROM keys.authorization_codes WHERE code_hash = ?")
                .param(hash.bytes())
                .query(AuthorizationCodes::stored)
                .optional();
    }

    /** Only one caller ever gets true; whoever comes second waits for the first. */
    boolean use(Hash hash, Instant now) {
        return jdbc.sql("""
            UPDATE keys.authorization_codes SET used_at = ?
            WHERE code_hash = ? AND used_at IS NULL AND expires_at > ?\
            """).params(at(now), hash.bytes(), at(now)).update() == 1;
    }

    /** @param accessHash null for a signed token */
    void cameTo(Hash hash, AccessToken access, @Nullable Hash accessHash) {
        jdbc.sql("""
            UPDATE keys.authorization_codes
            SET access_token_id = ?, access_token_hash = ?, access_expires_at = ? WHERE code_hash = ?\
            """)
                .param(access.id())
                .param(accessHash == null ? null : accessHash.bytes())
                .param(at(access.expiresAt()))
                .param(hash.bytes())
                .update();
    }

    int sweep(Instant expiredBefore, int most) {
        return jdbc.sql("""
            DELETE FROM keys.authorization_codes WHERE code_hash IN (
                SELECT code_hash FROM keys.authorization_codes WHERE expires_at < ? LIMIT ? FOR UPDATE SKIP LOCKED)\
            """).params(at(expiredBefore), most).update();
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        AuthorizationCode code = new AuthorizationCode(
                row.getString("consumer_key"),
                row.getString("user_name"),
                row.getString("redirect_uri"),
                row.getBoolean("redirect_uri_sent"),
                Set.copyOf(strings(row, "scopes")),
                row.getString("code_challenge"),
                row.getString("nonce"),
                instant(row, "signed_in_at"),
                Hash.knownOrNull(row.getBytes("session_hash")));
        return new Stored(
                code,
                instant(row, "issued_at"),
                instant(row, "expires_at"),
                instantOrNull(row, "used_at"),
                uuid(row, "family_id"),
                uuidOrNull(row, "access_token_id"),
                Hash.knownOrNull(row.getBytes("access_token_hash")),
                instantOrNull(row, "access_expires_at"));
    }
}
