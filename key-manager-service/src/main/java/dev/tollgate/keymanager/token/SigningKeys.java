package dev.tollgate.keymanager.token;

import static dev.tollgate.keymanager.sql.Columns.at;
import static dev.tollgate.keymanager.sql.Columns.instant;
import static dev.tollgate.keymanager.sql.Columns.instantOrNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.tollgate.keymanager.revocation.RevocationProperties;
import dev.tollgate.platform.outbox.Outbox;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The RSA keys of signed tokens, shared by all nodes through their table. The first node to start makes the first key; from then on
 * whichever node looks first makes the next one when the newest has had its time. A key is published before it signs, signs until its
 * successor does, verifies while a token of its time can be alive, and is deleted then.
 */
@Component
public class SigningKeys implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private static final String FEED_KEY = "signing-key/";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Outbox outbox;
    private final InstantSource clock;
    private final TokenProperties properties;
    private final Duration longestTokenLife;

    private volatile List<Stored> loaded = List.of();

    SigningKeys(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Outbox outbox,
            InstantSource clock,
            TokenProperties properties,
            RevocationProperties revocationProperties) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
        this.properties = properties;
        this.longestTokenLife = revocationProperties.longestTokenLife();
    }

    /** @param retired signs no more, whatever its age: an operator's doing */
    private record Stored(RSAKey key, Instant createdAt, boolean retired) {}

    @Override
    public void afterPropertiesSet() {
        reload();
    }

    /** Another node may have made a key; or one is due. */
    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
    void reload() {
        List<Stored> stored = read();
        if (due(stored) || !over(stored).isEmpty()) {
            stored = Objects.requireNonNull(transactions.execute(status -> renew()));
        }
        loaded = stored;
    }

    /** The newest that everybody had time to learn of; before there is one, the oldest. */
    RSAKey current() {
        Instant published = clock.instant().minus(properties.signingKeyLead());
        List<Stored> signing = loaded.stream().filter(key -> !key.retired()).toList();
        return signing.stream()
                .filter(key -> !key.createdAt().isAfter(published))
                .findFirst()
                .orElseGet(signing::getLast)
                .key();
    }

    Optional<RSAKey> verifying(String kid) {
        return loaded.stream()
                .map(Stored::key)
                .filter(key -> key.getKeyID().equals(kid))
                .findFirst();
    }

    /** Public members only. */
    public JWKSet publicKeys() {
        return new JWKSet(loaded.stream().<JWK>map(Stored::key).toList()).toPublicJWKSet();
    }

    /** For the feed, which reads in a moment of its own: the public members of every key. */
    public static List<RSAKey> publicKeys(JdbcClient database) {
        return database.sql("SELECT private_jwk FROM keys.signing_keys")
                .query((row, number) -> parse(row.getString("private_jwk")).toPublicJWK())
                .list();
    }

    /** One node at a time, which looks again. */
    private List<Stored> renew() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('tollgate signing keys'))")
                .query((row, number) -> true)
                .list();
        List<Stored> stored = read();
        if (due(stored)) {
            generate();
        }
        for (Stored old : over(stored)) {
            String kid = old.key().getKeyID();
            jdbc.sql("DELETE FROM keys.signing_keys WHERE kid = ?").param(kid).update();
            outbox.record(FEED_KEY + kid);
            log.info("deleted the signing key {}: no token of its time is alive", kid);
        }
        return read();
    }

    private boolean due(List<Stored> stored) {
        Instant newest = stored.stream()
                .filter(key -> !key.retired())
                .map(Stored::createdAt)
                .findFirst()
                .orElse(Instant.MIN);
        return newest.isBefore(clock.instant().minus(properties.signingKeyLife()));
    }

    /** Whose successor has signed for longer than any token lives. */
    private List<Stored> over(List<Stored> stored) {
        Instant before = clock.instant().minus(longestTokenLife).minus(properties.signingKeyLead());
        return IntStream.range(1, stored.size())
                .filter(older -> stored.get(older - 1).createdAt().isBefore(before))
                .mapToObj(stored::get)
                .toList();
    }

    /** The newest first. */
    private List<Stored> read() {
        return jdbc.sql("SELECT private_jwk, created_at, retired_at FROM keys.signing_keys ORDER BY created_at DESC,"
                        + " kid")
                .query((row, number) -> new Stored(
                        parse(row.getString("private_jwk")),
                        instant(row, "created_at"),
                        instantOrNull(row, "retired_at") != null))
                .list();
    }

    private void generate() {
        try {
            RSAKey key = new RSAKeyGenerator(properties.signingKeyBits())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
            jdbc.sql("INSERT INTO keys.signing_keys (kid, private_jwk, created_at) VALUES (?, ?, ?)")
                    .params(key.getKeyID(), key.toJSONString(), at(clock.instant()))
                    .update();
            outbox.record(FEED_KEY + key.getKeyID());
            log.info("made the signing key {}", key.getKeyID());
        } catch (JOSEException e) {
            throw new IllegalStateException("no RSA key could be made", e);
        }
    }

    private static RSAKey parse(String jwk) {
        try {
            return RSAKey.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("keys.signing_keys holds something that is not an RSA key", e);
        }
    }
}
