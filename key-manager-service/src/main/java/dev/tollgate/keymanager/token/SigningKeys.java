package dev.tollgate.keymanager.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.tollgate.platform.outbox.Outbox;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The RSA keys of signed tokens, shared by all nodes through their table. The first node to start makes the first key. The newest
 * one that is not retired signs; all of them verify.
 */
@Component
public class SigningKeys implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Outbox outbox;
    private final TokenProperties properties;

    private volatile Loaded loaded = new Loaded(List.of(), List.of());

    SigningKeys(JdbcClient jdbc, TransactionTemplate transactions, Outbox outbox, TokenProperties properties) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.outbox = outbox;
        this.properties = properties;
    }

    private record Loaded(List<RSAKey> verifying, List<RSAKey> signing) {}

    @Override
    public void afterPropertiesSet() {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('tollgate signing keys'))")
                    .query((row, number) -> true)
                    .list();
            if (!jdbc.sql("SELECT EXISTS (SELECT FROM keys.signing_keys WHERE retired_at IS NULL)")
                    .query(Boolean.class)
                    .single()) {
                generate();
            }
        });
        reload();
    }

    /** Another node may have made a key. */
    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
    void reload() {
        record Stored(String jwk, boolean retired) {}
        List<Stored> stored = jdbc.sql("SELECT private_jwk, retired_at IS NOT NULL AS retired FROM keys.signing_keys"
                        + " ORDER BY created_at DESC")
                .query((row, number) -> new Stored(row.getString("private_jwk"), row.getBoolean("retired")))
                .list();
        loaded = new Loaded(
                stored.stream().map(key -> parse(key.jwk())).toList(),
                stored.stream()
                        .filter(key -> !key.retired())
                        .map(key -> parse(key.jwk()))
                        .toList());
    }

    RSAKey current() {
        return loaded.signing().getFirst();
    }

    Optional<RSAKey> verifying(String kid) {
        return loaded.verifying().stream()
                .filter(key -> key.getKeyID().equals(kid))
                .findFirst();
    }

    /** Public members only. */
    public JWKSet publicKeys() {
        return new JWKSet(List.copyOf(loaded.verifying())).toPublicJWKSet();
    }

    /** For the feed, which reads in a moment of its own: the public members of every key. */
    public static List<RSAKey> publicKeys(JdbcClient database) {
        return database.sql("SELECT private_jwk FROM keys.signing_keys")
                .query((row, number) -> parse(row.getString("private_jwk")).toPublicJWK())
                .list();
    }

    private void generate() {
        try {
            RSAKey key = new RSAKeyGenerator(properties.signingKeyBits())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
            jdbc.sql("INSERT INTO keys.signing_keys (kid, private_jwk) VALUES (?, ?)")
                    .params(key.getKeyID(), key.toJSONString())
                    .update();
            outbox.record("signing-key/" + key.getKeyID());
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
