package dev.tollgate.gateway.keyvalidation;

import dev.tollgate.contract.key.KeyType;
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

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
