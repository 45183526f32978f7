package dev.tollgate.store.key;

import dev.tollgate.contract.credential.IssueTokenRequest;
import dev.tollgate.contract.credential.IssuedToken;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.store.StoreError;
import dev.tollgate.store.request.Field;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Tokens for the owner of an application, by client_credentials on the application's behalf. */
@Service
public class Tokens {

    private final KeyManager keyManager;
    private final FirstCall firstCall;

    Tokens(KeyManager keyManager, FirstCall firstCall) {
        this.keyManager = keyManager;
        this.firstCall = firstCall;
    }

    /** Body of generate-token: ApplicationTokenGenerateRequest. The owner is known, so the secret may be left out. */
    public record Request(
            @Nullable String consumerSecret,
            @Nullable Long validityPeriod,
            @Nullable List<@Nullable String> scopes,
            @Nullable String revokeToken,
            @Nullable String grantType) {

        private static final long LONGEST_LIFE_S = 10L * 365 * 86_400;

        long life() {
            if (validityPeriod == null) {
                return 0;
            }
            if (validityPeriod < -1 || validityPeriod > LONGEST_LIFE_S) {
                throw Field.refuse("validityPeriod must be a number of seconds up to " + LONGEST_LIFE_S + ", or -1.");
            }
            return validityPeriod;
        }

        void requireClientCredentials() {
            if (grantType != null && !grantType.toUpperCase(Locale.ROOT).equals("CLIENT_CREDENTIALS")) {
                throw new RefusedException(
                        StoreError.NOT_SUPPORTED, "grantType: only CLIENT_CREDENTIALS is supported.");
            }
        }
    }

    public TokenView issue(KeyMapping mapping, Request request) {
        String consumerKey = Keys.consumerKey(mapping);
        request.requireClientCredentials();
        long life = request.life();
        List<String> scopes = KeyRequest.texts("scopes", request.scopes());
        String secret = request.consumerSecret();
        if (secret != null && !secret.isBlank() && !keyManager.verifySecret(consumerKey, secret)) {
            throw new RefusedException(StoreError.SECRET_WRONG, "consumerSecret is not this consumer key's secret.");
        }
        String former = request.revokeToken();
        if (former != null && !former.isBlank()) {
            keyManager.revokeToken(consumerKey, former);
        }
        return issue(mapping, consumerKey, life, scopes);
    }

    /** The token that comes with new keys. */
    TokenView issueFirst(KeyMapping mapping, String consumerKey, List<String> scopes) {
        return issue(mapping, consumerKey, 0, scopes);
    }

    private TokenView issue(KeyMapping mapping, String consumerKey, long life, List<String> scopes) {
        IssuedToken token = keyManager.issueToken(IssueTokenRequest.newBuilder()
                .setConsumerKey(consumerKey)
                .addAllScopes(scopes)
                .setLifeS(life)
                .build());
        return new TokenView(
                token.getAccessToken(),
                token.getScopesList(),
                token.getExpiresInS(),
                firstCall.curl(mapping.applicationId(), token.getAccessToken()));
    }
}
