package dev.tollgate.keymanager.token;

import dev.tollgate.keymanager.client.Clients;
import dev.tollgate.keymanager.revocation.Revocations;
import dev.tollgate.keymanager.secret.Hash;
import dev.tollgate.keymanager.token.OpaqueTokens.Standing;
import dev.tollgate.keymanager.user.User;
import dev.tollgate.keymanager.user.Users;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** What an access token is good for now. */
@Service
public class TokenInspector {

    private final SignedTokens signedTokens;
    private final OpaqueTokens opaqueTokens;
    private final Revocations revocations;
    private final Clients clients;
    private final Users users;
    private final InstantSource clock;

    TokenInspector(
            SignedTokens signedTokens,
            OpaqueTokens opaqueTokens,
            Revocations revocations,
            Clients clients,
            Users users,
            InstantSource clock) {
        this.signedTokens = signedTokens;
        this.opaqueTokens = opaqueTokens;
        this.revocations = revocations;
        this.clients = clients;
        this.users = users;
        this.clock = clock;
    }

    /** The token, where it is alive: known, not expired, not revoked, its client and user still there. */
    public Optional<AccessToken> alive(String token) {
        if (token.indexOf('.') >= 0) {
            return signedTokens.verify(token).filter(this::notEnded);
        }
        Hash hash = Hash.of(token);
        Standing standing = opaqueTokens.find(List.of(hash)).get(hash);
        return Optional.ofNullable(standing)
                .filter(found -> !found.ended())
                .map(Standing::token)
                .filter(found -> found.expiresAt().isAfter(clock.instant()));
    }

    private boolean notEnded(AccessToken token) {
        if (revocations.isTokenRevoked(token.id())
                || revocations.endedAllOf(token.consumerKey(), token.issuedAt())
                || clients.find(token.consumerKey()).isEmpty()) {
            return false;
        }
        String userName = token.userName();
        return userName == null
                || users.byName(userName)
                        .filter(user -> stillHolds(user, token))
                        .isPresent();
    }

    private static boolean stillHolds(User user, AccessToken token) {
        Instant validFrom = user.tokensValidFrom();
        return !user.disabled() && (validFrom == null || !token.issuedAt().isBefore(validFrom));
    }
}
