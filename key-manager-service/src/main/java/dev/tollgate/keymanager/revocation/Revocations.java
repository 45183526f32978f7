package dev.tollgate.keymanager.revocation;

import static dev.tollgate.keymanager.sql.Columns.at;
import static dev.tollgate.keymanager.sql.Columns.atOrNull;
import static dev.tollgate.keymanager.sql.Columns.instant;
import static dev.tollgate.keymanager.sql.Columns.instantOrNull;
import static dev.tollgate.keymanager.sql.Columns.uuid;

import dev.tollgate.keymanager.revocation.Revocation.Kind;
import dev.tollgate.keymanager.secret.Hash;
import dev.tollgate.platform.outbox.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes revocations, each with the event that carries it to the gateways, in the caller's transaction. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class Revocations {

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final InstantSource clock;
    private final RevocationProperties properties;

    Revocations(JdbcClient jdbc, Outbox outbox, InstantSource clock, RevocationProperties properties) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.clock = clock;
        this.properties = properties;
    }

    public void tokenId(UUID tokenId, Instant expiresAt) {
        record(Kind.TOKEN_ID, tokenId.toString(), null, expiresAt);
    }

    public void tokenHash(Hash hash, @Nullable Instant expiresAt) {
        Instant until = expiresAt != null ? expiresAt : clock.instant().plus(properties.longestTokenLife());
        record(Kind.TOKEN_HASH, hash.hex(), null, until);
    }

    /** Ends everything the user holds; returns the moment from which new tokens count. */
    public Instant user(String userName) {
        return everythingOf(Kind.USER, userName);
    }

    /** Ends everything issued to the consumer key; returns the moment from which new tokens count. */
    public Instant consumerKey(String consumerKey) {
        return everythingOf(Kind.CONSUMER_KEY, consumerKey);
    }

    /** Whether all that the consumer key had at that moment was ended later. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public boolean endedAllOf(String consumerKey, Instant issuedAt) {
        return jdbc.sql("""
            SELECT EXISTS (SELECT FROM keys.revocations
                WHERE lower(subject) = lower(?) AND kind = 'CONSUMER_KEY' AND not_before > ?)\
            """)
                .params(consumerKey, at(issuedAt))
                .query(Boolean.class)
                .single();
    }

    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public boolean isTokenRevoked(UUID tokenId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM keys.revocations WHERE lower(subject) = ? AND kind = 'TOKEN_ID')")
                .param(tokenId.toString())
                .query(Boolean.class)
                .single();
    }

    /**
     * Nothing ended, but whoever keeps an answer about a caller has to ask again: a role or a scope was gained. Told as the end
     * of a revocation that never was, which concerns no token.
     */
    public void callersChanged() {
        outbox.record("revocation/" + UUID.randomUUID());
    }

    /** For the feed, which reads in a moment of its own. */
    public static List<Revocation> live(JdbcClient database, Instant now) {
        return database.sql("SELECT * FROM keys.revocations WHERE expires_at > ?")
                .param(at(now))
                .query(Revocations::revocation)
                .list();
    }

    /** For the feed, which reads in a moment of its own. */
    public static List<Revocation> live(JdbcClient database, Instant now, Collection<UUID> ids) {
        return database.sql("SELECT * FROM keys.revocations WHERE revocation_id = ANY (?) AND expires_at > ?")
                .params(ids.toArray(UUID[]::new), at(now))
                .query(Revocations::revocation)
                .list();
    }

    /** Drops what concerns no living token; an event tells gateways to forget it as well. */
    @Transactional
    public int sweep(int most) {
        List<UUID> expired = jdbc.sql("""
            DELETE FROM keys.revocations WHERE revocation_id IN (
                SELECT revocation_id FROM keys.revocations WHERE expires_at < ? LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING revocation_id\
            """)
                .params(at(clock.instant()), most)
                .query(UUID.class)
                .list();
        expired.forEach(id -> outbox.record("revocation/" + id));
        return expired.size();
    }

    private Instant everythingOf(Kind kind, String subject) {
        // Signed tokens know whole seconds only. The next one is the first moment that no earlier token can claim.
        Instant notBefore = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        record(kind, subject, notBefore, notBefore.plus(properties.longestTokenLife()));
        return notBefore;
    }

    private void record(Kind kind, String subject, @Nullable Instant notBefore, Instant expiresAt) {
        Revocation revocation = new Revocation(UUID.randomUUID(), kind, subject, notBefore, expiresAt);
        jdbc.sql("""
            INSERT INTO keys.revocations (revocation_id, kind, subject, not_before, expires_at)
            VALUES (?, ?, ?, ?, ?)\
            """)
                .param(revocation.id())
                .param(kind.name())
                .param(subject)
                .param(atOrNull(notBefore))
                .param(at(expiresAt))
                .update();
        outbox.record(revocation.feedKey());
    }

    private static Revocation revocation(ResultSet row, int number) throws SQLException {
        return new Revocation(
                uuid(row, "revocation_id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("subject"),
                instantOrNull(row, "not_before"),
                instant(row, "expires_at"));
    }
}
