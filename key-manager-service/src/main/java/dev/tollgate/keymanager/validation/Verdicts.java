package dev.tollgate.keymanager.validation;

import dev.tollgate.contract.key.KeyType;
import dev.tollgate.contract.key.TokenState;
import dev.tollgate.contract.key.TokenVerdict;
import dev.tollgate.keymanager.apikey.ApiKey;
import dev.tollgate.keymanager.token.AccessToken;
import dev.tollgate.keymanager.token.OpaqueTokens.Standing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is said of a key; of one that is not alive only its state. */
final class Verdicts {

    private static final TokenVerdict UNKNOWN = dead(TokenState.TOKEN_STATE_UNKNOWN);
    private static final TokenVerdict REVOKED = dead(TokenState.TOKEN_STATE_REVOKED);
    private static final TokenVerdict EXPIRED = dead(TokenState.TOKEN_STATE_EXPIRED);

    private Verdicts() {}

    static TokenVerdict of(@Nullable Standing standing, Instant now) {
        if (standing == null) {
            return UNKNOWN;
        }
        AccessToken token = standing.token();
        if (standing.ended()) {
            return REVOKED;
        }
        if (!token.expiresAt().isAfter(now)) {
            return EXPIRED;
        }
        return TokenVerdict.newBuilder()
                .setState(TokenState.TOKEN_STATE_ACTIVE)
                .setSubject(token.subject())
                .setConsumerKey(token.consumerKey())
                .setKeyType(keyType(token.keyType()))
                .addAllScopes(token.scopes())
                .setUserToken(token.userName() != null)
                .setIssuedAtEpochMs(token.issuedAt().toEpochMilli())
                .setExpiresAtEpochMs(token.expiresAt().toEpochMilli())
                .setTokenId(token.id().toString())
                .build();
    }

    /** The subject is the application, not its owner: what ends the owner's tokens leaves the application's keys. */
    static TokenVerdict of(@Nullable ApiKey key, Instant now) {
        if (key == null) {
            return UNKNOWN;
        }
        Instant expiresAt = key.expiresAt();
        if (key.revoked()) {
            return REVOKED;
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            return EXPIRED;
        }
        var apiId = key.apiId();
        return TokenVerdict.newBuilder()
                .setState(TokenState.TOKEN_STATE_ACTIVE)
                .setSubject(key.applicationId().toString())
                .setApplicationId(key.applicationId().toString())
                .setApiId(apiId == null ? "" : apiId.toString())
                .setKeyType(keyType(key.keyType()))
                .setIssuedAtEpochMs(key.issuedAt().toEpochMilli())
                .setExpiresAtEpochMs(expiresAt == null ? 0 : expiresAt.toEpochMilli())
                .addAllPermittedIps(key.permittedIps())
                .addAllPermittedReferers(key.permittedReferers())
                .setTokenId(key.id().toString())
                .build();
    }

    private static KeyType keyType(dev.tollgate.keymanager.client.KeyType type) {
        return switch (type) {
            case PRODUCTION -> KeyType.KEY_TYPE_PRODUCTION;
            case SANDBOX -> KeyType.KEY_TYPE_SANDBOX;
        };
    }

    private static TokenVerdict dead(TokenState state) {
        return TokenVerdict.newBuilder().setState(state).build();
    }
}
