package dev.tollgate.gateway.keyvalidation;

import dev.tollgate.contract.key.KeyType;
import dev.tollgate.contract.key.TokenState;
import dev.tollgate.gateway.network.Cidr;
import dev.tollgate.gateway.network.Cidrs;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Key Manager's answers in this gateway's terms. */
final class Verdicts {

    private Verdicts() {}

    static KeyVerdict of(dev.tollgate.contract.key.TokenVerdict answer) {
        return switch (answer.getState()) {
            case TOKEN_STATE_ACTIVE ->
                new KeyVerdict.Valid(new TokenVerdict(
                        answer.getSubject(),
                        orNull(answer.getConsumerKey()),
                        orNull(answer.getApplicationId()),
                        orNull(answer.getApiId()),
                        answer.getKeyType() == KeyType.KEY_TYPE_PRODUCTION
                                        || answer.getKeyType() == KeyType.KEY_TYPE_SANDBOX
                                ? answer.getKeyType()
                                : null,
                        Set.copyOf(answer.getScopesList()),
                        answer.getUserToken(),
                        answer.getIssuedAtEpochMs(),
                        answer.getExpiresAtEpochMs() == 0 ? Long.MAX_VALUE : answer.getExpiresAtEpochMs(),
                        orNull(answer.getTokenId()),
                        Cidrs.parse(answer.getPermittedIpsList()),
                        answer.getPermittedReferersList()));
            case TOKEN_STATE_EXPIRED -> new KeyVerdict.Expired();
            case TOKEN_STATE_REVOKED -> new KeyVerdict.Revoked();
            case TOKEN_STATE_UNKNOWN -> new KeyVerdict.Unknown("the token or key is not known");
            case TOKEN_STATE_UNSPECIFIED, UNRECOGNIZED -> new KeyVerdict.NotNow();
        };
    }

    /** The same the other way, as the Key Manager would say it. */
    static dev.tollgate.contract.key.TokenVerdict message(TokenVerdict token) {
        return dev.tollgate.contract.key.TokenVerdict.newBuilder()
                .setState(TokenState.TOKEN_STATE_ACTIVE)
                .setSubject(token.subject())
                .setConsumerKey(orEmpty(token.consumerKey()))
                .setApplicationId(orEmpty(token.applicationId()))
                .setApiId(orEmpty(token.apiId()))
                .setKeyType(token.keyType() == null ? KeyType.KEY_TYPE_UNSPECIFIED : token.keyType())
                .addAllScopes(token.scopes())
                .setUserToken(token.userToken())
                .setIssuedAtEpochMs(token.issuedAtMs())
                .setExpiresAtEpochMs(token.expiresAtMs() == Long.MAX_VALUE ? 0 : token.expiresAtMs())
                .setTokenId(orEmpty(token.tokenId()))
                .addAllPermittedIps(token.permittedIps().blocks().stream()
                        .map(Cidr::toString)
                        .toList())
                .addAllPermittedReferers(token.permittedReferers())
                .build();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
