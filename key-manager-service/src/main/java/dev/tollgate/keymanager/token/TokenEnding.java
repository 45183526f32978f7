package dev.tollgate.keymanager.token;

import dev.tollgate.keymanager.revocation.Revocations;
import dev.tollgate.keymanager.secret.Hash;
import dev.tollgate.keymanager.token.OpaqueTokens.Standing;
import dev.tollgate.keymanager.token.RefreshTokens.Stored;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Revokes tokens before their time. */
@Service
public class TokenEnding {

    /** What a request to revoke came to (RFC 7009). */
    public enum Outcome {
        /** It is dead now, or was dead or unknown before: the client needs no difference. */
        DONE,
        NOT_THIS_CLIENTS
    }

    private final SignedTokens signedTokens;
    private final OpaqueTokens opaqueTokens;
    private final RefreshTokens refreshTokens;
    private final Revocations revocations;
    private final InstantSource clock;

    TokenEnding(
            SignedTokens signedTokens,
            OpaqueTokens opaqueTokens,
            RefreshTokens refreshTokens,
            Revocations revocations,
            InstantSource clock) {
        this.signedTokens = signedTokens;
        this.opaqueTokens = opaqueTokens;
        this.refreshTokens = refreshTokens;
        this.revocations = revocations;
        this.clock = clock;
    }

    /** An access token ends alone; a refresh token takes its whole family along. */
    @Transactional
    public Outcome revoke(String consumerKey, String token) {
        Optional<AccessToken> signed = signedTokens.verify(token);
        if (signed.isPresent()) {
            if (!signed.get().consumerKey().equals(consumerKey)) {
                return Outcome.NOT_THIS_CLIENTS;
            }
            if (!revocations.isTokenRevoked(signed.get().id())) {
                revocations.tokenId(signed.get().id(), signed.get().expiresAt());
            }
            return Outcome.DONE;
        }
        Hash hash = Hash.of(token);
        Standing opaque = opaqueTokens.find(List.of(hash)).get(hash);
        if (opaque != null) {
            if (!opaque.token().consumerKey().equals(consumerKey)) {
                return Outcome.NOT_THIS_CLIENTS;
            }
            endOpaque(hash, opaque.token().expiresAt());
            return Outcome.DONE;
        }
        Optional<Stored> refresh = refreshTokens.find(hash);
        if (refresh.isPresent()) {
            if (!refresh.get().consumerKey().equals(consumerKey)) {
                return Outcome.NOT_THIS_CLIENTS;
            }
            family(refresh.get().family());
        }
        return Outcome.DONE;
    }

    /** Ends a family of refresh tokens and every access token that came of it and still lives. */
    void family(UUID family) {
        Instant now = clock.instant();
        for (Stored token : refreshTokens.revokeFamily(family, now)) {
            accessToken(token.access(), token.accessHash(), token.accessExpiresAt());
        }
    }

    /** Ends what our own portals got by a session that ends now, so that signing out of one signs out of all. */
    @Transactional
    public void ofSession(Hash session) {
        refreshTokens.familiesOf(session, clock.instant()).forEach(this::family);
    }

    /** @param hash null for a signed one */
    void accessToken(UUID id, @Nullable Hash hash, Instant expiresAt) {
        if (!expiresAt.isAfter(clock.instant())) {
            return;
        }
        if (hash != null) {
            endOpaque(hash, expiresAt);
        } else if (!revocations.isTokenRevoked(id)) {
            revocations.tokenId(id, expiresAt);
        }
    }

    private void endOpaque(Hash hash, Instant expiresAt) {
        Instant now = clock.instant();
        opaqueTokens.revoke(hash, now);
        if (expiresAt.isAfter(now)) {
            revocations.tokenHash(hash, expiresAt);
        }
    }
}
