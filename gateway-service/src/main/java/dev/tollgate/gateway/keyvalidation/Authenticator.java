package dev.tollgate.gateway.keyvalidation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tollgate.contract.key.CredentialKind;
import dev.tollgate.gateway.deployment.FeedState;
import dev.tollgate.gateway.error.GatewayError;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Who is this? A signed token is verified here, an opaque one or an API key is asked of the Key Manager once and kept until it expires
 * or an event says otherwise. Whether it was taken back is looked up on every call.
 */
public final class Authenticator {

    private final KeyDirectory directory;
    private final Supplier<FeedState> feed;
    private final KeyQuestions questions;
    private final SignedTokens signed;
    private final Cache<Subject, KeyVerdict.Valid> valid;
    private final Cache<Subject, KeyVerdict> invalid;
    private final long graceNanos;
    private final long signedGraceNanos;
    private final InstantSource clock;

    private final AtomicLong learnt = new AtomicLong();

    private record Subject(CredentialKind kind, TokenHash hash) {}

    public Authenticator(
            KeyDirectory directory,
            Supplier<FeedState> feed,
            Supplier<ManagedChannel> keyManager,
            KeyValidationProperties properties,
            InstantSource clock) {
        this.directory = directory;
        this.feed = feed;
        this.questions = new KeyQuestions(keyManager, properties.timeout());
        this.signed = new SignedTokens(properties.cacheSize(), properties.clockSkew(), clock);
        this.valid = Caffeine.newBuilder()
                .maximumSize(properties.cacheSize())
                .expireAfterAccess(Duration.ofHours(1))
                .build();
        this.invalid = Caffeine.newBuilder()
                .maximumSize(20_000)
                .expireAfterWrite(properties.unknownFor())
                .build();
        this.graceNanos = properties.grace().toNanos();
        this.signedGraceNanos = properties.signedGrace().toNanos();
        this.clock = clock;
    }

    /** An answer from what is known here; null: the Key Manager has to be asked. */
    public @Nullable Authentication known(Presented presented, boolean strict) {
        TokenHash hash = TokenHash.of(presented.value());
        KeyTables tables = directory.tables();
        if (presented.kind() == Presented.Kind.BEARER && SignedTokens.looksSigned(presented.value())) {
            return feed.get().ageNanos() > signedGraceNanos
                    ? refused(GatewayError.NOT_NOW, "This node has been without news of revocations for too long")
                    : judge(signed.check(presented.value(), hash, tables), hash, tables);
        }
        if (feed.get().ageNanos() > graceNanos) {
            return refused(GatewayError.NOT_NOW, "This node has been without news of revocations for too long");
        }
        if (strict) {
            return null;
        }
        Subject subject = new Subject(kind(presented), hash);
        KeyVerdict verdict = valid.getIfPresent(subject);
        if (verdict == null) {
            verdict = invalid.getIfPresent(subject);
        }
        return verdict == null ? null : judge(verdict, hash, tables);
    }

    /** Asks the Key Manager. */
    public Mono<Authentication> ask(Presented presented) {
        Subject subject = new Subject(kind(presented), TokenHash.of(presented.value()));
        return questions.ask(subject.kind(), subject.hash()).map(verdict -> {
            keep(subject, verdict);
            return judge(verdict, subject.hash(), directory.tables());
        });
    }

    private void keep(Subject subject, KeyVerdict verdict) {
        switch (verdict) {
            case KeyVerdict.Valid known -> {
                valid.put(subject, known);
                learnt.incrementAndGet();
            }
            case KeyVerdict.NotNow ignored -> {}
            case KeyVerdict.Expired ignored -> forget(subject, verdict);
            case KeyVerdict.Revoked ignored -> forget(subject, verdict);
            case KeyVerdict.Unknown ignored -> forget(subject, verdict);
        }
    }

    private void forget(Subject subject, KeyVerdict verdict) {
        if (valid.asMap().remove(subject) != null) {
            learnt.incrementAndGet();
        }
        invalid.put(subject, verdict);
    }

    /** Grows with each verdict that is kept, or kept no longer. */
    long learnt() {
        return learnt.get();
    }

    /** What is known of tokens and keys that are alive. */
    List<Known> kept() {
        List<Known> all = new ArrayList<>();
        long now = clock.millis();
        valid.asMap().forEach((subject, verdict) -> {
            if (verdict.token().expiresAtMs() > now) {
                all.add(new Known(subject.kind(), subject.hash(), verdict.token()));
            }
        });
        return all;
    }

    /** Takes over what an earlier boot knew. */
    void restore(List<Known> earlier) {
        earlier.forEach(
                known -> valid.put(new Subject(known.kind(), known.hash()), new KeyVerdict.Valid(known.token())));
    }

    /** One verdict. */
    record Known(CredentialKind kind, TokenHash hash, TokenVerdict token) {}

    private Authentication judge(KeyVerdict verdict, TokenHash hash, KeyTables tables) {
        return switch (verdict) {
            case KeyVerdict.Valid(TokenVerdict token) -> {
                if (token.expiresAtMs() <= clock.millis()) {
                    yield refused(GatewayError.EXPIRED, GatewayError.EXPIRED.description());
                }
                yield tables.revoked(hash, token)
                        ? refused(GatewayError.INACTIVE, GatewayError.INACTIVE.description())
                        : new Authentication.Known(token);
            }
            case KeyVerdict.Expired() -> refused(GatewayError.EXPIRED, GatewayError.EXPIRED.description());
            case KeyVerdict.Revoked() -> refused(GatewayError.INACTIVE, GatewayError.INACTIVE.description());
            case KeyVerdict.Unknown(String why) ->
                refused(GatewayError.INVALID_CREDENTIALS, "Access failure for API: " + why);
            case KeyVerdict.NotNow() -> refused(GatewayError.NOT_NOW, GatewayError.NOT_NOW.description());
        };
    }

    private static CredentialKind kind(Presented presented) {
        return presented.kind() == Presented.Kind.BEARER
                ? CredentialKind.CREDENTIAL_KIND_OPAQUE_TOKEN
                : CredentialKind.CREDENTIAL_KIND_API_KEY;
    }

    private static Authentication refused(GatewayError error, String description) {
        return new Authentication.Refused(error, description);
    }
}
